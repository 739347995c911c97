"""Accounts that nobody uses (dossier C.6): warned, then forgotten everywhere; whoever comes or is needed stays."""

from collections.abc import Callable
from datetime import date, timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.registration.commands import people
from services.registration.tables import (
    AccountWarning,
    Call,
    ComingEmployer,
    Deputy,
    Erasure,
    KnownParticipation,
    KnownSeries,
    Statistics,
)
from services.reporting.tables import KnownStatistics
from shared.bus.timers import run_due
from shared.clock import real_now
from shared.contracts.people import AccountUseV1
from shared.contracts.shadowing import PeriodV1
from shared.people import sessions
from shared.people.tables import AccountUse, Person
from shared.people.uses import keep
from shared.plugins import manifest
from shared.privacy import retention
from shared.privacy.classes import after
from shared.testing.broker import eventually
from shared.work import Runtime
from tests.privacy.aging import AT, BEGAN, noon
from tests.privacy.test_erasure import ask
from tests.privacy.test_retention_registration import call, group, registration

ENDS = date(2028, 9, 1)
WARNED = date(2028, 8, 3)
LAST = date(2028, 9, 9)
PERIOD = {"state": "in_progress", "parties": []}


@pytest.fixture(autouse=True)
def mails(monkeypatch, clock) -> list[Any]:
    found: list[Any] = []
    monkeypatch.setattr("services.registration.commands.accounts.send", lambda settings, mail: found.append(mail))
    clock.set(AT)
    return found


@pytest.fixture
def nights(hub, clock) -> Callable[..., None]:
    """Runs the nights of these days, with the clocks that they set and the events that they cause."""

    def run(*days: date) -> None:
        runtime = hub.runtimes["registration"]
        for day in days:
            clock.set(noon(day))
            retention.run(runtime)
            run_due(runtime, runtime.manifest.load("subscriptions").timers)
            hub.relay()

    return run


def there(hub, person_id: UUID, service: str = "registration") -> bool:
    with hub.runtimes[service].sessions() as session:
        card = session.get(Person, person_id)
        return card is not None and not card.gone


def rows(hub, table: Any, service: str = "registration") -> list[Any]:
    with hub.runtimes[service].sessions() as session:
        return list(session.scalars(select(table)))


def test_who_has_not_been_seen_for_24_months_is_warned_and_then_forgotten_in_every_service(hub, nights, mails):
    aino = hub.person("aino")
    nights(WARNED - timedelta(days=1))
    assert (mails, rows(hub, AccountWarning)) == ([], [])
    nights(WARNED, WARNED + timedelta(days=1), ENDS, LAST)
    assert [each["To"] for each in mails] == ["aino.malli@hyria.example"]
    assert there(hub, aino)
    nights(LAST + timedelta(days=1))
    assert [there(hub, aino, name) for name in hub.runtimes] == [False] * 5
    (erasure,) = rows(hub, Erasure)
    assert (erasure.cause, erasure.person_ids, erasure.tell_to) == ("retention", [aino], None)
    assert rows(hub, AccountWarning) == []
    assert "aino" not in hub.everything_kept("registration").lower()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("Tilisi poistetaan, ellet kirjaudu", "la 2.9.2028", "24 kuukautta", "kuukauden 9/2026 jälkeen")),
        ("sv", ("Ditt konto tas bort om du inte loggar in", "lör 2.9.2028", "24 månader", "efter 9/2026")),
        ("en", ("Your account is removed unless you sign in", "Sat 2 Sept 2028", "24 months", "after 9/2026")),
    ],
)
def test_the_warning_is_in_the_persons_language_with_the_last_day_and_no_link_that_counts_by_itself(
    hub, nights, mails, language, words
):
    hub.person("aino", language=language)
    nights(WARNED)
    (mail,) = mails
    text = f"{mail['Subject']}\n{mail.get_content()}"
    assert [each for each in words if each not in text] == []
    assert f"{hub.base_url}/registration/sign-in\n" in text
    assert mail["X-Vertais-Kind"] == "account_warning"


