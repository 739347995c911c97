"""What is checked before reporting begins."""

from collections.abc import Iterator

from services.reporting.domain.policies import OTHER_LENGTHS
from shared.errors import ConfigurationError
from shared.network import Organisation
from shared.plugins import policy
from shared.work import UnitOfWork

KINDS = ("veso", "mentor_pay")


def check_policies(work: UnitOfWork) -> None:
    """Every policy that network.yml names exists. Raises ConfigurationError that names every fault."""
    faults = [fault for each in work.network.organisations.values() for fault in _faults(each)]
    if faults:
        raise ConfigurationError("\n".join(f"{fault} (organisations[].policies in network.yml)" for fault in faults))


def _faults(organisation: Organisation) -> Iterator[str]:
    for kind in KINDS:
        name = organisation.policies.get(kind, "none")
        try:
            if name != "none":
                policy(name)
        except ConfigurationError as error:
            yield f"{organisation.slug}: {kind}: {error}"
    chosen = organisation.policies.get("other_length")
    if chosen not in (None, *OTHER_LENGTHS):
        yield f"{organisation.slug}: other_length must be one of {', '.join(OTHER_LENGTHS)}"
