"""What pages and the API read; nothing here changes anything."""
