"""Somebody asks to be forgotten: every service does it, says so, and nothing brings the person back."""

import dataclasses
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from services.registration.commands import erasing
from services.registration.commands.introductions import welcome
from services.registration.domain.erasing_errors import StillContact
from services.registration.tables import Call, Erasure, Evidence, KnownParticipation
from services.shadowing.tables import FormVersion
from shared.bus.process import process
from shared.bus.republish import republish
from shared.bus.timers import run_due
from shared.contracts.people import KEPT_CLASSES, ConsiderationV1, ErasureV1, PersonV1, StatisticsV1
from shared.errors import Forbidden
from shared.people import Person
from shared.people.tables import Role
from shared.plugins import manifests
from shared.privacy.classes import CLASSES
from shared.privacy.erasure import replay
from shared.work import Actor
from tests.privacy.test_own_data import filled, period_of

OTHERS = ("notifications", "reporting", "scheduling", "shadowing")
NOW = datetime(2026, 9, 1, 10, tzinfo=UTC)
RELAXED = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def actor(person_id: UUID, *roles: Role) -> Actor:
    return Actor("person", person_id, roles)


def ask(hub, person_id: UUID) -> Erasure:
    return hub.do("registration", erasing.ask_erasure, actor=actor(person_id))


def lines(hub, link: str) -> dict:
    token = link.rpartition("/")[2]
    told = hub.browser().api("GET", f"/api/registration/v1/erasures/by-link/{token}")
    return {each["service"]: each for each in told["lines"]} | {"done": told["done"]}


@pytest.fixture
def aino(hub) -> UUID:
    """Aino has something everywhere; so has Bertta, whom nothing happens to."""
    found, other = hub.person("aino"), hub.person("bertta")
    filled(hub, found, "of-aino")
    filled(hub, other, "of-bertta")
    hub.relay()
    return found


def test_what_no_duty_keeps_is_gone_in_every_service_and_each_says_what_stays(hub, aino):
    answer = hub.browser(aino).send("/registration/erasure", sure="true")
    link = answer.headers["Location"]
    assert "waited for" in hub.browser().get(link).text.lower()
    hub.relay()
    found = lines(hub, link)
    assert found["done"] is True
    assert set(found) == {*manifests(), "done"}
    assert found["reporting"]["kept"] == [{"data": "costs", "number": 1, "until": "2032-12-31"}]
    assert found["shadowing"]["kept"][0]["data"] == "pair_period"
    assert found["scheduling"]["kept"] == []
    assert found["scheduling"]["deleted"] >= 3
    for name in OTHERS:
        kept = hub.everything_kept(name)
        assert "of-aino" not in kept
        assert "Aino" not in kept
        assert "aino.malli" not in kept
        assert "of-bertta" in kept
    assert "of-aino" not in hub.everything_kept("registration")


def test_the_person_is_told_once_when_all_have_answered_and_then_the_address_goes(hub, aino, monkeypatch):
    sent = []
    monkeypatch.setattr("services.registration.commands.erasing.send", lambda settings, mail: sent.append(mail))
    wish = ask(hub, aino)
    timers = hub.runtimes["registration"].manifest.load("subscriptions").timers
    run_due(hub.runtimes["registration"], timers)
    assert sent == []
    assert "aino.malli" in hub.everything_kept("registration")
    hub.relay()
    run_due(hub.runtimes["registration"], timers)
    run_due(hub.runtimes["registration"], timers)
    (mail,) = sent
    assert mail["Subject"] == "Tietosi on poistettu"
    assert mail["To"] == "aino.malli@hyria.example"
    assert "/registration/erasure/" in mail.get_content()
    assert "aino.malli" not in hub.everything_kept("registration")
    with hub.runtimes["registration"].sessions() as session:
        assert session.get(Erasure, wish.id).told_at is not None


def test_a_service_that_is_away_is_waited_for_is_late_after_a_week_and_does_its_share_when_it_is_back(hub, aino, clock):
    hub.away.add("shadowing")
    link = hub.browser(aino).send("/registration/erasure", sure="true").headers["Location"]
    hub.relay()
    found = lines(hub, link)
    assert (found["done"], found["shadowing"]["done_at"], found["shadowing"]["late"]) == (False, None, False)
    assert "of-aino" in hub.everything_kept("shadowing")
    clock.set(clock.now() + timedelta(days=8))
    assert lines(hub, link)["shadowing"]["late"] is True
    hub.bring_back("shadowing")
    assert lines(hub, link)["done"] is True
    assert "of-aino" not in hub.everything_kept("shadowing")


