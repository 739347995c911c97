"""C2, a common time across organisations, in the service: proposed, locked, moved, solved again, confirmed."""

import time
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from services.scheduling.commands.placement import working
from services.scheduling.domain.errors import NotPossibleNow
from services.scheduling.domain.placement import board
from services.scheduling.domain.placement_errors import (
    BoardChanged,
    NotFreeThen,
    NotOnBoard,
    NotPlacedTogether,
    OwnPlacement,
    ProposedGroupTooLarge,
    ProposedGroupTooSmall,
)
from services.scheduling.tables import Placement
from shared.contracts.people import ConsiderationV1
from shared.contracts.registration import CallV1, GroupV1, RegistrationV1
from shared.errors import Forbidden, NotFound
from tests.scheduling.conftest import COORDINATOR, PM, at, named

CALL = named("verme-2014k")
MENTOR = [{"role": "mentor", "organisation": "opelix", "valid_from": "2013-01-01", "valid_to": None}]


class Together:
    """A call whose groups are put together: two groups, sixteen people, one of whom can only on Friday mornings."""

    def __init__(self, scheduling):
        self.scheduling = scheduling
        self.names = [f"a{each}" for each in range(15)]

    def tell(self, **more):
        deliver, runtime = self.scheduling.deliver, self.scheduling.runtime
        staff = [self.person("pm", "tavastia", roles=[PM]), self.person("coordinator", roles=[COORDINATOR])]
        staff += [self.person(each, "tavastia", roles=MENTOR) for each in ("maija", "matti")]
        cards = [self.person(each, ("hyria", "tavastia")[n % 2]) for n, each in enumerate([*self.names, "friday"])]
        deliver(runtime, *staff, *cards, self.call(**more), self.group("verkko", "maija"), self.group("oppi"))
        deliver(runtime, *(self.registration(each) for each in self.names))
        deliver(runtime, self.registration("friday", {"fri_am": "yes"}))

    def person(self, name, organisation="hyria", **more):
        return self.scheduling.person(name, organisation, **more)

    def call(self, event_name="call_opened", **more):
        given = {
            "organisation": "opelix",
            "kind": "verme",
            "title": {"fi": "Verme 2014", "sv": None, "en": "Verme 2014"},
            "scope": "network",
            "state": "open",
            "reporting_year": 2014,
            "opens_at": "2013-11-01T08:00:00+00:00",
            "closes_at": "2013-12-01T21:59:59+00:00",
            "contact_id": named("pm"),
            "placing": "together",
        }
        return self.scheduling.event(CallV1, event_name, id=CALL, **{**given, **more})

    def group(self, name, mentor=None, event_name="group_opened", **more):
        dated = {"planned_meetings": [], "reserve_dates": [], "member_ids": [], "call_id": CALL, "state": "registering"}
        size = {"min_size": 5, "max_size": 9, "mentor_ids": [named(mentor)] if mentor else []}
        base = self.scheduling.group("ope").data
        kept = {key: base[key] for key in ("organisation", "scope", "reporting_year", "contact_id", "meeting_minutes")}
        title = {"name": {"fi": f"Ryhmä {name}", "sv": None, "en": None}}
        given = {**kept, **title, **dated, **size, "venue": None, "sibling_of": None, **more}
        return self.scheduling.event(GroupV1, event_name, id=named(name), **given)

    def registration(self, name, slots=None, **more):
        suits = slots or {"thu_pm": "yes", "tue_pm": "if_needed"}
        given = {
            "organisation": "hyria",
            "call_id": CALL,
            "group_id": named("verkko"),
            "person_id": named(name),
            "state": "waitlisted",
            "submitted_at": "2013-11-10T08:00:00+00:00",
            "approved": True,
            "wishes": [str(named("verkko")), str(named("oppi"))],
            "availability": [{"slot": slot, "answer": answer} for slot, answer in suits.items()],
        }
        event = "registration_waitlisted"
        return self.scheduling.event(RegistrationV1, event, id=named(f"r-{name}"), **{**given, **more})

    def placement(self):
        with self.scheduling.runtime.sessions() as session:
            return session.scalar(select(Placement).where(Placement.call_id == CALL))

    def does(self, who, command, *args, **kwargs):
        return self.scheduling.does(who, command, CALL, *args, **kwargs)

    def solve(self, who="pm", **more):
        self.does(who, "ask_placement", **more)
        working.work_on_placement(self.scheduling.runtime, self.placement().id)
        return self.placement()

    def people(self, name):
        found = next((each for each in self.placement().groups if each["group"] == str(named(name))), None)
        return set(found["people"]) if found else set()


