"""That somebody comes is noted once a month and told to registration: by sign-in, by link, by a list of staff."""

from datetime import UTC, date, datetime, timedelta
from threading import Thread
from uuid import UUID, uuid4

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from werkzeug.test import Client

from services.registration.commands import erasing
from services.registration.commands.imports import import_people
from shared.bus.republish import republish
from shared.contracts.people import AccountUseV1, PersonV1
from shared.database.kit import OutboxRow
from shared.network import Network
from shared.people import links, sessions
from shared.people.tables import AccountUse, Person, Role
from shared.testing import network as testing_network
from shared.testing.broker import eventually
from shared.web.service import application
from shared.work import Actor
from tests.privacy.conftest import hub, taken
from tests.privacy.test_erasure import RELAXED

__all__ = ["hub"]
AUGUST = datetime(2026, 8, 20, 9, tzinfo=UTC)
SEPTEMBER = datetime(2026, 9, 2, 9, tzinfo=UTC)


def told(runtime) -> list[tuple[str, str]]:
    """Whose use, and of which month, waits in the outbox."""
    with runtime.sessions() as session:
        rows = session.scalars(select(OutboxRow.body).where(OutboxRow.exchange == AccountUseV1.stream))
        return [(each["data"]["id"], each["data"]["month"]) for each in map(orjson.loads, rows)]


def months(runtime) -> dict[UUID, date]:
    with runtime.sessions() as session:
        return dict(session.execute(select(AccountUse.id, AccountUse.month)).all())


@pytest.fixture
def runtime(runtime_of, clock):
    clock.set(AUGUST)
    return runtime_of("scheduling")


@pytest.fixture
def aino(runtime, event, deliver) -> UUID:
    card = event(PersonV1, "person_registered", id=uuid4(), organisation="hyria", same_as=None)
    deliver(runtime, card)
    return card.subject


def browser(runtime, person_id: UUID | None = None) -> Client:
    found = Client(application(runtime, runtime.manifest.load("service").Web.routes))
    if person_id:
        found.set_cookie(
            sessions.COOKIE, sessions.begin(runtime.settings, person_id, remember=True, now=datetime.now(UTC))
        )
    return found


def test_the_first_page_of_a_month_tells_registration_and_the_rest_of_the_month_tells_nothing(runtime, aino, clock):
    reader = browser(runtime, aino)
    for _ in range(3):
        assert reader.get("/scheduling/").status_code == 200
    assert told(runtime) == [(str(aino), "2026-08-01")]
    clock.set(SEPTEMBER)
    for _ in range(2):
        reader.get("/scheduling/")
    assert told(runtime) == [(str(aino), "2026-08-01"), (str(aino), "2026-09-01")]


def test_another_process_of_the_service_tells_no_second_time(runtime, aino):
    browser(runtime, aino).get("/scheduling/")
    runtime.facts.clear()
    browser(runtime, aino).get("/scheduling/")
    assert len(told(runtime)) == 1


