"""Dossier C.2 cell by cell, for what scheduling keeps: every role in the network, in a member, in another member.

Rosters, attendance and themes of a member's own people reach its coordinator, the auditor and the supervisors through
registration and reporting; what scheduling itself shows is for the group and for whoever runs its call.
"""

from datetime import date, time
from itertools import product

import pytest

from services.scheduling.commands import Proposal, Replacement, Whereabouts
from services.scheduling.commands.plan import ThemeGiven
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.domain.slots import Slot
from shared.contracts.people import ROLES
from shared.errors import DomainError, Forbidden
from tests.scheduling.conftest import named
from tests.scheduling.test_scheduling_agreement import TEXT
from tests.scheduling.test_scheduling_ideas import IDEA
from tests.scheduling.test_scheduling_pages import API, browser
from tests.scheduling.test_scheduling_placements import CALL, Together

__all__ = ["browser"]

ORGANISATIONS = ("opelix", "hyria", "tavastia")
PAIRS = list(product(ROLES, ORGANISATIONS))
CELLS = [f"{role} of {organisation}" for role, organisation in PAIRS]
NEAR = ["ope1", "mentor", "siht11", "boss", "stranger"]  # boss: supervisor of ope1, who is in the group
IN_CHARGE = {"project_manager of opelix", "member_coordinator of opelix"}
GROUP = {"ope1", "mentor"}
OPE, MEETING = named("ope"), named("ope 2013-08-29")
LEADS = {"mentor"} | IN_CHARGE

READS = {
    "group": (f"{API}/groups/{OPE}", GROUP | IN_CHARGE),
    "dates": (f"{API}/groups/{OPE}/meetings", GROUP | IN_CHARGE),
    "polls": (f"{API}/groups/{OPE}/polls", GROUP | IN_CHARGE),
    "attendance list": (f"{API}/meetings/{MEETING}/attendance", LEADS),
    "agreement": (f"{API}/groups/{OPE}/agreement/text", GROUP),
    "plan": (f"{API}/groups/{OPE}/plan", GROUP),
    "ideas kept in the group": (f"{API}/groups/{OPE}/ideas", GROUP),
    "public themes": (f"{API}/groups/{OPE}/themes", {*CELLS, *NEAR}),
    "placement": (f"{API}/placements/{CALL}", IN_CHARGE),
}


DAY, CLOCK = date(2013, 9, 3), (time(14), time(16))
WRITES = {
    "times": (("set_series_times", OPE, *CLOCK), LEADS),
    "time of a meeting": (("set_meeting_time", MEETING, *CLOCK), LEADS),
    "cancellation": (("cancel_meeting", MEETING, "venue", Replacement()), LEADS),
    "place": (("set_place", MEETING, Whereabouts("Otava")), LEADS),
    "substitute": (("substitute_mentor", MEETING, named("stranger")), LEADS),
    "attendance": (("record_attendance", MEETING, Exceptions()), LEADS),
    "poll": (("open_poll", OPE, Proposal([Slot(DAY, *CLOCK)], "single")), LEADS),
    "day of the agreement": (("mark_agreed", OPE, date(2013, 8, 1)), LEADS),
    "text of the agreement": (("write_agreement", OPE, TEXT, 0), GROUP),
    "day of the plan": (("agree_plan", OPE, date(2013, 8, 1)), {"mentor"}),
    "theme": (("add_theme", OPE, ThemeGiven("Arviointi")), GROUP),
    "idea": (("capture_idea", OPE, IDEA), GROUP),
    "address for the host": (("renew_group_address", OPE, "host"), LEADS),
    "placement": (("ask_placement", CALL), IN_CHARGE),
}


@pytest.fixture
def everyone(scheduling):
    """Somebody of each role in each organisation, and a call to place, beside the group's own people."""
    Together(scheduling).tell()
    held = [
        {"role": role, "organisation": where, "valid_from": "2013-01-01", "valid_to": None} for role, where in PAIRS
    ]
    people = [scheduling.person(name, roles=[role]) for name, role in zip(CELLS, held, strict=True)]
    people += [scheduling.person("boss"), scheduling.person("ope1", supervisor_id=named("boss"))]
    scheduling.deliver(scheduling.runtime, *people)
    return scheduling


@pytest.mark.parametrize("what", READS)
def test_each_cell_reads_what_the_table_says_and_nothing_else(everyone, browser, what):
    path, allowed = READS[what]
    everyone.does("project_manager of opelix", "ask_placement", CALL)
    everyone.does("ope1", "add_theme", OPE, ThemeGiven("Arviointi", public=True))
    everyone.does("mentor", "agree_plan", OPE, date(2013, 8, 1))
    everyone.does("ope1", "write_agreement", OPE, TEXT, 0)
    answers = {who: browser(who).get(path).status_code for who in (*CELLS, *NEAR)}
    assert {who for who, status in answers.items() if status == 200} == allowed
    assert set(answers.values()) <= {200, 403}


@pytest.mark.parametrize("what", WRITES)
def test_each_cell_writes_what_the_table_says_and_nothing_else(everyone, what):
    (command, *given), allowed = WRITES[what]
    refused = set()
    for who in (*CELLS, *NEAR):
        try:
            everyone.does(who, command, *given)
        except Forbidden:
            refused.add(who)
        except DomainError:
            pass  # who may write is told what does not fit
    assert {*CELLS, *NEAR} - refused == allowed


def test_the_supervisor_of_a_member_and_a_stranger_have_no_group_here(everyone, browser):
    for who in ("boss", "stranger"):
        assert browser(who).get(f"{API}/groups").json == []
        assert browser(who).get(f"{API}/overview").status_code == 403
