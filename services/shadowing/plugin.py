"""The manifest of shadowing."""

from shared.contracts.people import AccountUseV1, ErasureAnswerV1, IntroductionV1, PersonV1
from shared.contracts.registration import CallV1
from shared.contracts.shadowing import PairSearchV1, PeriodV1
from shared.plugins import Manifest, MenuItem

manifest = Manifest(
    name="shadowing",
    package="services.shadowing",
    titles={"fi": "Työparijaksot", "sv": "Arbetsparsperioder", "en": "Pair periods"},
    publishes=(PeriodV1, PairSearchV1, IntroductionV1, ErasureAnswerV1, AccountUseV1),
    subscribes=(PersonV1, CallV1),
    on_setup="services.shadowing.commands:set_up",
    menu=(
        MenuItem(task="own_period", title="My pair periods", path="/shadowing/periods"),
        MenuItem(
            task="tasks",
            title="Desk of the pair periods",
            path="/shadowing/desk",
            roles=frozenset({"project_manager", "member_coordinator"}),
        ),
    ),
)
