"""Schemas: what people send, and what the JSON API answers."""
