"""What a batch of events does to projections, effects and read models."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import eventlet
import pytest
from sqlalchemy import func, select

from shared.contracts.people import PersonV1
from shared.contracts.registration import GroupV1
from shared.contracts.reporting import VesoCreditV1  # noqa: F401
from shared.database.kit import FailedEvent
from shared.people import Person, find_by_email, introduce, resolve
from shared.work import ChangedMeanwhile
from tests.bus.library.tables import Credit, KnownGroup, Letter, Seen

AUTUMN = datetime(2013, 8, 20, 9, 0, tzinfo=UTC)


def letters(runtime, group_id) -> int:
    with runtime.sessions() as session:
        return session.scalar(select(func.count()).select_from(Letter).where(Letter.group_id == group_id))


def test_a_projection_holds_the_newest_state_as_python_values(library, event, deliver):
    confirmed = event(GroupV1, "group_confirmed", organisation="hyria")
    deliver(library, confirmed)
    with library.sessions() as session:
        group = session.get(KnownGroup, confirmed.subject)
        assert (group.organisation, group.version, group.gone) == ("hyria", confirmed.version, False)
        assert group.call_id == UUID(confirmed.data["call_id"])
        assert group.state()["member_ids"] == [UUID(each) for each in confirmed.data["member_ids"]]


def test_an_older_version_changes_nothing_in_any_order(library, event, deliver):
    new = event(GroupV1, "group_confirmed", max_size=9)
    old = event(GroupV1, "group_opened", id=new.subject, version=new.version - 10, max_size=5)
    deliver(library, new)
    deliver(library, old)
    with library.sessions() as session:
        assert session.get(KnownGroup, new.subject).state()["max_size"] == 9


def test_an_effect_runs_once_however_often_the_event_comes(library, event, deliver):
    """P3: the same event a hundred times, alone and in one batch."""
    confirmed = event(GroupV1, "group_confirmed")
    deliver(library, *[confirmed] * 50)
    for _ in range(10):
        deliver(library, confirmed)
    assert letters(library, confirmed.subject) == 1


def test_an_effect_is_made_up_for_when_its_event_was_lost(library, event, deliver):
    """P1: the occasion is part of every later state."""
    lost = event(GroupV1, "group_confirmed")
    later = event(GroupV1, "group_filled", id=lost.subject)
    later.data["occasions"]["group_confirmed"] = lost.data["occasions"]["group_confirmed"]
    deliver(library, later)
    assert letters(library, lost.subject) == 1


def test_republishing_repeats_nothing(library, event, deliver):
    confirmed = event(GroupV1, "group_confirmed")
    again = event(GroupV1, "group_republished", id=confirmed.subject, occasions=confirmed.data["occasions"])
    deliver(library, confirmed)
    deliver(library, again)
    assert letters(library, confirmed.subject) == 1


def test_a_deployment_that_joins_late_does_not_act_on_what_is_past(library, event, deliver):
    """P5: it has the state, and sends nothing stale."""
    past = event(GroupV1, "group_republished")
    deliver(library, past)
    assert letters(library, past.subject) == 0
    with library.sessions() as session:
        assert session.get(Seen, past.subject).times == 1


def test_an_observer_keeps_the_state_and_runs_no_effect(runtime_of, event, deliver):
    from tests.bus.library.plugin import manifest

    elsewhere = runtime_of(manifest, deployment="tavastia")
    confirmed = event(GroupV1, "group_confirmed", organisation="opelix")
    deliver(elsewhere, confirmed)
    assert letters(elsewhere, confirmed.subject) == 0
    with elsewhere.sessions() as session:
        assert session.get(KnownGroup, confirmed.subject).version == confirmed.version


def test_a_tombstone_is_final(library, event, deliver):
    """P29: no later version revives a record that is gone."""
    confirmed = event(GroupV1, "group_confirmed")
    gone = event(GroupV1, "group_gone", id=confirmed.subject)
    late = event(GroupV1, "group_filled", id=confirmed.subject)
    deliver(library, confirmed)
    deliver(library, gone)
    deliver(library, late)
    with library.sessions() as session:
        group = session.get(KnownGroup, confirmed.subject)
        assert group.gone
        assert group.data == {}
    assert letters(library, confirmed.subject) == 2


def test_a_tombstone_that_comes_first_is_final_too(library, event, deliver):
    """P29: the record was never seen alive."""
    confirmed = event(GroupV1, "group_confirmed")
    deliver(library, event(GroupV1, "group_gone", id=confirmed.subject))
    deliver(library, confirmed)
    with library.sessions() as session:
        assert session.get(KnownGroup, confirmed.subject) is None


def test_an_event_waits_for_what_it_needs_and_is_woken_by_its_arrival(library, event, deliver):
    mentor = uuid4()
    names = {"fi": "needs mentor", "sv": None, "en": None}
    confirmed = event(GroupV1, "group_confirmed", name=names, mentor_ids=[mentor])
    deliver(library, confirmed)
    with library.sessions() as session:
        waiting = session.scalar(select(FailedEvent))
        assert (waiting.verdict, waiting.waits_for_id) == ("waiting", mentor)
    deliver(library, event(PersonV1, "person_registered", id=mentor))
    assert letters(library, confirmed.subject) == 1
    with library.sessions() as session:
        assert session.scalar(select(FailedEvent)) is None


@pytest.mark.parametrize("name", ["poison", "exit", "timeout"])
def test_a_poisonous_event_delays_no_other(library, event, deliver, name):
    """P7: it is kept with its reason, which quotes nothing, and the others of its batch are applied."""
    poison = event(GroupV1, "group_confirmed", name={"fi": name, "sv": None, "en": None})
    good = event(GroupV1, "group_confirmed")
    with pytest.raises((ValueError, SystemExit, eventlet.Timeout)):
        deliver(library, good, poison)
    assert letters(library, good.subject) == 1
    with library.sessions() as session:
        kept = session.scalar(select(FailedEvent))
        assert (kept.verdict, kept.attempts, kept.subject) == ("retrying", 1, str(poison.subject))
        assert "secret" not in kept.reason + kept.detail


def test_what_is_emitted_carries_state_version_occasion_and_concerns(library, event, deliver, emitted, clock):
    clock.set(AUTUMN)
    person = event(PersonV1, "person_registered", organisation="tavastia")
    deliver(library, person)
    with library.work() as work:
        credit = Credit(organisation="opelix", person_id=person.subject, days=1)
        work.emit("veso_day_earned", credit)
    [(name, data)] = emitted(library)
    assert (name, data["days"], data["organisation"]) == ("veso_day_earned", 1, "opelix")
    assert data["occasions"]["veso_day_earned"]["at"].startswith("2013-08-20T09:00")
    assert data["occasions"]["veso_day_earned"]["version"] == credit.version > 1_700_000_000_000_000
    assert credit.concerns == ["tavastia"]


def test_nothing_is_emitted_when_the_unit_of_work_fails(library, emitted):
    """P2: no ghost."""

    def emit_and_fail() -> None:
        with library.work() as work:
            work.emit("veso_day_earned", Credit(organisation="opelix", person_id=uuid4(), days=1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        emit_and_fail()
    assert emitted(library) == []


def test_a_state_that_breaks_its_contract_is_not_committed(library, emitted):
    with pytest.raises(ValueError, match="days"), library.work() as work:
        work.emit("veso_day_earned", Credit(organisation="opelix", person_id=uuid4(), days=-1))
    assert emitted(library) == []


def test_two_units_that_change_the_same_version_do_not_both_commit(library):
    with library.work() as work:
        credit = Credit(organisation="opelix", person_id=uuid4(), days=1)
        work.emit("veso_day_earned", credit)

    def change_slowly() -> None:
        with library.work() as slow:
            mine = slow.session.get(Credit, credit.id)
            with library.work() as fast:
                fast.emit("veso_day_earned", fast.session.get(Credit, credit.id))
            mine.days = 3
            slow.emit("veso_day_earned", mine)

    with pytest.raises(ChangedMeanwhile):
        change_slowly()


def test_a_buried_record_leaves_a_tombstone(library, emitted):
    with library.work() as work:
        credit = Credit(organisation="opelix", person_id=uuid4(), days=1)
        work.emit("veso_day_earned", credit)
    with library.work() as work:
        work.bury(work.session.get(Credit, credit.id))
    assert emitted(library)[-1] == (
        "veso_credit_gone",
        {"id": str(credit.id), "organisation": "opelix", "gone": True},
    )


def test_a_timer_runs_once_when_domain_time_has_come(library, tick, clock):
    clock.set(AUTUMN)
    key = uuid4()
    with library.work() as work:
        work.set_timer("ring", key, datetime(2013, 8, 21, tzinfo=UTC))
    assert tick(library) == 0
    clock.set(datetime(2013, 8, 21, 0, 1, tzinfo=UTC))
    assert (tick(library), tick(library)) == (1, 0)
    assert letters(library, key) == 1


def test_a_cancelled_timer_does_not_run(library, tick, clock):
    clock.set(AUTUMN)
    with library.work() as work:
        work.set_timer("ring", uuid4(), AUTUMN)
        work.cancel_timer("ring", uuid4())
    with library.work() as work:
        work.set_timer("ring", "11111111-1111-1111-1111-111111111111", AUTUMN)
        work.cancel_timer("ring", "11111111-1111-1111-1111-111111111111")
    assert tick(library) == 1


def test_a_failing_timer_is_tried_again_later_and_hinders_no_other(library, tick, clock):
    clock.set(AUTUMN)
    key = uuid4()
    with library.work() as work:
        work.set_timer("fail", "x", AUTUMN)
        work.set_timer("ring", key, AUTUMN)
    assert tick(library) == 2
    assert letters(library, key) == 1


def test_somebody_new_is_introduced_once_and_becomes_the_card_that_arrives(library, event, deliver, emitted):
    with library.work() as work:
        person_id = introduce(work, "Maija", "Meikäläinen", "Maija@Hyria.example", "fi", "hyria")
    with library.work() as work:
        assert introduce(work, "Maija", "Meikäläinen", "maija@hyria.example ", "fi", "hyria") == person_id
    assert [name for name, data in emitted(library)] == ["person_introduced"]
    deliver(library, event(PersonV1, "person_registered", id=person_id, email="maija@hyria.example"))
    with library.sessions() as session:
        assert not find_by_email(session, "maija@hyria.example").provisional


def test_a_merged_person_is_found_under_both_ids(library, event, deliver):
    kept = event(PersonV1, "person_registered")
    merged = event(PersonV1, "person_changed", same_as=kept.subject)
    deliver(library, merged, kept)
    with library.sessions() as session:
        assert resolve(session, merged.subject).id == kept.subject
        assert isinstance(session.get(Person, kept.subject), Person)
