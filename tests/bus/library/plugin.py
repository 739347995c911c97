"""The manifest of the test service; it plays the part of reporting."""

from shared.contracts.registration import GroupV1
from shared.contracts.reporting import VesoCreditV1
from shared.contracts.scheduling import ParticipationV1
from shared.plugins import Manifest

manifest = Manifest(
    name="reporting",
    package="tests.bus.library",
    titles={"fi": "Kirjasto", "sv": "Bibliotek", "en": "Library"},
    publishes=(VesoCreditV1,),
    subscribes=(GroupV1, ParticipationV1),
)
