"""The rules of pair periods, in plain Python: no clock, no input or output."""
