"""How long registration keeps: registrations, queues, times and lists of people."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from services.registration.tables import Availability, Call, Evidence, Group, KnownSeries, Registration, StaffList
from shared.database.kit import AuditRow, TombstoneRow
from shared.privacy.classes import CLASSES, after
from tests.privacy.aging import AT, BEGAN, add, kept_to_the_last_day, never_touched, night, number, of_table


def call(state: str = "completed", **values) -> Call:
    known = {"organisation": "hyria", "kind": "verme", "title": {"fi": "Verme"}, "scope": "internal", "opens_at": AT}
    return Call(
        **known | {"state_name": state, "reporting_year": 2026, "contact_id": uuid4(), "closes_on": BEGAN} | values
    )


def group(of: Call, **values) -> Group:
    known = {"organisation": "hyria", "call_id": of.id, "created_at": AT, "name": {"fi": "Ryhmä"}, "min_size": 5}
    return Group(**known | {"max_size": 9, "meeting_minutes": 180, "state_name": "confirmed"} | values)


def registration(of: Group, state: str, **values) -> Registration:
    known = {"organisation": "hyria", "call_id": of.call_id, "group_id": of.id, "person_id": uuid4()}
    return Registration(**known | {"state_name": state, "submitted_at": AT, "queued_at": AT} | values)


def known_series(group_id: UUID) -> KnownSeries:
    data = {"occasions": {"group_finished": {"version": 1, "at": AT.isoformat()}}}
    return KnownSeries(id=group_id, organisation="hyria", version=1, data=data, series_state="finished")


def with_group(*registrations):
    """A call with a group, and registrations to it."""

    def rows():
        of = call()
        seat = group(of)
        return [of, seat, *(registration(seat, state, **values) for state, values in registrations)]

    return rows


# table whose rows go, class, the last day from which the time runs, rows
GOING = [
    (
        Availability,
        "account",
        BEGAN,
        lambda: [Availability(person_id=uuid4(), availability=[], given_at=AT)],
    ),
    (
        StaffList,
        "staff_list",
        BEGAN,
        lambda: [StaffList(sent_by=uuid4(), sent_at=AT, filename="x.csv", state_name="done", finished_at=AT)],
    ),
    (Registration, "waiting_list", BEGAN, with_group(("not_seated", {}))),
    (Registration, "not_seated", BEGAN, with_group(("denied", {}))),
    (Registration, "not_seated", BEGAN, with_group(("withdrawn", {}))),
    (Registration, "registration", date(2026, 12, 31), with_group(("completed", {}))),
    (Registration, "registration", date(2026, 12, 31), with_group(("dropped_out", {}))),
    (
        AuditRow,
        "history",
        BEGAN,
        lambda: [AuditRow(record_type="x", record_id=uuid4(), what="made", who_kind="system", at=AT, data={})],
    ),
]


@pytest.mark.parametrize(
    ("table", "name", "since", "rows"), GOING, ids=lambda each: getattr(each, "__tablename__", None)
)
def test_a_record_is_kept_to_the_end_of_its_last_day_and_no_longer(runtime_of, clock, table, name, since, rows):
    kept_to_the_last_day(runtime_of("registration"), clock, table, name, since, rows)


NEEDED = [
    (Registration, with_group(("awaiting_supervisor", {}), ("waitlisted", {}), ("unconfirmed", {}))),
    (
        Registration,
        lambda: (lambda of: [of, (it := group(of)), registration(it, "denied")])(call("open")),
    ),
    (
        Evidence,
        lambda: [
            Evidence(person_id=uuid4(), organisation="hyria", first_name="A", last_name="B", until=date(2099, 1, 1))
        ],
    ),
]


@pytest.mark.parametrize(("table", "rows"), NEEDED, ids=of_table)
def test_what_goes_on_or_is_needed_is_never_touched(runtime_of, clock, table, rows):
    never_touched(runtime_of("registration"), clock, table, rows)


def test_what_was_published_leaves_a_tombstone_and_tells_its_readers(runtime_of, clock, emitted):
    runtime = runtime_of("registration")
    add(runtime, *with_group(("denied", {}))())
    night(runtime, clock, date(2028, 1, 1))
    assert number(runtime, TombstoneRow) == 1
    assert [name for name, _ in emitted(runtime)] == ["registration_gone"]


def test_answers_of_the_form_go_when_the_group_has_met_for_the_last_time_and_the_registration_stays(
    runtime_of, clock, emitted
):
    runtime = runtime_of("registration")
    of = call("running", closes_on=date(2026, 1, 1))
    seat = group(of)
    own = registration(
        seat, "completed", place_group_id=seat.id, answers={"job_title": "opettaja"}, away_weeks=["2026-W40"]
    )
    live = registration(seat, "confirmed", place_group_id=seat.id, answers={"job_title": "sihteeri"})
    add(runtime, of, seat, own, live, known_series(seat.id))
    assert night(runtime, clock, BEGAN) == 0
    assert night(runtime, clock, BEGAN + timedelta(days=1)) == 1
    with runtime.sessions() as session:
        kept = session.get(Registration, own.id)
        assert (kept.answers, kept.away_weeks, kept.state_name) == ({}, [], "completed")
        assert session.get(Registration, live.id).answers == {"job_title": "sihteeri"}
    assert [name for name, _ in emitted(runtime)] == ["registration_changed"]
    assert night(runtime, clock, BEGAN + timedelta(days=2)) == 0


def test_what_was_told_to_the_mentor_alone_goes_with_the_answers(runtime_of, clock):
    runtime = runtime_of("registration")
    of = call("running", closes_on=date(2026, 1, 1))
    seat = group(of)
    own = registration(seat, "completed", place_group_id=seat.id, themes="Rajaaminen", expectations="Keinoja")
    add(runtime, of, seat, own, known_series(seat.id))
    assert night(runtime, clock, BEGAN + timedelta(days=1)) == 1
    with runtime.sessions() as session:
        kept = session.get(Registration, own.id)
        assert (kept.themes, kept.expectations) == (None, None)


def test_a_call_about_whose_people_nothing_is_kept_goes_to_the_archive(runtime_of, clock, emitted):
    """Dossier D.1: completed, then archived when all that was to be removed is gone."""
    runtime = runtime_of("registration")
    of = call()
    seat = group(of, mentor_ids=[uuid4()])
    add(runtime, of, seat, registration(seat, "completed"), registration(seat, "denied"))
    last = after(date(2026, 12, 31), CLASSES["registration"].period)
    night(runtime, clock, last)
    assert state_of(runtime, of) == "completed"
    night(runtime, clock, last + timedelta(days=1))
    assert state_of(runtime, of) == "archived"
    assert [name for name, _ in emitted(runtime)][-1] == "call_archived"
    assert night(runtime, clock, last + timedelta(days=2)) == 0


@pytest.mark.parametrize("state", ["closed", "running", "cancelled"])
def test_only_a_completed_call_goes_to_the_archive(runtime_of, clock, state):
    runtime = runtime_of("registration")
    of = call(state)
    add(runtime, of)
    night(runtime, clock, date(2099, 1, 1))
    assert state_of(runtime, of) == state


def state_of(runtime, of: Call) -> str:
    with runtime.sessions() as session:
        return session.get_one(Call, of.id).state_name
