"""A tiny service for tests of the bus: it keeps groups, writes a letter for each confirmation, gives credit."""