@pytest.fixture
def together(empty):
    empty.set_clock("2013-12-02")
    found = Together(empty)
    found.tell()
    return found


def ids(*names):
    return {str(named(each)) for each in names}


def test_r10_a_coordinator_asks_and_people_get_groups_times_and_reasons(together):
    placement = together.solve()
    assert placement.state_ == "ready"
    assert placement.result["status"] == "optimal"
    assert (placement.result["placed"], placement.result["bound"]) == (15, 15)
    assert len(together.people("verkko")) == 9
    assert {each["slot"] for each in placement.groups} == {"thu_pm"}
    (left,) = placement.unplaced
    assert (left["id"], left["reason"]) == (str(named("friday")), "too_few_at_their_slots")


def test_when_the_call_closes_a_proposal_is_made_by_itself_and_once(together):
    closed = together.call("call_closed", state="closed")
    together.scheduling.deliver(together.scheduling.runtime, closed, closed)
    assert together.placement().state_ == "waiting"
    together.scheduling.tick(together.scheduling.runtime)
    until = time.monotonic() + 60
    while together.placement().state_ != "ready" and time.monotonic() < until:
        time.sleep(0.1)
    assert together.placement().result["placed"] == 15
    together.scheduling.deliver(together.scheduling.runtime, closed)
    assert together.placement().state_ == "ready"


def test_what_was_tried_before_the_call_closed_is_made_anew_with_everybody_around_who_was_locked(together):
    tried = together.solve()
    (stays, *_), revision = sorted(together.people("oppi")), tried.revision
    together.does("pm", "arrange_placement", revision, {}, [UUID(stays)])
    together.scheduling.deliver(together.scheduling.runtime, together.person("late"), together.registration("late"))
    together.scheduling.deliver(together.scheduling.runtime, together.call("call_closed", state="closed"))
    assert (together.placement().state_, together.placement().by_itself) == ("waiting", True)
    working.work_on_placement(together.scheduling.runtime, together.placement().id)
    assert together.placement().result["placed"] == 16
    assert stays in together.people("oppi")


def test_groups_that_were_confirmed_stay_when_the_call_closes_again(together):
    together.does("pm", "confirm_placement", together.solve().revision)
    together.scheduling.deliver(together.scheduling.runtime, together.call("call_closed", state="closed"))
    assert together.placement().state_ == "confirmed"


def test_a_proposal_is_told_with_how_many_have_a_group_and_with_nobodys_id(together):
    together.solve()
    ((_, data),) = together.scheduling.told("placement_proposed")
    assert (data["state"], data["by_itself"], data["placed"], data["left"]) == ("ready", False, 15, 1)
    assert data["groups"] == []
    assert str(named("a1")) not in str(data)


def test_a_call_with_fixed_groups_has_nothing_to_put_together(empty):
    found = Together(empty)
    found.tell(placing="fixed")
    with pytest.raises(NotPlacedTogether):
        found.does("pm", "ask_placement")
    empty.deliver(empty.runtime, found.call("call_closed", state="closed", placing="fixed"))
    assert found.placement() is None


@pytest.mark.parametrize("who", ["coordinator", "a1", "maija"])
def test_only_who_decides_on_the_call_may_do_anything_with_its_proposal(together, who):
    together.solve()
    revision = together.placement().revision
    for command, args in (
        ("ask_placement", ()),
        ("stop_placement", ()),
        ("arrange_placement", (revision, {}, [])),
        ("confirm_placement", (revision,)),
    ):
        with pytest.raises(Forbidden):
            together.does(who, command, *args)


def test_an_unknown_call_has_no_proposal(together):
    with pytest.raises(NotFound):
        together.scheduling.does("pm", "ask_placement", named("nothing"))