def test_a_session_and_a_link_of_somebody_erased_open_nothing(hub, aino):
    browser = hub.browser(aino)
    browser.get("/scheduling/own-data")
    ask(hub, aino)
    hub.relay()
    for name in manifests():
        browser.api("GET", f"/api/{name}/v1/own-data", 401)


def test_nobody_erases_without_ticking_the_box_or_signing_in(hub, aino):
    text = hub.browser(aino).send("/registration/erasure", 422).text
    assert 'href="#sure"' in text
    hub.browser(aino).api("POST", "/api/registration/v1/erasures", 422, json={"sure": False})
    hub.browser().api("POST", "/api/registration/v1/erasures", 401, json={"sure": True})
    assert hub.browser(aino).api("GET", "/api/registration/v1/own-card")["first_name"] == "Aino"


def test_the_contact_person_of_a_call_that_goes_on_is_asked_to_choose_another_first(hub, aino):
    call = Call(
        organisation="hyria",
        kind="verme",
        title={"fi": "Verme 2026"},
        scope="internal",
        state_name="open",
        reporting_year=2026,
        opens_at=NOW,
        contact_id=aino,
    )
    hub.add("registration", call)
    with pytest.raises(StillContact):
        ask(hub, aino)
    with hub.runtimes["registration"].work() as work:
        work.session.get(Call, call.id).state_name = "completed"
    ask(hub, aino)


def test_name_and_employer_of_who_attended_move_to_a_store_that_only_an_auditor_reads(hub, aino):
    seat = {"group_id": str(uuid4()), "person_id": str(aino), "reporting_year": 2026, "attendances": []}
    row = KnownParticipation(
        id=uuid4(), organisation="opelix", version=1, data=seat, group_id=uuid4(), person_id=aino, attended=2
    )
    hub.add("registration", row)
    ask(hub, aino)
    with hub.runtimes["registration"].sessions() as session:
        (kept,) = session.scalars(select(Evidence))
        assert (kept.person_id, kept.first_name, kept.organisation) == (aino, "Aino", "hyria")
        assert kept.until.isoformat() == "2036-12-31"
    since = [{"valid_from": "2020-01-01", "valid_to": None, "organisation": "hyria"}]
    auditor = hub.person("auli", roles=[since[0] | {"role": "auditor"}])
    officer = hub.person("dora", roles=[since[0] | {"role": "dpo"}])
    other = hub.person("outi", "tavastia", roles=[since[0] | {"role": "auditor", "organisation": "tavastia"}])
    path = "/api/registration/v1/evidence"
    assert [each["last_name"] for each in hub.browser(auditor).api("GET", path)] == ["Malli"]
    assert hub.browser(other).api("GET", path) == []
    hub.browser(officer).api("GET", path, 403)
    assert len(hub.browser(officer).api("GET", "/api/registration/v1/erasures")) == 1
    assert "Asked for by the person" in hub.browser(officer).get("/registration/erasures").text
    hub.browser(auditor).get("/registration/erasures", 403)


def with_goals(hub, person_id: UUID, state: str) -> UUID:
    found = period_of(person_id, "of-the-period")
    found.state_name = state
    hub.add("shadowing", found)
    for number in (1, 2):
        version = {"form": "goals", "number": number, "saved_by": person_id, "saved_at": NOW}
        words = {"goal_1": f"Words {number} of a pair", "shape": "week"}
        hub.add("shadowing", FormVersion(period_id=found.id, content=words, **version))
    return found.id


def test_words_of_a_pairs_forms_go_with_the_erased_and_what_was_chosen_stays(hub, aino):
    with_goals(hub, aino, "closed")
    ask(hub, aino)
    hub.relay()
    kept = hub.everything_kept("shadowing")
    assert "of a pair" not in kept
    with hub.runtimes["shadowing"].sessions() as session:
        assert [each.content for each in session.scalars(select(FormVersion))] == [{"shape": "week"}] * 2


def test_a_partner_whose_period_goes_on_keeps_the_newest_version_of_the_goals(hub, aino):
    with_goals(hub, aino, "in_progress")
    ask(hub, aino)
    hub.relay()
    kept = hub.everything_kept("shadowing")
    assert "Words 2 of a pair" in kept
    assert "Words 1 of a pair" not in kept


