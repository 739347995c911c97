"""The manifest of scheduling: what the kit must know before any of its code is imported."""

from shared.contracts.agreements import AgreementV1, GroupPlanV1
from shared.contracts.people import AccountUseV1, ConsiderationV1, ErasureAnswerV1
from shared.contracts.registration import CallV1, GroupV1, IdeaV1, RegistrationV1
from shared.contracts.scheduling import (
    MeetingSeriesV1,
    MeetingV1,
    ParticipationV1,
    PlacementV1,
    PollV1,
    ReleasedIdeaV1,
    ReserveDateV1,
)
from shared.plugins import Manifest, MenuItem

COORDINATORS = frozenset({"project_manager", "member_coordinator"})

manifest = Manifest(
    name="scheduling",
    package="services.scheduling",
    titles={"fi": "Tapaamiset", "sv": "Träffar", "en": "Meetings"},
    publishes=(
        MeetingV1,
        ReserveDateV1,
        MeetingSeriesV1,
        ParticipationV1,
        AgreementV1,
        GroupPlanV1,
        ReleasedIdeaV1,
        PollV1,
        PlacementV1,
        ErasureAnswerV1,
        AccountUseV1,
    ),
    subscribes=(CallV1, GroupV1, RegistrationV1, IdeaV1, ConsiderationV1),
    tool="commands.placement.tool:scheduling",
    menu=(
        MenuItem("own_verme", "My groups and meetings", "/scheduling/groups"),
        MenuItem("tasks", "Meetings of the groups", "/scheduling/overview", COORDINATORS),
        MenuItem("tasks", "Putting groups together", "/scheduling/placements", COORDINATORS),
        MenuItem("tasks", "Breaks and closed days", "/scheduling/closures", COORDINATORS),
    ),
)
