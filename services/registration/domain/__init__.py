"""The rules of registering, in plain Python: no clock, no database, no texts but those of the errors."""