def test_two_first_pages_at_once_tell_once_and_both_are_answered(runtime, aino):
    answers = []
    both = [Thread(target=lambda: answers.append(browser(runtime, aino).get("/scheduling/"))) for _ in range(4)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert [each.status_code for each in answers] == [200] * 4
    assert len(told(runtime)) == 1


def test_who_has_not_signed_in_or_whose_session_is_over_is_not_noted(runtime, aino):
    browser(runtime).get("/scheduling/")
    late = sessions.begin(runtime.settings, aino, remember=False, now=datetime.now(UTC) - timedelta(days=1))
    over = browser(runtime)
    over.set_cookie(sessions.COOKIE, late)
    over.get("/scheduling/")
    assert told(runtime) == []


def test_an_answer_that_refuses_is_no_use(runtime, aino):
    assert browser(runtime, aino).get("/scheduling/nowhere").status_code == 404
    assert browser(runtime, aino).get(f"/scheduling/groups/{uuid4()}").status_code >= 400
    assert told(runtime) == []


def test_following_a_personal_link_is_a_use_and_a_forged_or_old_one_is_none(runtime_of, clock, event, deliver):
    clock.set(AUGUST)
    runtime = runtime_of("notifications")
    card = event(PersonV1, "person_registered", id=uuid4(), organisation="hyria", same_as=None)
    deliver(runtime, card)
    until = AUGUST + timedelta(days=9)
    right = links.mint(runtime.settings, "reminders", card.subject, card.subject, until)
    old = links.mint(runtime.settings, "reminders", card.subject, card.subject, AUGUST - timedelta(days=1))
    stranger = links.mint(runtime.settings, "reminders", uuid4(), uuid4(), until)
    for each in (right[:-2], old, stranger):
        browser(runtime).get(f"/notifications/reminders/{each}")
    assert told(runtime) == []
    assert browser(runtime).get(f"/notifications/reminders/{right}").status_code == 200
    assert told(runtime) == [(str(card.subject), "2026-08-01")]


def test_who_turned_out_to_be_somebody_known_is_noted_as_the_one_who_is(runtime, aino, event, deliver):
    other = event(PersonV1, "identity_linked", id=uuid4(), organisation="hyria", same_as=aino)
    deliver(runtime, other)
    browser(runtime, other.subject).get("/scheduling/")
    assert told(runtime) == [(str(aino), "2026-08-01")]


def test_a_member_deployment_does_not_speak_of_others_people(runtime_of, clock, event, deliver, tmp_path):
    clock.set(AUGUST)
    runtime = runtime_of("notifications", deployment="tavastia")
    runtime.network = Network.read(testing_network.write(tmp_path, with_member=True))
    for organisation in ("hyria", "tavastia"):
        card = event(PersonV1, "person_registered", id=uuid4(), organisation=organisation, same_as=None)
        deliver(runtime, card)
        browser(runtime, card.subject).get("/notifications/")
    assert told(runtime) == [(str(card.subject), "2026-08-01")]


def test_registration_keeps_its_own_and_hears_of_others(hub, clock):
    clock.set(AUGUST)
    aino, bertta = hub.person("aino"), hub.person("bertta")
    hub.browser(aino).get("/registration/")
    hub.browser(bertta).get("/shadowing/")
    assert told(hub.runtimes["registration"]) == []
    hub.relay()
    assert months(hub.runtimes["registration"]) == {aino: date(2026, 8, 1), bertta: date(2026, 8, 1)}


def test_a_list_of_staff_keeps_the_account_of_everybody_on_it_also_when_nothing_changes(hub, clock):
    clock.set(AUGUST)
    since = {"role": "member_admin", "organisation": "hyria", "valid_from": "2020-01-01", "valid_to": None}
    admin = hub.person("outi", roles=[since])
    row = {"first_name": "Aino", "last_name": "Malli", "email": "aino.malli@hyria.example", "organisation": "hyria"}
    acting = Actor("person", admin, (Role("member_admin", "hyria", date(2020, 1, 1)),))
    for moment, month in ((AUGUST, date(2026, 8, 1)), (SEPTEMBER, date(2026, 9, 1))):
        clock.set(moment)
        hub.do("registration", import_people, [row | {"roles": []}], actor=acting, dry_run=True)
        brought = hub.do("registration", import_people, [row | {"roles": []}], actor=acting, dry_run=False)
        assert months(hub.runtimes["registration"])[brought.people[0].id] == month


def test_a_use_told_late_takes_nothing_from_a_newer_one(hub, clock, deliver):
    clock.set(AUGUST)
    aino = hub.person("aino")
    hub.browser(aino).get("/shadowing/")
    late = taken(hub.runtimes["shadowing"])
    clock.set(SEPTEMBER)
    hub.browser(aino).get("/registration/")
    deliver(hub.runtimes["registration"], *late, *late)
    assert months(hub.runtimes["registration"]) == {aino: date(2026, 9, 1)}


def test_a_use_told_after_the_erasure_brings_nobody_back(hub, clock, deliver):
    clock.set(AUGUST)
    aino = hub.person("aino")
    hub.browser(aino).get("/shadowing/")
    late = [each for each in taken(hub.runtimes["shadowing"]) if each.contract is AccountUseV1]
    hub.do("registration", erasing.ask_erasure, actor=Actor("person", aino, ()))
    deliver(hub.runtimes["registration"], *late)
    hub.relay()
    assert months(hub.runtimes["registration"]) == {}
    assert months(hub.runtimes["shadowing"]) == {}
    with hub.runtimes["registration"].sessions() as session:
        assert session.get(Person, aino) is None


def test_the_answer_to_ones_own_wish_to_be_forgotten_is_no_use(hub, clock):
    clock.set(AUGUST)
    aino = hub.person("aino")
    hub.browser(aino).send("/registration/erasure", sure="true")
    hub.relay()
    assert {name: months(each) for name, each in hub.runtimes.items()} == {name: {} for name in hub.runtimes}


def test_a_registration_that_lost_its_database_learns_of_uses_by_republishing(hub, clock, runtime_of, deliver):
    clock.set(AUGUST)
    aino = hub.person("aino")
    hub.browser(aino).get("/shadowing/")
    taken(hub.runtimes["shadowing"])
    republish(hub.runtimes["shadowing"])
    fresh = runtime_of("registration")
    deliver(fresh, *(each for each in taken(hub.runtimes["shadowing"]) if each.contract is AccountUseV1))
    assert months(fresh) == {aino: date(2026, 8, 1)}


NUMBERS = st.lists(st.integers(0, 11), max_size=6).flatmap(lambda more: st.permutations([*range(12), *more]))


@RELAXED
@given(order=NUMBERS, size=st.integers(1, 18), erased_before=st.integers(0, 18))
def test_in_any_order_doubled_and_in_batches_the_newest_month_holds_and_the_erased_have_none(
    hub, event, deliver, clock, order, size, erased_before
):
    clock.set(AUGUST)
    runtime, aino, bertta = hub.runtimes["registration"], hub.person("aino"), hub.person("bertta")
    seen = [
        event(AccountUseV1, "account_used", id=who, organisation="hyria", month=f"2026-{month:02}-01")
        for month in range(1, 7)
        for who in (aino, bertta)
    ]
    before, after = order[:erased_before], order[erased_before:]
    for number, portion in enumerate((before, after)):
        for start in range(0, len(portion), size):
            deliver(runtime, *(seen[each] for each in portion[start : start + size]))
        if number == 0:
            hub.do("registration", erasing.ask_erasure, actor=Actor("person", bertta, ()))
    assert months(runtime) == {aino: date(2026, 6, 1)}
    hub.do("registration", erasing.ask_erasure, actor=Actor("person", aino, ()))


def test_real_processes_tell_registration_over_the_broker(running, runtime_of, event, broker):
    scheduling, registration = running("scheduling"), running("registration", "events")
    card = event(PersonV1, "person_registered", id=uuid4(), organisation="hyria", same_as=None)
    broker.publish(card, user="hub.registration")
    cookie = sessions.begin(scheduling.settings, card.subject, remember=False, now=datetime.now(UTC))

    def arrived() -> bool:
        scheduling.get("/scheduling/", cookies={sessions.COOKIE: cookie})
        return card.subject in _months_in(registration)

    assert eventually(arrived, 30)


def _months_in(running) -> dict[UUID, date]:
    made = create_engine(running.settings.database_url("registration"))
    with Session(made) as session:
        found = dict(session.execute(select(AccountUse.id, AccountUse.month)).all())
    made.dispose()
    return found
