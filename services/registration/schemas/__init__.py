"""What registration reads and shows: one schema for a form and for the JSON body of the same act."""
