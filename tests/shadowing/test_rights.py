"""Who sees what of a period, cell by cell (dossier C.2, decision 15)."""

from typing import Any

import pytest

from services.shadowing import commands
from tests.shadowing.conftest import DECISION, FOLLOWUP, GOALS, PLAN, World
from tests.shadowing.web import browser

ANNA, BERTTA = "Anna learned to plan.", "Bertta learned to listen."
SHARED = {"channels": ["talk"]}
DATA = ("plan", "statement's text", "decision", "goals", "days", "Anna's follow-up", "Bertta's follow-up", "sharing")
ALL = set(DATA)
# of the follow-ups, Anna shares hers with her supervisor alone, Bertta hers with her pair alone
SEES: dict[str, set[str] | None] = {
    "anna": ALL,
    "bertta": ALL - {"Anna's follow-up"},
    "hanna": ALL - {"Bertta's follow-up"},
    "teuvo": ALL - {"Anna's follow-up", "Bertta's follow-up", "statement's text"},
    "pia": ALL,
    "kaija": None,  # coordinator of Anna's employer: that it is, on the desk, and nothing that is written in it
    "outi": None,
    "cecilia": None,
    "nobody": None,
}


@pytest.fixture
def reported(world: World) -> World:
    """A period with every form in it."""
    world.reach("submitted")
    said = {"supports": "yes", "took_part": True, "comment": "A good time for her."}
    world.do("hanna", commands.give_statement, world.period_id, said)
    world.do("teuvo", commands.give_statement, world.period_id, {"supports": "yes"})
    world.do("pia", commands.decide, world.period_id, {**DECISION, "reasons": "It serves both."})
    for _name, step in world.way()[3:7]:
        step()
    own = {"anna": (ANNA, True, False), "bertta": (BERTTA, False, True)}
    for name, (learned, supervisor, partner) in own.items():
        shares = {"share_with_supervisor": supervisor, "share_with_partner": partner}
        world.do(name, commands.submit_followup, world.period_id, {**FOLLOWUP, **shares, "learned": learned})
    world.do("anna", commands.record_sharing, world.period_id, SHARED)
    return world


def seen(found: dict[str, Any]) -> set[str]:
    text = str(found)
    marks = {
        "plan": PLAN["purpose"],
        "statement's text": "A good time for her.",
        "decision": "It serves both.",
        "goals": GOALS["sharing_plan"],
        "days": "2013-10-01",
        "Anna's follow-up": ANNA,
        "Bertta's follow-up": BERTTA,
        "sharing": "'channels': ['talk']",
    }
    return {name for name, mark in marks.items() if mark in text}


@pytest.mark.parametrize("who", SEES)
def test_each_reader_sees_exactly_the_cells_of_the_table(reported: World, who: str) -> None:
    reader = browser(reported, None if who == "nobody" else who)
    sees, path = SEES[who], f"/periods/{reported.period_id}"
    if sees is None:
        reader.api("GET", path, status=401 if who == "nobody" else 404)
        return
    assert seen(reader.api("GET", path)) == sees
    written = reader.get(f"/shadowing{path}")
    assert (ANNA in written, BERTTA in written) == ("Anna's follow-up" in sees, "Bertta's follow-up" in sees)


def test_a_members_coordinator_sees_that_there_is_a_period_and_no_word_of_it(reported: World) -> None:
    (row,) = browser(reported, "kaija").api("GET", "/desk")["all"]
    assert (row["state"], seen(row)) == ("closed", {"days"})


WRITES = [
    ("save_plan", (PLAN, 1)),
    ("accept_plan", (1,)),
    ("withdraw", ()),
    ("replace_partner", ({"first_name": "A", "last_name": "B", "email": "ab@example.org", "organisation": "hyria"},)),
    ("give_statement", ({"supports": "yes"},)),
    ("ask_for_clarification", ({"contents": "Why?"},)),
    ("decide", (DECISION,)),
]
MAY = {
    "save_plan": {"anna", "bertta"},
    "accept_plan": {"anna", "bertta"},
    "withdraw": {"anna", "bertta"},
    "replace_partner": {"anna", "bertta"},
    "give_statement": {"hanna", "teuvo"},
    "ask_for_clarification": {"pia"},
    "decide": {"pia"},
}


@pytest.mark.parametrize("who", ["anna", "bertta", "hanna", "teuvo", "pia", "kaija", "outi"])
def test_whoever_may_not_write_is_refused_and_nothing_is_said(world: World, who: str) -> None:
    world.reach("submitted")
    said = world.said()
    for name, arguments in WRITES:
        if who in MAY[name]:
            continue
        with pytest.raises(Exception, match=r"not yours|does not exist"):
            world.do(who, getattr(commands, name), world.period_id, *arguments)
    assert world.said() == said