def test_a_visit_to_another_service_takes_the_warning_back_and_begins_the_time_anew(hub, nights, mails, clock):
    aino = hub.person("aino")
    nights(WARNED)
    clock.set(noon(ENDS))
    hub.browser(aino).get("/shadowing/")
    hub.relay()
    nights(LAST, LAST + timedelta(days=1), date(2030, 8, 30))
    assert there(hub, aino)
    assert (rows(hub, AccountWarning), len(mails)) == ([], 1)
    nights(date(2030, 9, 30))
    assert len(mails) == 2
    nights(date(2030, 11, 7))
    assert not there(hub, aino)


def test_a_visit_on_the_last_day_counts_also_when_it_is_told_a_week_late(hub, nights, clock):
    aino = hub.person("aino")
    nights(WARNED)
    clock.set(noon(date(2028, 9, 2)))
    hub.browser(aino).get("/shadowing/")
    clock.set(noon(LAST))
    retention.run(hub.runtimes["registration"])
    hub.relay()
    nights(LAST + timedelta(days=1), date(2029, 1, 1))
    assert there(hub, aino)


def test_a_list_of_staff_keeps_who_is_on_it(hub, nights, clock):
    aino, bertta = hub.person("aino"), hub.person("bertta")
    clock.set(noon(date(2027, 9, 1)))
    with hub.runtimes["registration"].work() as work:
        keep(work, [work.session.get(Person, aino)])
    nights(WARNED, LAST + timedelta(days=1))
    assert (there(hub, aino), there(hub, bertta)) == (True, False)


def test_nobody_is_forgotten_while_the_warning_cannot_be_sent(hub, nights, monkeypatch):
    aino = hub.person("aino")

    def down(settings, mail):
        raise OSError

    monkeypatch.setattr("services.registration.commands.accounts.send", down)
    nights(WARNED, ENDS, LAST + timedelta(days=1), date(2029, 6, 1))
    assert there(hub, aino)
    sent = []
    monkeypatch.setattr("services.registration.commands.accounts.send", lambda settings, mail: sent.append(mail))
    nights(date(2029, 6, 2), date(2029, 7, 9))
    assert (len(sent), there(hub, aino)) == (1, True)
    nights(date(2029, 7, 10))
    assert not there(hub, aino)


@pytest.mark.parametrize(("code", "stays"), [(550, False), (450, True)])
def test_an_address_that_does_not_exist_any_more_keeps_nobody_and_one_that_is_refused_for_now_does(
    hub, nights, monkeypatch, code, stays
):
    aino = hub.person("aino")

    def refused(settings, mail):
        raise SMTPRecipientsRefused({mail["To"]: (code, b"no")})

    monkeypatch.setattr("services.registration.commands.accounts.send", refused)
    nights(WARNED, LAST + timedelta(days=1))
    assert there(hub, aino) == stays


def card_of(hub, person_id: UUID, **changed: Any) -> None:
    with hub.runtimes["registration"].work() as work:
        people.change_person(work, work.session.get(Person, person_id), changed)


def a_role(hub, aino):
    card_of(hub, aino, roles=[people.role_row("member_coordinator", "hyria", BEGAN)])
    return lambda: card_of(hub, aino, roles=[people.role_row("member_coordinator", "hyria", BEGAN, BEGAN)])


def a_coming_role(hub, aino):
    card_of(hub, aino, roles=[people.role_row("auditor", "hyria", date(2040, 1, 1))])
    return lambda: card_of(hub, aino, roles=[])


def seat(hub, state: str = "open", **values: Any) -> Any:
    of = call(state)
    found = group(of, **values)
    hub.add("registration", of, found, series(found.id, "active"))
    return found


def series(group_id: UUID, state: str) -> KnownSeries:
    data = {"occasions": {"group_finished": {"version": 1, "at": AT.isoformat()}} if state == "finished" else {}}
    return KnownSeries(id=group_id, organisation="hyria", version=1, data=data, series_state=state)


def finish(hub, group_id: UUID) -> None:
    with hub.runtimes["registration"].work() as work:
        work.session.delete(work.session.get(KnownSeries, group_id))
        work.session.flush()
        work.session.add(series(group_id, "finished"))


def a_registration(hub, aino):
    found = seat(hub)
    hub.add("registration", registration(found, "waitlisted", person_id=aino))
    return lambda: finish(hub, found.id)