def test_those_who_have_not_confirmed_their_address_or_have_gone_are_not_placed(together):
    gone = [("a1", "withdrawn"), ("a2", "unconfirmed"), ("a3", "denied"), ("a4", "expired")]
    changed = [together.registration(name, state=state, queue_position=3) for name, state in gone]
    together.scheduling.deliver(together.scheduling.runtime, *changed)
    placement = together.solve()
    named_ = {person for each in placement.groups for person in each["people"]} | {x["id"] for x in placement.unplaced}
    assert not named_ & ids("a1", "a2", "a3", "a4")
    assert placement.result["placed"] == 11


def test_mentors_are_free_when_the_coordinator_says_so(together):
    placement = together.solve(mentors={str(named("maija")): ["tue_pm"], str(named("matti")): ["thu_pm"]})
    by_group = {each["group"]: each for each in placement.groups}
    verkko, oppi = by_group[str(named("verkko"))], by_group[str(named("oppi"))]
    assert (verkko["slot"], verkko["mentor"]) == ("tue_pm", str(named("maija")))
    assert (oppi["slot"], oppi["mentor"]) == ("thu_pm", str(named("matti")))


def test_a_mentor_who_is_missing_is_said_to_be_what_would_help(together):
    placement = together.solve(mentors={str(named("maija")): ["mon_am"], str(named("matti")): ["thu_pm"]})
    assert placement.result["placed"] == 9
    helps = {(change["change"], change.get("slot")) for each in placement.unplaced for change in each["would_help"]}
    assert ("one_more_mentor", "thu_pm") in helps


def test_nobody_is_with_their_own_supervisor_nor_the_only_one_of_a_kind_they_allowed(together):
    """R9, and decision 8: what was allowed to be considered is considered, and shown nowhere."""
    deliver, runtime, event = (together.scheduling.deliver, together.scheduling.runtime, together.scheduling.event)
    deliver(runtime, together.registration("a0", supervisor_id=named("a1"), queue_position=2))
    for name, gender in (("a2", "male"), ("a3", "male"), ("a4", "female")):
        given = {"organisation": "hyria", "gender": gender, "career_stage": None}
        deliver(runtime, event(ConsiderationV1, "consideration_changed", id=named(name), **given))
    placement = together.solve()
    groups = [set(each["people"]) for each in placement.groups]
    assert placement.result["placed"] == 15
    assert not any(ids("a0", "a1") <= each for each in groups)
    assert all(len(ids("a2", "a3") & each) != 1 for each in groups)
    assert "male" not in str(placement.groups) + str(placement.unplaced)


def test_locked_people_stay_and_the_rest_is_solved_around_them(together):
    placement = together.solve()
    stays = sorted(together.people("oppi"))[:2]
    locked = [named(each) for each in together.names if str(named(each)) in stays]
    together.does("pm", "arrange_placement", placement.revision, {}, locked)
    together.solve()
    assert set(stays) <= together.people("oppi")
    assert {lock for each in together.placement().groups for lock in each["locked"]} == set(stays)


def test_people_are_moved_where_they_can_come_and_are_locked_there(together):
    placement = together.solve()
    moved = min(together.people("verkko"))
    person = next(named(each) for each in together.names if str(named(each)) == moved)
    after = together.does("pm", "arrange_placement", placement.revision, {person: named("oppi")}, [])
    assert moved in together.people("oppi")
    with pytest.raises(NotFreeThen):
        together.does("pm", "arrange_placement", after.revision, {named("friday"): named("oppi")}, [])
    with pytest.raises(NotOnBoard):
        together.does("pm", "arrange_placement", after.revision, {named("stranger"): named("oppi")}, [])
    with pytest.raises(NotOnBoard):
        together.does("pm", "arrange_placement", after.revision, {person: named("ope")}, [])
    out = together.does("pm", "arrange_placement", after.revision, {person: None}, [])
    assert {each["id"]: each["reason"] for each in out.unplaced}[moved] == "taken_out"
    assert [each["locked"] for each in out.groups if each["group"] == str(named("oppi"))] == [[]]


def test_a_board_that_has_changed_meanwhile_is_not_written_over(together):
    placement = together.solve()
    together.does("pm", "arrange_placement", placement.revision, {}, [named("a1")])
    with pytest.raises(BoardChanged):
        together.does("pm", "arrange_placement", placement.revision, {}, [])
    with pytest.raises(BoardChanged):
        together.does("pm", "confirm_placement", placement.revision)


