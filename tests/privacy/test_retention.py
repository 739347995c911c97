"""Nothing is kept beyond its time: counted, deleted or made anonymous every night, in every service."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from services.notifications.tables import Mail, Message
from shared.clock import at_local, real_now
from shared.database.kit import RetentionRun, SignIn
from shared.plugins import manifests
from shared.privacy import retention
from tests.privacy.aging import AT, add, night, noon, number
from tests.privacy.rows import mail

RELAXED = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


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
