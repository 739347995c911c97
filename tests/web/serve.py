"""Serves the tea room as a real process, with settings from the environment."""

import eventlet

eventlet.monkey_patch()

from nameko.runners import ServiceRunner  # noqa: E402

from shared.settings import Settings  # noqa: E402
from shared.work import Runtime  # noqa: E402
from tests.web.tearoom.plugin import manifest  # noqa: E402
from tests.web.tearoom.service import Web  # noqa: E402


def main() -> None:
    settings = Settings.read()
    runtime = Runtime.build(manifest, settings)
    runner = ServiceRunner({"runtime": runtime, "WEB_SERVER_ADDRESS": settings.http_address, "max_workers": 10})
    runner.add_service(Web)
    runner.start()
    runner.wait()


if __name__ == "__main__":
    main()