def test_only_a_confirmation_is_published_and_it_names_all(together):
    placement = together.solve(mentors={str(named("maija")): ["thu_pm"], str(named("matti")): ["thu_pm"]})
    assert together.scheduling.told("placement_confirmed") == []
    together.does("pm", "confirm_placement", placement.revision)
    ((_, data),) = together.scheduling.told("placement_confirmed")
    assert data["call_id"] == str(CALL)
    assert {each["group_id"]: each["mentor_id"] for each in data["groups"]} == {
        str(named("verkko")): str(named("maija")),
        str(named("oppi")): str(named("matti")),
    }
    assert sum(len(each["member_ids"]) for each in data["groups"]) == 15
    assert {each["slot"] for each in data["groups"]} == {"thu_pm"}


def test_whoever_withdrew_meanwhile_is_not_confirmed(together):
    placement = together.solve()
    together.scheduling.deliver(
        together.scheduling.runtime, together.registration("a1", state="withdrawn", queue_position=1)
    )
    together.does("pm", "confirm_placement", placement.revision)
    ((_, data),) = together.scheduling.told("placement_confirmed")
    assert str(named("a1")) not in str(data)


def test_nobody_confirms_a_group_that_they_are_in(together):
    together.scheduling.deliver(together.scheduling.runtime, together.registration("pm"))
    placement = together.solve()
    with pytest.raises(OwnPlacement):
        together.does("pm", "confirm_placement", placement.revision)


def test_groups_too_large_or_too_small_are_not_confirmed(together):
    placement = together.solve()
    small = [named(each) for each in together.names if str(named(each)) in together.people("oppi")]
    after = together.does("pm", "arrange_placement", placement.revision, dict.fromkeys(small[:2]), [])
    with pytest.raises(ProposedGroupTooSmall):
        together.does("pm", "confirm_placement", after.revision)
    full = dict.fromkeys(small[:1], named("verkko"))
    after = together.does("pm", "arrange_placement", after.revision, full | dict.fromkeys(small[1:]), [])
    with pytest.raises(ProposedGroupTooLarge):
        together.does("pm", "confirm_placement", after.revision)


def test_after_a_confirmation_latecomers_are_placed_around_the_groups_that_stand(together):
    placement = together.solve()
    before = {each["group"]: set(each["people"]) for each in placement.groups}
    together.does("pm", "confirm_placement", placement.revision)
    together.scheduling.deliver(together.scheduling.runtime, together.person("late"), together.registration("late"))
    after = together.solve()
    assert after.result["placed"] == 16
    assert all(before[each["group"]] <= set(each["people"]) for each in after.groups)


def test_a_solve_that_was_stopped_keeps_its_best_groups(together, monkeypatch):
    together.does("pm", "ask_placement")
    together.does("pm", "stop_placement")
    monkeypatch.setattr(working, "LOOK_EVERY", 0.01)
    working.work_on_placement(together.scheduling.runtime, together.placement().id)
    assert together.placement().state_ == "ready"
    assert together.placement().result["status"] in ("cancelled", "optimal")


def test_a_solve_that_died_is_given_up_and_can_be_asked_again(together):
    together.does("pm", "ask_placement")
    together.scheduling.clock.set(at("2013-12-02") + timedelta(minutes=11))
    together.scheduling.does("system", "give_up_placement", together.placement().id)
    assert together.placement().state_ == "failed"
    assert [name for name, _ in together.scheduling.told("placement_failed")] == ["placement_failed"]
    working.work_on_placement(together.scheduling.runtime, together.placement().id)
    assert together.placement().state_ == "failed"
    assert together.scheduling.told("placement_proposed") == []
    assert together.solve().state_ == "ready"


def test_a_solver_that_is_killed_leaves_the_proposal_to_be_asked_again(together, monkeypatch):
    monkeypatch.setattr(working.Solve, "told", lambda self: (_ for _ in ()).throw(working.SolveFailed()))
    assert together.solve().state_ == "failed"


@pytest.mark.parametrize("state", board.STATES)
@pytest.mark.parametrize("act", ["ask", "begin", "finish", "fail", "stop", "change", "confirm"])
def test_every_act_in_every_state_is_in_the_table_or_refused(state, act):
    if board.allowed(state, act):
        assert board.after(state, act) in board.STATES
    else:
        with pytest.raises(NotPossibleNow):
            board.after(state, act)
