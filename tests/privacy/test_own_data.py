"""Everything that is kept about a person, from every service that runs, for that person alone."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from services.notifications.tables import Mail
from services.registration.tables import Availability
from services.reporting.tables import ArrangementHours
from services.scheduling.tables import BusyTime, Feed
from services.shadowing.tables import Party, Period
from shared.plugins import manifests

NOW = datetime(2026, 9, 1, 10, tzinfo=UTC)


def filled(hub, person_id: UUID, mark: str) -> None:
    """Something of the person in every service; `mark` is in each text."""
    hub.add(
        "registration",
        Availability(person_id=person_id, availability=[{"slot": f"mon_am {mark}", "answer": "yes"}], given_at=NOW),
    )
    token = {"nonce": f"nonce-{mark}", "token_hash": f"hash-{mark}"}
    hub.add("scheduling", Feed(person_id=person_id, made_at=NOW, **token))
    hub.add("scheduling", BusyTime(person_id=person_id, begins=NOW, ends=NOW.replace(hour=11)))
    hub.add(
        "notifications",
        Mail(
            organisation="hyria",
            person_id=person_id,
            kind="N5",
            letter="one",
            bundle="x",
            state="sent",
            due_at=NOW,
            subject=f"Subject {mark}",
            sent_at=NOW,
        ),
    )
    hub.add(
        "reporting",
        ArrangementHours(
            organisation="hyria",
            mentor_id=person_id,
            date=NOW.date(),
            what=f"Rooms {mark}",
            hours=Decimal("1.5"),
            recorded_at=NOW,
        ),
    )
    hub.add("shadowing", period_of(person_id, mark))


def period_of(person_id: UUID, mark: str) -> Period:
    parties = [
        Party(position=0, person_id=person_id, organisation="hyria", comment=f"Comment {mark}", joined_at=NOW),
        Party(position=1, person_id=uuid4(), organisation="tavastia"),
    ]
    return Period(
        organisation="opelix",
        call_id=uuid4(),
        kind="work_pair",
        scope="cross_organisation",
        state_name="drafting",
        stage=1,
        reporting_year=2026,
        invited_at=NOW,
        parties=parties,
    )


@pytest.fixture
def two(hub) -> tuple[UUID, UUID]:
    """Aino and Bertta, both known everywhere."""
    aino, bertta = hub.person("aino"), hub.person("bertta")
    filled(hub, aino, "of-aino")
    filled(hub, bertta, "of-bertta")
    return aino, bertta


@pytest.mark.parametrize("service", ["registration", "shadowing"])
def test_the_page_of_every_service_shows_what_all_of_them_keep_and_nothing_of_others(hub, two, service):
    text = hub.browser(two[0]).get(f"/{service}/own-data").text
    for said in ("aino.malli@hyria.example", "mon_am of-aino", "Subject of-aino", "Rooms of-aino", "Comment of-aino"):
        assert said in text
    assert "bertta" not in text
    assert "did not answer" not in text


def test_a_part_that_does_not_answer_is_named_and_the_others_are_shown(hub, two):
    hub.away.add("reporting")
    text = hub.browser(two[0]).get("/registration/own-data").text
    assert "This part did not answer" in text
    assert "Subject of-aino" in text
    assert "Rooms of-aino" not in text


def test_the_json_file_has_every_column_and_no_secret(hub, two):
    answer = hub.browser(two[0]).get("/scheduling/own-data.json")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    content = json.loads(answer.content)
    found = {each["service"]: each for each in content["services"]}
    assert set(found) == set(manifests())
    tables = {section["table"]: section["records"] for each in content["services"] for section in each["sections"]}
    (feed,) = tables["feeds"]
    assert set(feed["data"]) == {"person_id", "made_at"}
    (mail,) = tables["mails"]
    assert set(mail["data"]) == {each.name for each in Mail.__table__.columns}
    assert "hash-of" not in answer.text
    assert "bertta" not in answer.text


@pytest.mark.parametrize(("language", "heading"), [("fi", "Kaikki, mitä säilytetään"), ("sv", "Allt som sparas om")])
def test_the_pdf_can_be_read_in_the_readers_language(hub, two, language, heading):
    answer = hub.browser(two[0], language).get("/notifications/own-data.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert heading in text
    assert "Rooms of-aino" in text
    assert "bertta" not in text.lower()


def test_what_was_kept_under_another_id_of_the_same_person_is_shown_too(hub, two):
    other = uuid4()
    card = {"first_name": "Aino", "last_name": "Malli", "email": "aino@elsewhere.example", "organisation": "hyria"}
    hub.tell(other, same_as=two[0], language="fi", roles=[], **card)
    hub.add("scheduling", BusyTime(person_id=other, begins=NOW.replace(day=2), ends=NOW.replace(day=3)))
    part = hub.browser(two[0]).api("GET", "/api/scheduling/v1/own-data")
    busy = next(each for each in part["sections"] if each["table"] == "busy_times")
    assert len(busy["records"]) == 2


@pytest.mark.parametrize("path", ["own-data", "own-data.json", "own-data.pdf"])
def test_nobody_sees_a_page_of_own_data_without_signing_in(hub, path):
    answer = hub.browser().get(f"/registration/{path}", status=303)
    assert answer.headers["Location"].startswith("/registration/sign-in")
    hub.browser().api("GET", "/api/registration/v1/own-data", status=401)


def test_how_many_records_of_others_name_the_person_is_told_as_a_number(hub):
    boss = hub.person("hanna")
    hub.add("shadowing", *(period_with_supervisor(boss) for _ in range(3)))
    part = hub.browser(boss).api("GET", "/api/shadowing/v1/own-data")
    assert part["named"] == [{"title": "Pair periods that name you as supervisor", "number": 3}]
    assert [each["table"] for each in part["sections"]] == ["people"]


def period_with_supervisor(boss: UUID) -> Period:
    period = period_of(uuid4(), "of-another")
    period.parties[0].supervisor_id = boss
    return period


def test_a_person_corrects_the_own_card_and_nothing_else(hub, two):
    aino = hub.browser(two[0])
    typed = {"first_name": "Aino Maria", "last_name": "Malli", "unit": "", "job_title": "sihteeri", "language": "sv"}
    answer = aino.send("/registration/own-card", **typed)
    assert answer.headers["Location"] == "/registration/own-data"
    card = aino.api("GET", "/api/registration/v1/own-card")
    assert (card["first_name"], card["job_title"], card["language"]) == ("Aino Maria", "sihteeri", "sv")
    aino.api("PUT", "/api/registration/v1/own-card", 422, json=typed | {"organisation": "tavastia"})
    aino.api("PUT", "/api/registration/v1/own-card", 422, json=typed | {"roles": [{"role": "project_manager"}]})
    assert hub.browser(two[1]).api("GET", "/api/registration/v1/own-card")["first_name"] == "Bertta"


def test_an_empty_unit_is_taken_off_the_card(hub):
    dora = hub.person("dora", unit="Torikatu")
    typed = {"first_name": "Dora", "last_name": "Malli", "unit": "", "job_title": "", "language": "fi"}
    assert hub.browser(dora).api("PUT", "/api/registration/v1/own-card", json=typed)["unit"] is None


def test_an_empty_name_is_refused_at_its_field_and_what_was_typed_stays(hub, two):
    typed = {"first_name": "", "last_name": "Uusinimi", "language": "fi"}
    text = hub.browser(two[0]).send("/registration/own-card", 422, **typed).text
    assert "Uusinimi" in text
    assert 'href="#first_name"' in text
