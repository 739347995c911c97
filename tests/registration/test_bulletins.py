"""R72: who runs a call writes to its people by their role; only they get it, once, and it is kept who wrote what."""

from datetime import timedelta

import pytest

from services.registration.commands import bulletins
from services.registration.domain.bulletin import MOST_A_DAY, NobodyToWriteTo, TooManyBulletins, WrittenAlready
from services.registration.queries.bulletins import bulletins_of
from services.registration.tables import Bulletin, Call
from shared.contracts.bulletins import AUDIENCES
from shared.database.kit import AuditRow
from shared.errors import Forbidden, NotFound
from shared.people import Person
from tests.registration.test_api import HEADERS
from tests.registration.test_approvals import acting
from tests.registration.test_desk import sign_in
from tests.registration.test_moves import approved, two_groups
from tests.registration.test_pages import app, browser, desk
from tests.registration.test_registration_lists import manager

__all__ = ["app", "browser", "desk"]
BODY = {"audience": "participants", "group_id": None, "subject": "Pysäköinti", "text": "Pihan puolelle."}


def write(season, call_id, actor=None, **more):
    return season.do(bulletins.send_bulletin, call_id, BODY | more, actor=actor or manager(season))


def names(season, bulletin) -> set[str]:
    return {season.find(Person, id=each).first_name for each in bulletin.receiver_ids}


def waiting(season):
    """A full group: two have a place, one waits approved, one waits for the supervisor."""
    group = season.group_of(season.call(min_size=2, max_size=2))
    approved(season, group, "aino", "eero", "jonottaja")
    season.register(group.id, "odottaja", supervisor_email="hidas.malli@hyria.example")
    return group


def test_r72_each_role_reaches_its_own_people_only(season):
    group = waiting(season)
    reached = {each: names(season, write(season, group.call_id, audience=each)) for each in AUDIENCES}
    assert reached == {
        "participants": {"Aino", "Eero"},
        "queue": {"Jonottaja"},
        "supervisors": {"Hidas"},
        "mentors": {"Mentori"},
    }


def test_r72_a_message_to_one_group_reaches_nobody_of_another(season):
    first, other = two_groups(season)
    approved(season, first, "aino")
    approved(season, other, "eero")
    assert names(season, write(season, first.call_id, group_id=other.id)) == {"Eero"}
    assert names(season, write(season, first.call_id)) == {"Aino", "Eero"}


def test_whoever_left_or_did_not_confirm_gets_nothing(season):
    group = season.group_of(season.call())
    season.register(group.id, "aino", confirm=False)
    with pytest.raises(NobodyToWriteTo):
        write(season, group.call_id)
    with pytest.raises(NobodyToWriteTo):
        write(season, group.call_id, audience="queue")


def test_a_group_of_another_call_cannot_be_written_to(season):
    group, other = season.group_of(season.call()), season.group_of(season.call())
    approved(season, other, "aino")
    with pytest.raises(NotFound):
        write(season, group.call_id, group_id=other.id)


def test_the_writer_gets_no_copy(season):
    group = season.group_of(season.call())
    boss = manager(season)
    season.do(lambda work: setattr(work.session.get(type(group), group.id), "mentor_ids", [boss.person_id]))
    with pytest.raises(NobodyToWriteTo):
        write(season, group.call_id, audience="mentors")


@pytest.mark.parametrize(
    ("role", "where"),
    [("member_coordinator", "hyria"), ("mentor", "opelix"), ("auditor", "opelix"), ("leadership", "opelix")],
)
def test_whoever_does_not_run_the_call_writes_to_nobody(season, role, where):
    group = waiting(season)
    with pytest.raises(Forbidden):
        write(season, group.call_id, actor=acting(season.person("joku", where), role, where))


def test_the_members_coordinator_writes_to_the_own_call_and_no_other_member_does(season):
    group = season.group_of(season.call(scope="internal", organisation="hyria"))
    approved(season, group, "aino")
    own = acting(season.person("oma", "hyria"), "member_coordinator", "hyria")
    assert names(season, write(season, group.call_id, actor=own)) == {"Aino"}
    other = acting(season.person("vieras", "tavastia"), "member_coordinator", "tavastia")
    with pytest.raises(Forbidden):
        write(season, group.call_id, actor=other)


def test_the_same_message_does_not_go_twice_within_a_day(season):
    group = waiting(season)
    write(season, group.call_id)
    with pytest.raises(WrittenAlready):
        write(season, group.call_id)
    write(season, group.call_id, text="Kadun puolelle.")
    season.clock.set(season.clock.now() + timedelta(days=1, minutes=1))
    write(season, group.call_id)


