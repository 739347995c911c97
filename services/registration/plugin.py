"""The manifest of registration: what it publishes, hears of and shows."""

from shared.contracts.bulletins import BulletinV1
from shared.contracts.mentors import MentorV1
from shared.contracts.people import (
    AccountUseV1,
    ConsiderationV1,
    ErasureAnswerV1,
    ErasureV1,
    IntroductionV1,
    PersonV1,
    StatisticsV1,
)
from shared.contracts.registration import CallV1, GroupV1, IdeaV1, RegistrationV1
from shared.contracts.scheduling import (
    MeetingSeriesV1,
    MeetingV1,
    ParticipationV1,
    PlacementV1,
    ReleasedIdeaV1,
    ReserveDateV1,
)
from shared.contracts.shadowing import PeriodV1
from shared.plugins import Manifest, MenuItem

manifest = Manifest(
    name="registration",
    package="services.registration",
    titles={"fi": "Ilmoittautuminen", "sv": "Anmälan", "en": "Registration"},
    publishes=(
        PersonV1,
        ErasureV1,
        StatisticsV1,
        ConsiderationV1,
        CallV1,
        GroupV1,
        RegistrationV1,
        IdeaV1,
        MentorV1,
        BulletinV1,
    ),
    subscribes=(
        IntroductionV1,
        ErasureAnswerV1,
        AccountUseV1,
        MeetingSeriesV1,
        MeetingV1,
        ParticipationV1,
        ReserveDateV1,
        ReleasedIdeaV1,
        PlacementV1,
        PeriodV1,
    ),
    menu=(
        MenuItem(task="own_verme", title="Leading groups", path="/registration/leading"),
        MenuItem(
            task="tasks",
            title="Groups and registrations",
            path="/registration/desk",
            roles=frozenset({"project_manager", "member_coordinator"}),
        ),
        MenuItem(
            task="tasks",
            title="Mentors",
            path="/registration/mentors",
            roles=frozenset({"project_manager", "member_coordinator"}),
        ),
        MenuItem(
            task="tasks",
            title="Training needs and ideas",
            path="/registration/desk/ideas",
            roles=frozenset({"project_manager", "member_coordinator"}),
        ),
        MenuItem(
            task="tasks",
            title="People",
            path="/registration/people",
            roles=frozenset({"project_manager", "member_coordinator", "member_admin"}),
        ),
        MenuItem(
            task="tasks",
            title="Wishes to be erased",
            path="/registration/erasures",
            roles=frozenset({"dpo"}),
        ),
        MenuItem(
            task="tasks",
            title="Who has read whose data",
            path="/registration/access-log",
            roles=frozenset({"dpo"}),
        ),
        MenuItem(
            task="tasks",
            title="How long data is kept",
            path="/registration/retention",
            roles=frozenset({"dpo"}),
        ),
    ),
    public=(
        MenuItem(task="public", title="Register to a verme group", path="/registration/calls"),
        MenuItem(task="public", title="What a verme is, and what it is not", path="/registration/verme"),
    ),
    on_setup="services.registration.commands.people:ensure_administrators",
)