def an_answer_that_is_waited_for(hub, aino):
    found = seat(hub)
    hub.add("registration", registration(found, "awaiting_supervisor", supervisor_id=aino))
    return lambda: finish(hub, found.id)


def a_seat(hub, aino):
    found = seat(hub, member_ids=[aino])
    return lambda: finish(hub, found.id)


def a_group_that_is_led(hub, aino):
    found = seat(hub, mentor_ids=[aino])
    return lambda: finish(hub, found.id)


def pair_period(hub, aino, party: str):
    parties = [
        {"person_id": aino, "supervisor_id": uuid4()},
        {"person_id": uuid4(), "supervisor_id": uuid4()},
    ]
    if party == "supervisor":
        parties = [{"person_id": uuid4(), "supervisor_id": aino}, parties[1]]
    known = {"organisation": "hyria", "role": "mutual", "supervisor_supports": None, "followup_submitted": False}
    period_id = uuid4()

    def told(state: str) -> None:
        occasions = {"pair_invited": {"version": 1, "at": AT.isoformat()}}
        values = {"parties": [known | each for each in parties], "state": state, "occasions": occasions}
        happened = hub.event(PeriodV1, "period_republished", id=period_id, organisation="hyria", call_id=None, **values)
        hub.deliver(hub.runtimes["registration"], happened)

    told("in_progress")
    return lambda: told("closed")


def a_pair_period(hub, aino):
    return pair_period(hub, aino, "party")


def a_partners_supervisor(hub, aino):
    return pair_period(hub, aino, "supervisor")


def a_deputy(hub, aino):
    kept = {"supervisor_id": uuid4(), "deputy_id": aino, "typed_in": False, "first": BEGAN}
    hub.add("registration", Deputy(**kept, last=date(2031, 1, 1)))

    def over() -> None:
        with hub.runtimes["registration"].work() as work:
            work.session.get_one(Deputy, kept["supervisor_id"]).last = BEGAN

    return over


def an_employer_to_come(hub, aino):
    hub.add("registration", ComingEmployer(person_id=aino, on=date(2040, 1, 1), organisation="tavastia", card={}))

    def dropped() -> None:
        with hub.runtimes["registration"].work() as work:
            work.session.delete(work.session.get(ComingEmployer, aino))

    return dropped


def a_call_with_the_contact(hub, aino):
    of = call("running", contact_id=aino)
    hub.add("registration", of)

    def completed() -> None:
        with hub.runtimes["registration"].work() as work:
            work.session.get(Call, of.id).state_name = "completed"

    return completed


def somebody_awake_who_is_supervised(hub, aino):
    bertta = hub.person("bertta")
    card_of(hub, bertta, supervisor_id=aino, roles=[people.role_row("leadership", "hyria", BEGAN)])
    return lambda: card_of(hub, bertta, roles=[])


def a_hold(hub, aino):
    known = hub.runtimes["registration"].network.organisations["hyria"]
    known.holds["account"] = date(2050, 1, 1)
    return known.holds.clear


@pytest.mark.parametrize(
    "reason",
    [
        a_role,
        a_coming_role,
        a_registration,
        an_answer_that_is_waited_for,
        a_seat,
        a_group_that_is_led,
        a_pair_period,
        a_partners_supervisor,
        a_deputy,
        an_employer_to_come,
        a_call_with_the_contact,
        somebody_awake_who_is_supervised,
        a_hold,
    ],
    ids=lambda each: each.__name__,
)
def test_who_is_needed_by_what_goes_on_stays_without_a_warning_and_goes_when_it_is_over(hub, nights, mails, reason):
    aino = hub.person("aino")
    over = reason(hub, aino)
    nights(WARNED, ENDS, LAST + timedelta(days=1), date(2030, 1, 1))
    assert there(hub, aino)
    assert [each["To"] for each in mails if each["To"].startswith("aino")] == []
    over()
    nights(date(2030, 1, 2))
    assert [each["To"] for each in mails if each["To"].startswith("aino")] == ["aino.malli@hyria.example"]
    nights(date(2030, 2, 8))
    assert there(hub, aino)
    nights(date(2030, 2, 9))
    assert not there(hub, aino)


