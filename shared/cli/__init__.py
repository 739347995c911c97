"""The command line: the bootstrap of a fresh machine, the embedded stack, and the `vertais` command."""
