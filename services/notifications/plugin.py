"""The manifest of notifications: it publishes nothing and listens to everything that somebody is told of."""

from shared.contracts.agreements import AgreementV1
from shared.contracts.bulletins import BulletinV1
from shared.contracts.people import AccountUseV1, ErasureAnswerV1, PersonV1
from shared.contracts.registration import CallV1, GroupV1, IdeaV1, RegistrationV1
from shared.contracts.scheduling import MeetingSeriesV1, MeetingV1, ParticipationV1, PlacementV1, PollV1, ReserveDateV1
from shared.contracts.shadowing import PairSearchV1, PeriodV1
from shared.plugins import Manifest, MenuItem

manifest = Manifest(
    name="notifications",
    package="services.notifications",
    titles={"fi": "Viestit", "sv": "Meddelanden", "en": "Messages"},
    publishes=(ErasureAnswerV1, AccountUseV1),
    subscribes=(
        PersonV1,
        CallV1,
        GroupV1,
        RegistrationV1,
        MeetingV1,
        ReserveDateV1,
        MeetingSeriesV1,
        ParticipationV1,
        PollV1,
        PlacementV1,
        AgreementV1,
        IdeaV1,
        BulletinV1,
        PeriodV1,
        PairSearchV1,
    ),
    menu=(
        MenuItem("tasks", "Messages to me", "/notifications/messages"),
        MenuItem(
            "tasks",
            "Mails waiting to leave",
            "/notifications/outgoing",
            frozenset({"mentor", "project_manager", "member_coordinator"}),
        ),
        MenuItem(
            "tasks",
            "Mails that failed",
            "/notifications/failures",
            frozenset({"project_manager", "member_coordinator", "member_admin"}),
        ),
    ),
)