def test_who_becomes_needed_after_the_warning_stays_and_is_warned_anew(hub, nights, mails):
    aino = hub.person("aino")
    nights(WARNED)
    over = a_role(hub, aino)
    nights(LAST + timedelta(days=1), LAST + timedelta(days=2))
    assert there(hub, aino)
    over()
    nights(LAST + timedelta(days=3), LAST + timedelta(days=4))
    assert (there(hub, aino), len(mails)) == (True, 2)


def test_two_who_supervise_each_other_keep_nobody_awake(hub, nights):
    aino, bertta = hub.person("aino"), hub.person("bertta")
    card_of(hub, aino, supervisor_id=bertta, roles=[people.role_row("supervisor", "hyria", BEGAN)])
    card_of(hub, bertta, supervisor_id=aino, roles=[people.role_row("supervisor", "hyria", BEGAN)])
    nights(ENDS, ENDS + timedelta(days=1), ENDS + timedelta(days=39))
    assert (there(hub, aino), there(hub, bertta)) == (False, False)


def test_a_second_record_of_somebody_counts_for_the_first_and_goes_with_it(hub, nights, clock):
    aino, second = hub.person("aino"), hub.person("bertta")
    card_of(hub, second, same_as=aino)
    use = hub.event(AccountUseV1, "account_used", id=second, organisation="hyria", month="2027-09-01")
    hub.deliver(hub.runtimes["registration"], use)
    nights(WARNED, LAST + timedelta(days=1))
    assert there(hub, aino)
    nights(date(2029, 9, 1), date(2029, 10, 9))
    assert (there(hub, aino), there(hub, second)) == (False, False)


def test_the_last_meeting_of_a_group_is_a_sign_of_life(hub, nights):
    aino = hub.person("aino")
    found = seat(hub, member_ids=[aino])
    with hub.runtimes["registration"].work() as work:
        known = work.session.get(KnownSeries, found.id)
        at = noon(date(2027, 5, 5)).isoformat()
        known.series_state, known.data = "finished", {"occasions": {"group_finished": {"version": 1, "at": at}}}
    nights(WARNED, LAST + timedelta(days=1), date(2029, 4, 5))
    assert rows(hub, AccountWarning) == []
    nights(date(2029, 4, 6), date(2029, 5, 14))
    assert not there(hub, aino)


def told_for_statistics(hub, person_id: UUID) -> None:
    told = Statistics(id=person_id, organisation="hyria", gender="female", career_stage="mid", cpd_earlier="once")
    with hub.runtimes["registration"].work() as work:
        work.emit("statistics_given", told)
    seat_of = {"group_id": str(uuid4()), "person_id": str(person_id), "reporting_year": 2026, "attendances": []}
    known = {"organisation": "opelix", "version": 1, "data": seat_of, "group_id": uuid4(), "person_id": person_id}
    hub.add("registration", KnownParticipation(id=uuid4(), attended=2, **known))
    hub.relay()


def counted(hub) -> list[dict[str, Any]]:
    fields = ("gender", "career_stage", "cpd_earlier")
    kept = [each.data for each in rows(hub, KnownStatistics, "reporting") if not each.gone]
    return [{name: each[name] for name in fields} for each in kept]


def test_the_gender_of_who_is_in_evidence_is_counted_until_the_evidence_goes(hub, nights):
    aino = hub.person("aino")
    told_for_statistics(hub, aino)
    nights(WARNED, LAST + timedelta(days=1))
    assert not there(hub, aino, "reporting")
    assert counted(hub) == [{"gender": "female", "career_stage": None, "cpd_earlier": None}]
    nights(date(2036, 12, 31))
    assert len(counted(hub)) == 1
    nights(date(2037, 1, 1))
    assert counted(hub) == []


def test_who_asked_to_be_forgotten_is_counted_no_more(hub):
    aino = hub.person("aino")
    told_for_statistics(hub, aino)
    ask(hub, aino)
    hub.relay()
    assert counted(hub) == []
    assert rows(hub, Statistics) == []


