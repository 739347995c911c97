"""Nothing is kept beyond its time: counted, deleted or made anonymous every night, in every service."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from services.notifications.tables import Mail, Message
from services.registration.tables import Availability, Call, Evidence, Group, KnownSeries, Registration, StaffList
from services.reporting.tables import ArrangementHours, VesoCredit
from services.scheduling.tables import (
    Agreement,
    BusyTime,
    KnownGroup,
    Meeting,
    Participation,
    Plan,
    Poll,
    PollAnswer,
    Series,
)
from services.shadowing.tables import Followup, FormVersion, PairSearch, Period
from shared.clock import HELSINKI, at_local, real_now
from shared.database.kit import AuditRow, RetentionRun, SignIn, TombstoneRow
from shared.plugins import manifests
from shared.privacy import retention
from shared.privacy.classes import CLASSES, after
from tests.privacy.test_own_data import period_of

BEGAN = date(2026, 9, 1)
AT = datetime(2026, 9, 1, 10, tzinfo=UTC)
RELAXED = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CLOSED = {"period_closed": {"version": 1, "at": AT.isoformat()}}


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=HELSINKI)


def night(runtime, clock, day: date) -> int:
    """The number of records that the run of a day deals with."""
    clock.set(noon(day))
    return sum(each.number for each in retention.run(runtime))


def number(runtime, table) -> int:
    with runtime.sessions() as session:
        return session.scalar(select(func.count()).select_from(table))


def add(runtime, *rows) -> None:
    with runtime.work() as work:
        for each in rows:
            work.session.add(each)
            work.session.flush()


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


def mail(**values) -> Mail:
    known = {"organisation": "hyria", "person_id": uuid4(), "kind": "N5", "letter": "one", "bundle": "x"}
    return Mail(**known | {"state": "sent", "due_at": AT, "sent_at": AT} | values)


def period(state: str = "closed", occasions: dict | None = None) -> Period:
    found = period_of(uuid4(), "of-aino")
    found.state_name, found.occasions = state, CLOSED if occasions is None else occasions
    return found


def series(**values) -> Series:
    known = {"organisation": "hyria", "call_id": uuid4(), "scope": "internal", "reporting_year": 2026, "mentor_ids": []}
    ended = {"group_finished": {"version": 1, "at": AT.isoformat()}}
    known |= {"meetings_planned": 1, "meetings_held": 1, "meetings_moved": 0, "state_": "finished"}
    return Series(**known | {"occasions": ended} | values)


def poll(of: Series, state: str = "decided", **values) -> Poll:
    known = {"organisation": "hyria", "group_id": of.id, "state_": state, "purpose": "single", "quorum": 5}
    known |= {"mode": "proposer_decides", "answers_visible": True, "proposer_id": uuid4(), "opened_at": AT}
    decided = {f"poll_{state}": {"version": 1, "at": AT.isoformat()}}
    answers = [PollAnswer(person_id=uuid4(), given={}, wish=None, answered_at=AT)]
    known |= {"closes_at": AT, "chosen_ids": [], "answered_ids": [], "answers": answers, "occasions": decided}
    return Poll(**known | values)


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


def followed_period():
    found = period()
    return [found, Followup(period_id=found.id, position=0, submitted_at=AT, goals=[], content={"learned": "Much"})]


# service, table whose rows go, class, the last day from which the time runs, rows
GOING = [
    ("notifications", Mail, "messages", BEGAN, lambda: [mail()]),
    (
        "registration",
        Availability,
        "account",
        BEGAN,
        lambda: [Availability(person_id=uuid4(), availability=[], given_at=AT)],
    ),
    (
        "registration",
        StaffList,
        "staff_list",
        BEGAN,
        lambda: [StaffList(sent_by=uuid4(), sent_at=AT, filename="x.csv", state_name="done", finished_at=AT)],
    ),
    ("registration", Registration, "waiting_list", BEGAN, with_group(("not_seated", {}))),
    ("registration", Registration, "not_seated", BEGAN, with_group(("denied", {}))),
    ("registration", Registration, "not_seated", BEGAN, with_group(("withdrawn", {}))),
    ("registration", Registration, "registration", date(2026, 12, 31), with_group(("completed", {}))),
    ("registration", Registration, "registration", date(2026, 12, 31), with_group(("dropped_out", {}))),
    (
        "registration",
        AuditRow,
        "history",
        BEGAN,
        lambda: [AuditRow(record_type="x", record_id=uuid4(), what="made", who_kind="system", at=AT, data={})],
    ),
    (
        "reporting",
        ArrangementHours,
        "costs",
        date(2026, 12, 31),
        lambda: [
            ArrangementHours(organisation="hyria", mentor_id=uuid4(), date=BEGAN, what="", hours=1, recorded_at=AT)
        ],
    ),
    (
        "reporting",
        VesoCredit,
        "costs",
        date(2027, 12, 31),
        lambda: [VesoCredit(organisation="hyria", person_id=uuid4(), school_year="2026-2027", days=1, meetings=4)],
    ),
    ("shadowing", Period, "pair_period", BEGAN, lambda: [period()]),
    ("shadowing", Followup, "pair_period", BEGAN, followed_period),
    (
        "shadowing",
        PairSearch,
        "pair_search",
        BEGAN,
        lambda: [
            PairSearch(
                organisation="hyria",
                call_id=uuid4(),
                person_id=uuid4(),
                state_name="ended",
                listed=True,
                help_wanted=False,
                begun_at=AT,
                ended_at=AT,
            )
        ],
    ),
    (
        "scheduling",
        BusyTime,
        "technical",
        BEGAN,
        lambda: [BusyTime(person_id=uuid4(), begins=AT, ends=AT + timedelta(hours=1))],
    ),
    ("scheduling", PollAnswer, "poll_answers", BEGAN, lambda: (lambda of: [of, poll(of)])(series())),
    ("scheduling", Series, "attendance", date(2026, 12, 31), lambda: [series()]),
    (
        "scheduling",
        Participation,
        "attendance",
        date(2026, 12, 31),
        lambda: (
            lambda of: [
                of,
                Participation(
                    organisation="hyria", group_id=of.id, person_id=uuid4(), scope="internal", reporting_year=2026
                ),
            ]
        )(series()),
    ),
]


@pytest.mark.parametrize(
    ("service", "table", "name", "since", "rows"), GOING, ids=[f"{each[1].__tablename__}-{each[2]}" for each in GOING]
)
def test_a_record_is_kept_to_the_end_of_its_last_day_and_no_longer(
    runtime_of, clock, service, table, name, since, rows
):
    runtime = runtime_of(service)
    add(runtime, *rows())
    last = after(since, CLASSES[name].period)
    for day in (last - timedelta(days=1), last):
        night(runtime, clock, day)
        assert number(runtime, table) == 1, f"gone on {day}"
    assert night(runtime, clock, last + timedelta(days=1)) >= 1
    assert number(runtime, table) == 0
    assert night(runtime, clock, last + timedelta(days=1)) == 0


def of_an_open_call():
    of = call("open")
    seat = group(of)
    return [of, seat, registration(seat, "denied")]


def an_open_poll():
    of = series(occasions={}, state_="active")
    return [of, poll(of, "open", occasions={})]


NEEDED = [
    ("registration", Registration, with_group(("awaiting_supervisor", {}), ("waitlisted", {}), ("unconfirmed", {}))),
    (
        "registration",
        Registration,
        lambda: (lambda of: [of, (it := group(of)), registration(it, "denied")])(call("open")),
    ),
    (
        "registration",
        Evidence,
        lambda: [
            Evidence(person_id=uuid4(), organisation="hyria", first_name="A", last_name="B", until=date(2099, 1, 1))
        ],
    ),
    ("notifications", Mail, lambda: [mail(state="retrying", sent_at=None)]),
    ("shadowing", Period, lambda: [period("in_progress", {}), period("followup_due", CLOSED)]),
    (
        "shadowing",
        PairSearch,
        lambda: [
            PairSearch(
                organisation="hyria",
                call_id=uuid4(),
                person_id=uuid4(),
                state_name="looking",
                listed=True,
                help_wanted=False,
                begun_at=AT,
            )
        ],
    ),
    (
        "scheduling",
        PollAnswer,
        lambda: (lambda of: [of, poll(of, "open", occasions={})])(series(occasions={}, state_="active")),
    ),
    ("scheduling", Series, lambda: [series(occasions={}, state_="active")]),
]


@pytest.mark.parametrize(("service", "table", "rows"), NEEDED, ids=lambda each: getattr(each, "__tablename__", None))
def test_what_goes_on_or_is_needed_is_never_touched(runtime_of, clock, service, table, rows):
    runtime, made = runtime_of(service), rows()
    add(runtime, *made)
    before = number(runtime, table)
    night(runtime, clock, date(2060, 1, 1))
    assert number(runtime, table) == before


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


def test_texts_of_a_pair_period_go_after_two_years_and_what_was_chosen_stays(runtime_of, clock):
    runtime = runtime_of("shadowing")
    found = period()
    found.withdrawal_reason, found.decision = "Illness", {"decision": "approve", "reasons": "Fits well"}
    plan = {"purpose": "To learn", "own_question_1": "Private", "kind": "work_pair"}
    add(
        runtime,
        found,
        FormVersion(period_id=found.id, form="plan", number=1, saved_by=uuid4(), saved_at=AT, content=plan),
    )
    assert night(runtime, clock, date(2028, 9, 1)) == 0
    assert night(runtime, clock, date(2028, 9, 2)) == 3
    with runtime.sessions() as session:
        kept = session.get(Period, found.id)
        assert (kept.withdrawal_reason, kept.decision) == (None, {"decision": "approve"})
        assert [each.comment for each in kept.parties] == [None, None]
        assert session.scalars(select(FormVersion.content)).all() == [{"kind": "work_pair"}]
    assert night(runtime, clock, date(2028, 9, 3)) == 0


def test_a_group_of_ten_years_ago_goes_with_everything_that_leans_on_it(runtime_of, clock):
    runtime, of = runtime_of("scheduling"), series()
    known = KnownGroup(id=of.id, organisation="hyria", version=1, data={})
    meeting = Meeting(
        organisation="hyria",
        group_id=of.id,
        number=1,
        date=BEGAN,
        zone="Europe/Helsinki",
        sequence=0,
        state_="recorded",
        mentor_ids=[uuid4()],
    )
    plan = Plan(
        id=of.id, organisation="hyria", call_id=of.call_id, state_="closed", revision=1, questions=[], methods=[]
    )
    agreement = Agreement(
        organisation="hyria",
        group_id=of.id,
        call_id=of.call_id,
        state_="ended",
        number=1,
        waiting_ids=[],
        declined=0,
        revision=1,
    )
    add(runtime, known, of, meeting, plan, agreement, poll(of, meeting_id=meeting.id))
    night(runtime, clock, date(2037, 1, 1))
    assert [number(runtime, each) for each in (Series, Meeting, Plan, Agreement, Poll)] == [0, 0, 0, 0, 0]


def test_an_employer_and_the_network_may_keep_a_class_for_another_time(runtime_of, clock):
    runtime = runtime_of("notifications")
    runtime.network.organisations["hyria"].retention["messages"] = "1 month"
    add(runtime, mail(), mail(organisation="tavastia"))
    assert night(runtime, clock, date(2026, 10, 2)) == 1
    with runtime.sessions() as session:
        assert session.scalars(select(Mail.organisation)).all() == ["tavastia"]
    runtime.network.organisations["opelix"].retention["messages"] = "2 months"
    assert night(runtime, clock, date(2026, 11, 2)) == 1


def test_what_an_audit_or_a_complaint_needs_is_held_until_its_day(runtime_of, clock):
    runtime = runtime_of("notifications")
    runtime.network.organisations["hyria"].holds["messages"] = date(2030, 1, 1)
    add(runtime, mail(), mail(organisation="tavastia"))
    assert night(runtime, clock, date(2029, 12, 31)) == 1
    assert night(runtime, clock, date(2030, 1, 1)) == 1
    assert number(runtime, Mail) == 0


def test_a_hold_of_the_network_holds_everybodys(runtime_of, clock):
    runtime = runtime_of("notifications")
    runtime.network.organisations["opelix"].holds["messages"] = date(2030, 1, 1)
    add(runtime, mail())
    assert night(runtime, clock, date(2029, 12, 31)) == 0
    assert number(runtime, Mail) == 1


def test_what_another_deployment_acts_for_is_its_own_to_delete(runtime_of, clock, monkeypatch):
    runtime = runtime_of("shadowing")
    monkeypatch.setattr("shared.work.UnitOfWork.acts_for", lambda work, organisation, at=None: organisation != "opelix")
    add(runtime, period())
    assert night(runtime, clock, date(2060, 1, 1)) <= 1  # the comment of a party, not the period
    assert number(runtime, Period) == 1


def test_a_row_that_cannot_be_dealt_with_is_told_of_and_stops_no_other(runtime_of, clock, monkeypatch):
    runtime = runtime_of("notifications")
    bad, good = mail(subject="bad"), [mail() for _ in range(3)]
    add(runtime, bad, *good)

    def remove(work, row):
        if row.subject == "bad":
            raise RuntimeError
        work.session.delete(row)

    monkeypatch.setattr(retention, "remove", remove)
    clock.set(noon(date(2030, 1, 1)))
    (found,) = [each for each in retention.run(runtime) if each.table == "mails"]
    assert (found.number, found.failed) == (3, 1)
    assert number(runtime, Mail) == 1


def test_a_sign_in_is_kept_thirty_days_and_the_last_one_of_a_person_as_a_sign_of_life(runtime_of):
    runtime, person_id = runtime_of("registration"), uuid4()

    def sign_in(days: int, used: bool, who: UUID | None = person_id) -> SignIn:
        at = real_now() - timedelta(days=days)
        return SignIn(
            email="x@hyria.example",
            person_id=who,
            link_hash=uuid4().hex,
            code_hash="x",
            browser_hash="x",
            created_at=at,
            expires_at=at,
            used_at=at if used else None,
            language="fi",
            next_path="/",
        )

    add(runtime, sign_in(40, True), sign_in(45, True), sign_in(41, False), sign_in(29, False), sign_in(50, False, None))
    assert sum(each.number for each in retention.run(runtime)) == 3
    assert sum(each.number for each in retention.run(runtime)) == 0
    assert number(runtime, SignIn) == 2


@RELAXED
@given(days=st.lists(st.integers(-3, 3), min_size=1, max_size=6), batch=st.integers(1, 3))
def test_whichever_are_over_their_time_go_at_once_and_the_rest_stay(hub, clock, days, batch):
    runtime = hub.runtimes["notifications"]
    last = date(2028, 9, 1)  # of what was sent at BEGAN
    retention.PORTION, before = batch, retention.PORTION
    add(runtime, *(mail(sent_at=AT + timedelta(days=each)) for each in days))
    clock.set(noon(last))
    dry = sum(each.number for each in retention.count(runtime))
    assert dry == sum(each.number for each in retention.run(runtime)) == sum(each < 0 for each in days)
    assert number(runtime, Mail) == sum(each >= 0 for each in days)
    retention.PORTION = before
    with runtime.work() as work:
        for each in work.session.scalars(select(Mail)):
            work.session.delete(each)


def test_the_run_comes_once_a_night_after_two_and_keeps_a_report(runtime_of, clock):
    runtime = runtime_of("notifications")
    add(runtime, mail())
    clock.set(at_local(date(2030, 1, 1), datetime(2030, 1, 1, 1, 30).time()))
    assert retention.run_tonight(runtime) is False
    clock.set(at_local(date(2030, 1, 1), datetime(2030, 1, 1, 2, 30).time()))
    assert retention.run_tonight(runtime) is True
    assert retention.run_tonight(runtime) is False
    with runtime.sessions() as session:
        (report,) = session.scalars(select(RetentionRun))
        assert report.counted == [{"table": "mails", "retention": "messages", "number": 1, "failed": 0}]
        assert (report.day, report.ended_at is not None) == (date(2030, 1, 1), True)
    clock.set(at_local(date(2030, 1, 2), datetime(2030, 1, 1, 2, 30).time()))
    assert retention.run_tonight(runtime) is True


def test_a_run_that_was_killed_is_taken_over_after_an_hour(runtime_of, clock):
    runtime = runtime_of("notifications")
    clock.set(noon(date(2030, 1, 1)))
    add(runtime, mail(), RetentionRun(day=date(2030, 1, 1), began_at=real_now() - timedelta(minutes=59)))
    assert retention.run_tonight(runtime) is False
    with runtime.work() as work:
        work.session.get(RetentionRun, date(2030, 1, 1)).began_at -= timedelta(minutes=2)
    assert retention.run_tonight(runtime) is True
    assert number(runtime, Mail) == 0


def test_what_is_over_its_time_counts_in_no_clock_that_somebody_waits_for(hub, clock):
    hub.add("notifications", mail())
    clock.set(noon(date(2030, 1, 1)))
    found = hub.browser().api("GET", "/api/notifications/v1/activity")
    assert (found["due"], found["next_due"]) == (0, None)


def test_the_command_counts_without_changing_anything_and_then_deletes(runtime_of, clock, monkeypatch):
    from shared.cli.commands.privacy import privacy
    from shared.work import Runtime

    runtime = runtime_of("notifications")
    clock.set(noon(date(2030, 1, 1)))
    add(
        runtime,
        mail(),
        Message(
            act_id=uuid4(),
            organisation="hyria",
            kind="N5",
            aggregate="registration",
            record_id=uuid4(),
            occasion="x",
            occurred_at=AT,
            key_id=uuid4(),
            key_version=1,
            person_id=uuid4(),
        ),
    )
    monkeypatch.setattr(Runtime, "build", classmethod(lambda cls, *args: runtime))
    monkeypatch.setattr("shared.settings.Settings.read", classmethod(lambda cls: runtime.settings))
    dry = CliRunner().invoke(privacy, ["retention", "notifications", "--dry-run"])
    assert "notifications: mails: messages (24 months): 1" in dry.output
    assert "notifications: 2 records are over their time." in dry.output
    assert number(runtime, Mail) == 1
    done = CliRunner().invoke(privacy, ["retention", "notifications"])
    assert "notifications: 2 records were over their time." in done.output
    assert number(runtime, Mail) == 0
    with runtime.sessions() as session:
        assert session.scalar(select(func.count()).select_from(RetentionRun)) == 1


@pytest.mark.parametrize("service", sorted(manifests()))
def test_an_empty_service_has_nothing_over_its_time(runtime_of, clock, service):
    runtime = runtime_of(service)
    clock.set(noon(date(2060, 1, 1)))
    assert sum(each.number for each in retention.run(runtime)) == 0


OFFICER = [{"role": "dpo", "organisation": "hyria", "valid_from": "2020-01-01", "valid_to": None}]


def test_the_data_protection_officer_sees_what_was_deleted_when_by_class_and_nobody_else_does(hub, clock):
    hub.add("notifications", mail(), mail())
    clock.set(noon(date(2030, 1, 1)))
    assert retention.run_tonight(hub.runtimes["notifications"])
    officer = hub.browser(hub.person("dora", roles=OFFICER))
    text = officer.get("/registration/retention").text
    assert "Mails that were sent" in text
    assert "24 months" in text
    told = officer.api("GET", "/api/notifications/v1/retention")
    assert told["runs"] == [
        {
            "day": "2030-01-01",
            "ended": True,
            "counted": [{"table": "mails", "retention": "messages", "number": 2, "failed": 0}],
        }
    ]
    hub.browser(hub.person("outi")).get("/registration/retention", 403)
    hub.browser(hub.person("osmo")).api("GET", "/api/notifications/v1/retention", 403)
    hub.browser().api("GET", "/api/notifications/v1/retention", 401)


def test_classes_of_data_are_told_in_the_readers_language(hub):
    finnish = hub.browser(hub.person("dora", roles=OFFICER), "fi")
    for path in ("/registration/retention", "/registration/erasure"):
        text = finnish.get(path).text
        assert "Läsnäolot, tapaamiset ja todistukset" in text
        assert "Attendance, meetings" not in text
        assert "evidence of the use" not in text


def test_a_part_that_does_not_answer_or_has_not_run_is_named(hub, clock):
    officer = hub.browser(hub.person("dora", roles=OFFICER))
    hub.away.add("reporting")
    text = officer.get("/registration/retention").text
    assert "did not answer" in text
    assert "has not run yet" in text
