"""Runs the test service's events process, as `vertais run` does an installed one's."""

from shared.cli.main import patch

patch()

import sys  # noqa: E402

from shared.bus.preflight import preflight as check_broker  # noqa: E402
from shared.cli import logs  # noqa: E402
from shared.cli.run import runners_of, serve  # noqa: E402
from shared.database.preflight import preflight as check_database  # noqa: E402
from shared.errors import ConfigurationError  # noqa: E402
from shared.settings import Settings  # noqa: E402
from shared.work import Runtime  # noqa: E402
from tests.bus.library.plugin import manifest  # noqa: E402


def main() -> int:
    settings = Settings.read()
    logs.configure("console", service="library")
    try:
        check_database(manifest, settings)
        check_broker(manifest, settings)
    except ConfigurationError as fault:
        print(fault, file=sys.stderr, flush=True)
        return 1
    return serve(runners_of(Runtime.build(manifest, settings, "events"), "events"))


if __name__ == "__main__":
    sys.exit(main())
