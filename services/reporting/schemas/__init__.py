"""What the API and the forms take and give, and the words for codes."""