def test_everybody_sees_until_when_the_account_is_kept_at_least_and_when_a_warning_has_gone_out(hub, nights, clock):
    aino = hub.person("aino")
    text = hub.browser(aino, "fi").get("/notifications/own-data").text
    assert "tilisi poistetaan aikaisintaan la 30.9.2028 jälkeen" in text
    hub.runtimes["notifications"].network.organisations["hyria"].retention["account"] = "36 months"
    assert "su 30.9.2029" in hub.browser(aino, "fi").get("/notifications/own-data").text
    bertta = hub.person("bertta")
    nights(WARNED)
    told = hub.browser(bertta).get("/registration/own-data").text
    assert "Your account is about to be removed" in told
    assert "Thu 3 Aug 2028" in told


def test_the_officers_page_tells_the_rule_and_what_the_nights_did(hub, nights, clock):
    hub.person("aino")
    officer = hub.person("dora", roles=[people.role_row("dpo", "hyria", BEGAN)])
    nights(WARNED)
    clock.set(noon(LAST + timedelta(days=1)))
    assert retention.run_tonight(hub.runtimes["registration"])
    text = hub.browser(officer).get("/registration/retention").text
    assert "Whoever has 30 days left is told by mail" in text
    assert "Cards and choices of people 1" in text


def test_a_failure_in_the_review_lets_the_other_rules_run(hub, nights, monkeypatch):
    aino = hub.person("aino")

    def broken(work):
        raise LookupError

    monkeypatch.setattr(manifest("registration").load("privacy"), "beforehand", (broken,))
    hub.add("registration", Deputy(supervisor_id=uuid4(), deputy_id=uuid4(), typed_in=False, first=BEGAN, last=BEGAN))
    nights(LAST + timedelta(days=1))
    assert rows(hub, Deputy) == []
    assert there(hub, aino)


def test_on_the_real_bus_a_visit_to_another_service_keeps_the_account(running, clock):
    registration_, scheduling = running("registration", "events"), running("scheduling")
    runtime = Runtime.build(manifest("registration"), registration_.settings)
    made = {}
    for name in ("aino", "bertta"):
        with runtime.work() as work:
            card = {"first_name": name.capitalize(), "last_name": "Malli", "email": f"{name}.malli@hyria.example"}
            made[name] = people.register_person(work, organisation="hyria", **card).id
    clock.set(noon(date(2027, 9, 1)))
    cookie = sessions.begin(scheduling.settings, made["aino"], remember=False, now=real_now())

    def noted() -> bool:
        scheduling.get("/scheduling/", cookies={sessions.COOKIE: cookie})
        with runtime.sessions() as session:
            return session.get(AccountUse, made["aino"]) is not None

    assert eventually(noted, 30)
    clock.set(noon(WARNED))
    retention.run(runtime)
    with runtime.sessions() as session:
        assert session.scalars(select(AccountWarning.person_id)).all() == [made["bertta"]]
    runtime.database.dispose()


STEPS = st.lists(
    st.tuples(st.sets(st.integers(0, 2)), st.integers(1, 260), st.lists(st.integers(0, 9), max_size=3)), max_size=9
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_nobody_seen_within_24_months_is_ever_forgotten_and_everybody_else_is_in_the_end(hub, nights, clock, steps):
    """Whoever comes, whenever, whatever is told twice or late."""
    runtime, today = hub.runtimes["registration"], BEGAN
    clock.set(AT)
    known = [hub.person(name) for name in ("aino", "bertta", "cilla")]
    seen, told = dict.fromkeys(known, today), []
    for visitors, days, again in steps:
        for each in (known[number] for number in visitors if there(hub, known[number])):
            seen[each] = today
            use = {"id": each, "organisation": "hyria", "month": today.replace(day=1)}
            told.append(hub.event(AccountUseV1, "account_used", **use))
            hub.deliver(runtime, told[-1])
        hub.deliver(runtime, *(told[number % len(told)] for number in again if told))
        today += timedelta(days=days)
        nights(today)
        assert [each for each in known if after(seen[each], "24 months") >= today and not there(hub, each)] == []
    last = after(today, "25 months")
    nights(last, last + timedelta(days=40))
    assert [each for each in known if there(hub, each)] == []
    hub.deliver(runtime, *told)
    assert [each for each in known if there(hub, each)] == []
