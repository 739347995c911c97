"""Which services are installed, and the processes of this project's own code."""

from dataclasses import dataclass
from importlib.metadata import entry_points

from shared.cli.machine.folders import PYTHON, ROOT
from shared.cli.stack.children import Program
from shared.cli.stack.settings import Addresses

VERTAIS = [str(PYTHON), "-m", "shared.cli.main"]


def installed() -> tuple[str, ...]:
    """The names of the entry points, without importing any; registration, where home is, first."""
    names = sorted({each.name for each in entry_points(group="vertaisverkko.services")})
    return tuple(sorted(names, key=lambda name: name != "registration"))


@dataclass(frozen=True)
class Programs:
    """Each is a `vertais` command with this instance's environment."""

    addresses: Addresses

    def setup(self) -> Program:
        return Program("setup", [*VERTAIS, "setup"], self.addresses.env_for(), cwd=ROOT)

    def service(self, name: str) -> Program:
        return Program(name, [*VERTAIS, "run", name], self.addresses.env_for(name), cwd=ROOT, patience=25)

    def inbox(self) -> Program:
        command = [*VERTAIS, "inbox", "--folder", str(self.addresses.instance.folder / "inbox")]
        smtp, http = (self.addresses.http(name).removeprefix("http://") for name in ("smtp", "inbox"))
        return Program("inbox", command, {"VERTAIS_INBOX_SMTP": smtp, "VERTAIS_INBOX_HTTP": http}, cwd=ROOT, patience=5)
