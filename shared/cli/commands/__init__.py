"""One module per sub-command of `vertais`; `shared.cli.group` lists them."""
