"""What commands, pages and the API read."""
