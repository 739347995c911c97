"""Reporting's manifest."""

from shared.contracts.people import AccountUseV1, ErasureAnswerV1, PersonV1, StatisticsV1
from shared.contracts.registration import CallV1, GroupV1
from shared.contracts.reporting import VesoCreditV1
from shared.contracts.scheduling import MeetingSeriesV1, MeetingV1, ParticipationV1
from shared.contracts.shadowing import PeriodV1
from shared.plugins import Manifest, MenuItem

READERS = frozenset(
    {"project_manager", "member_coordinator", "mentor", "supervisor", "leadership", "payroll_finance", "funder"}
)

manifest = Manifest(
    name="reporting",
    package="services.reporting",
    titles={"fi": "Raportit", "sv": "Rapporter", "en": "Reports"},
    publishes=(VesoCreditV1, ErasureAnswerV1, AccountUseV1),
    subscribes=(PersonV1, StatisticsV1, CallV1, GroupV1, MeetingV1, MeetingSeriesV1, ParticipationV1, PeriodV1),
    on_setup="services.reporting.commands:check_policies",
    menu=(
        MenuItem("own_verme", "My attendance", "/reporting/mine"),
        MenuItem("reports", "Reports", "/reporting/reports", READERS),
    ),
)
