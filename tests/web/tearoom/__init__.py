"""A small service for the tests of the web: people book a table for tea."""
