"""The `vertais` command. Sub-commands are imported when called, so that one that is broken breaks only itself."""

import sys


def main() -> None:
    if sys.argv[1:2] == ["run"]:
        patch()
    from shared.cli.group import vertais

    vertais(prog_name="vertais")


def patch() -> None:
    """Before anything else is imported: what was imported earlier would keep the blocking functions."""
    import warnings

    warnings.filterwarnings("ignore", message="(?s).*Eventlet is deprecated")
    import eventlet

    eventlet.monkey_patch()


if __name__ == "__main__":
    main()