def test_nobody_writes_more_in_a_day_than_people_want_to_get(season):
    group = waiting(season)
    for number in range(MOST_A_DAY):
        write(season, group.call_id, subject=f"Viesti {number}")
    with pytest.raises(TooManyBulletins):
        write(season, group.call_id, subject="Vielä yksi")


def test_who_wrote_what_and_when_is_kept_for_those_who_see_the_call(season):
    group = waiting(season)
    boss = manager(season)
    sent = write(season, group.call_id, actor=boss)
    (row,) = season.do(bulletins_of, group.call_id, actor=boss)
    assert (row["sent_by"], row["sent_at"], row["receivers"]) == ("Projekti Malli", sent.sent_at, 2)
    told = season.find(AuditRow, what="bulletin_sent")
    assert (told.who, told.record_id, told.data) == (
        boss.person_id,
        group.call_id,
        {"audience": "participants", "receivers": 2},
    )
    with pytest.raises(Forbidden):
        season.do(bulletins_of, group.call_id, actor=acting(season.person("v"), "member_coordinator", "hyria"))


def test_the_event_carries_the_message_to_the_mails(season, emitted):
    group = waiting(season)
    sent = write(season, group.call_id)
    (data,) = [data for name, data in emitted(season.runtime) if name == "bulletin_sent"]
    assert (data["id"], data["text"], len(data["receiver_ids"])) == (str(sent.id), "Pihan puolelle.", 2)


def test_it_is_looked_at_with_its_number_before_it_goes_and_sent_once(season, desk):
    group = waiting(season)
    desk.open(f"/registration/desk/calls/{group.call_id}/write").says("Participants: those who have a place (2)")
    form = {key: value for key, value in BODY.items() if value} | {"text": "Yksi.\r\nKaksi."}
    desk.send("See who gets it", **form, step="look").says("Send to 2 people?", "Yksi.", "nobody sees the others")
    with season.runtime.sessions() as session:
        assert session.query(Bulletin).count() == 0
    page, path = desk.text, desk.path
    desk.send("Send the message", step="send").says("2 people get the message in two minutes", "Pysäköinti")
    desk.text, desk.path = page, path
    desk.send("Send the message", step="send")
    assert season.find(Bulletin).text == "Yksi.\nKaksi."


def test_what_was_typed_is_kept_when_it_is_changed_and_when_nobody_is_there(season, desk):
    group = season.group_of(season.call())
    desk.open(f"/registration/desk/calls/{group.call_id}/write")
    form = {key: value for key, value in BODY.items() if value}
    desk.send("See who gets it", **form, step="look")
    assert desk.status == 422
    desk.says("There is nobody like that just now")
    assert "Pihan puolelle." in desk.text
    desk.send("See who gets it", **(form | {"audience": "mentors"}), step="look").says("Send to 1 person?")
    desk.send("Change it", step="change").says("Write to people of the call")
    assert "Pihan puolelle." in desk.text


def test_too_long_a_message_is_told_at_the_field(season, desk):
    group = waiting(season)
    desk.open(f"/registration/desk/calls/{group.call_id}/write")
    desk.send("See who gets it", audience="participants", subject="x" * 101, text="y" * 2001, step="send")
    assert desk.status == 422
    with season.runtime.sessions() as session:
        assert session.query(Bulletin).count() == 0


def test_the_api_tells_the_number_first_and_sends_once(season, desk):
    group = waiting(season)
    path = f"/api/registration/v1/calls/{group.call_id}/bulletins"
    assert desk.client.post(f"{path}?dry_run=true", json=BODY, headers=HEADERS).json == {"id": None, "receivers": 2}
    assert desk.client.post(path, json=BODY, headers=HEADERS).json["receivers"] == 2
    again = desk.client.post(path, json=BODY, headers=HEADERS)
    assert (again.status_code, again.json["code"]) == (409, "written_already")
    assert [each["subject"] for each in desk.client.get(path).json] == ["Pysäköinti"]


def test_a_participant_sees_no_page_of_messages(season, browser):
    group = waiting(season)
    sign_in(season, browser, "aino", "hyria", None)
    for path in ("write", "messages"):
        assert browser.open(f"/registration/desk/calls/{group.call_id}/{path}").status == 403


def test_a_draft_has_nobody_to_write_to(season):
    call = season.call(publish=False)
    with pytest.raises(NotFound):
        write(season, season.find(Call, id=call.id).id)
