"""What is checked before shadowing begins."""

from services.shadowing.commands.alone import ensure_administrators
from services.shadowing.domain.own_process import process_of
from shared.errors import ConfigurationError
from shared.work import UnitOfWork


def set_up(work: UnitOfWork) -> None:
    """Check the processes, and let somebody sign in where no registration does it."""
    check_processes(work)
    ensure_administrators(work)


def check_processes(work: UnitOfWork) -> None:
    """Every organisation's own process can be used. Raises ConfigurationError that names every fault."""
    faults = [fault for slug in work.network.organisations for fault in _faults(work, slug)]
    if faults:
        raise ConfigurationError("\n".join(faults))


def _faults(work: UnitOfWork, slug: str) -> list[str]:
    try:
        process_of(work.network, slug)
    except ConfigurationError as error:
        return [f"{slug}: {each} (organisations[].services in network.yml)" for each in str(error).splitlines()]
    return []