def test_an_introduction_that_comes_late_makes_no_card_again(hub, aino):
    ask(hub, aino)
    card = {"first_name": "Aino", "last_name": "Malli", "email": "aino.malli@hyria.example", "language": "fi"}
    assert hub.do("registration", welcome, aino, "hyria", card) is None
    with hub.runtimes["registration"].sessions() as session:
        assert session.get(Person, aino) is None


def test_who_comes_again_with_the_same_address_is_somebody_new(hub, aino):
    ask(hub, aino)
    again = hub.person("aino")
    assert again != aino
    hub.relay()
    with hub.runtimes["shadowing"].sessions() as session:
        assert session.get(Person, again).first_name == "Aino"
        assert session.get(Person, aino).gone


def test_a_service_that_lost_its_database_learns_of_the_erasure_by_republishing(hub, aino, runtime_of, deliver):
    ask(hub, aino)
    hub.relay()
    republish(hub.runtimes["registration"])
    fresh = runtime_of("scheduling")
    from tests.privacy.conftest import subscribed, taken

    for each in taken(hub.runtimes["registration"]):
        if each.contract in subscribed(fresh.manifest):
            deliver(fresh, each)
    with fresh.sessions() as session:
        assert session.get(Person, aino).gone


@RELAXED
@given(data=st.data())
@pytest.mark.parametrize("service", OTHERS)
def test_no_order_delay_or_repetition_of_events_revives_somebody(hub, event, deliver, service, data):
    """P29: late, doubled and shuffled, in batches of any size."""
    runtime, person_id, other_id = hub.runtimes[service], uuid4(), uuid4()
    canary = f"Canary{uuid4().hex[:10]}"
    card = {"first_name": canary, "last_name": canary, "email": f"{canary.lower()}@hyria.example"}
    told = [event(PersonV1, "person_registered", id=person_id, organisation="hyria", same_as=None, **card)]
    told += [event(PersonV1, "person_changed", id=person_id, organisation="hyria", same_as=None, **card)]
    told += [event(PersonV1, "person_changed", id=other_id, organisation="hyria", same_as=person_id, **card)]
    if service == "reporting":
        told.append(event(StatisticsV1, "statistics_given", id=person_id, organisation="hyria"))
    if service == "scheduling":
        told.append(event(ConsiderationV1, "consideration_changed", id=person_id, organisation="hyria"))
    ids = [str(person_id), str(other_id)]
    told.append(event(ErasureV1, "erasure_asked", organisation="hyria", person_ids=ids, cause="asked", id=uuid4()))
    if data.draw(st.booleans()):
        told.append(event(PersonV1, "person_gone", id=person_id, organisation="hyria"))
    stream = [*told, *told, *data.draw(st.lists(st.sampled_from(told), max_size=6))]
    data.draw(st.randoms(use_true_random=False)).shuffle(stream)
    size = data.draw(st.integers(1, len(stream)))
    followed = runtime.manifest.load("subscriptions").subscriptions
    for start in range(0, len(stream), size):
        with suppress(Forbidden):
            assert process(runtime, followed, stream[start : start + size]) == []
    assert canary.lower() not in hub.everything_kept(service).lower().replace(told[-1].body.decode(errors="ignore"), "")
    with runtime.sessions() as session:
        assert {session.get(Person, each).gone for each in (person_id, other_id)} == {True}


def test_the_classes_that_may_be_told_of_are_those_that_there_are():
    assert sorted(CLASSES) == sorted(KEPT_CLASSES)


def test_a_restored_backup_forgets_again_whom_the_journal_names(hub, aino, tmp_path):
    runtime = hub.runtimes["scheduling"]
    line = {"at": NOW.isoformat(), "organisation": "hyria", "ids": [str(aino)]}
    for _ in range(2):
        assert hub.do("scheduling", replay, [json.dumps(line) + "\n", "\n"]) == 1
    kept = hub.everything_kept("scheduling")
    assert "of-aino" not in kept
    assert "Aino" not in kept
    assert "of-bertta" in kept
    with runtime.sessions() as session:
        assert session.get(Person, aino).gone


def test_every_erasure_is_written_into_the_journal_of_each_service(hub, aino, tmp_path):
    journal = tmp_path / "erased.jsonl"
    for runtime in hub.runtimes.values():
        runtime.settings = dataclasses.replace(runtime.settings, erasure_journal=journal)
    ask(hub, aino)
    hub.relay()
    ids = [json.loads(each)["ids"] for each in journal.read_text().splitlines()]
    assert ids == [[str(aino)]] * len(manifests())
