"""The pages and the API: my mails, my choices, stopping, failures; and who may not."""

from collections.abc import Callable

import pytest
from werkzeug.test import Client, TestResponse

from services.notifications.service import Web
from shared.clock import real_now
from shared.people import links, sessions
from shared.web.service import application
from tests.notifications.conftest import World, at
from tests.notifications.samples import named

API = "/api/notifications/v1"
PM = [{"role": "project_manager", "organisation": "opelix", "valid_from": "2013-01-01", "valid_to": None}]
HEADERS = {"X-Requested-By": "vertais"}


@pytest.fixture
def visit(world: World) -> Callable[[str | None], Client]:
    """`visit("saara")`: a browser with her session; `visit(None)`: anybody's."""
    app = application(world.runtime, Web.routes)

    def browser(name: str | None) -> Client:
        client = Client(app)
        if name:
            client.set_cookie(
                sessions.COOKIE, sessions.begin(world.runtime.settings, named(name), remember=False, now=real_now())
            )
        return client

    return browser


def press(client: Client, path: str, button: str = "", **fields: str) -> TestResponse:
    """Send the form of a page, or one of its buttons."""
    html = client.get(path).text
    target = button or path
    form = html[html.index(f'action="{button}"') :] if button else html
    found = form.split('name="form_token" value="')[1].split('"')[0]
    return client.post(target, data={"form_token": found, **fields})


def cancelled_meeting(world: World) -> str:
    """The act of cancelling a meeting of a confirmed group, whose mails wait."""
    world.know("a")
    world.group("g", "group_confirmed", state="confirmed", member_ids=[str(named("a"))])
    world.pass_time("2013-08-05 09:02")
    world.meeting("m2")
    world.meeting("m2", "meeting_cancelled", state="cancelled")
    return "a"


def test_i_see_the_mails_that_were_sent_to_me_and_nobody_elses(world: World, visit: Callable[..., Client]) -> None:
    world.know("saara", "other")
    world.registration("saara", "place_offered", state="offered")
    world.work()
    assert "Sinulle vapautui paikka" in visit("saara").get("/notifications/messages").text
    assert [each["kind"] for each in visit("saara").get(f"{API}/messages").json] == ["N14"]
    assert visit("other").get(f"{API}/messages").json == []


def test_an_empty_list_says_what_to_do_first(world: World, visit: Callable[..., Client]) -> None:
    page = visit("mentor").get("/notifications/messages").text
    assert "Sinulle ei ole vielä lähetetty mitään" in page
    assert "/registration/calls" in page


def test_without_sign_in_there_is_nothing_to_see(visit: Callable[..., Client]) -> None:
    assert visit(None).get("/notifications/messages").status_code == 303
    assert visit(None).get(f"{API}/messages").status_code == 401


def test_reminders_are_switched_off_by_the_link_of_the_mail(world: World, visit: Callable[..., Client]) -> None:
    world.know("saara")
    token = links.mint(world.runtime.settings, "reminders", named("saara"), named("saara"), at("2013-12-01"))
    answer = press(visit(None), f"/notifications/reminders/{token}", reminders="false")
    assert "Et saa enää muistutuksia tapaamisista." in answer.text
    assert visit("saara").get(f"{API}/preferences").json == {"reminders": False, "invitations": False}


def test_a_late_or_forged_link_changes_nothing(world: World, visit: Callable[..., Client]) -> None:
    token = links.mint(world.runtime.settings, "reminders", named("mentor"), named("mentor"), at("2013-08-01"))
    forged = links.mint(world.runtime.settings, "group", named("mentor"), named("mentor"), at("2013-12-01"))
    assert visit(None).get(f"/notifications/reminders/{token}").status_code == 410
    assert visit(None).get(f"/notifications/reminders/{forged}").status_code == 404
    assert visit(None).get(f"/notifications/reminders/{forged[:-2]}xx").status_code == 404


def test_reminders_are_chosen_on_the_page_and_by_the_api(world: World, visit: Callable[..., Client]) -> None:
    client = visit("mentor")
    assert "muistutuksen kaksi työpäivää" in press(client, "/notifications/preferences", reminders="true").text
    told = client.put(f"{API}/preferences", json={"reminders": False}, headers=HEADERS).json
    assert told == {"reminders": False, "invitations": False}
    assert client.put(f"{API}/preferences", json={"all": False}, headers=HEADERS).status_code == 422


def test_a_choice_that_was_not_made_is_asked_for_again(world: World, visit: Callable[..., Client]) -> None:
    answer = press(visit("mentor"), "/notifications/preferences")
    assert answer.status_code == 422


def test_the_mentor_stops_the_mails_and_sends_them_after_all(world: World, visit: Callable[..., Client]) -> None:
    cancelled_meeting(world)
    client = visit("mentor")
    (act,) = client.get(f"{API}/outgoing").json
    stop = f"/notifications/outgoing/{act['act_id']}/stop"
    stopped = press(client, "/notifications/outgoing", stop)
    assert "Tieto ei mene 2 henkilölle." in stopped.text
    assert client.get(f"{API}/outgoing").json == []
    resumed = client.post(f"{API}/outgoing/{act['act_id']}/resume", headers=HEADERS)
    assert resumed.json == {"receivers": 2}
    world.work()
    assert world.kinds("a") == ["N21", "N28_29"]


def test_what_has_left_answers_with_a_conflict(world: World, visit: Callable[..., Client]) -> None:
    cancelled_meeting(world)
    (act,) = visit("mentor").get(f"{API}/outgoing").json
    world.pass_time("2013-08-05 10:00")
    answer = visit("mentor").post(f"{API}/outgoing/{act['act_id']}/stop", headers=HEADERS)
    assert (answer.status_code, answer.json["code"]) == (409, "already_sent")


def test_a_member_can_neither_see_nor_stop_the_mails(world: World, visit: Callable[..., Client]) -> None:
    cancelled_meeting(world)
    (act,) = visit("mentor").get(f"{API}/outgoing").json
    assert visit("a").get(f"{API}/outgoing").json == []
    assert visit("a").post(f"{API}/outgoing/{act['act_id']}/stop", headers=HEADERS).status_code == 404
    assert visit(None).post(f"{API}/outgoing/{act['act_id']}/stop", headers=HEADERS).status_code == 401


def test_the_project_manager_sends_a_failed_mail_again(world: World, visit: Callable[..., Client]) -> None:
    world.know("boss", roles=PM)
    world.know("saara")
    world.postbox.answers["saara@hyria.example"] = "550 No such user"
    world.registration("saara", "place_offered", state="offered")
    world.work()
    client = visit("boss")
    (failure,) = client.get(f"{API}/failures").json
    assert failure["reason"] == "receiver_refused 550"
    page = client.get("/notifications/failures").text
    assert "Saara Esimerkki" in page
    assert "Sähköpostipalvelin ei hyväksy osoitetta. (550)" in page
    del world.postbox.answers["saara@hyria.example"]
    press(client, "/notifications/failures", f"/notifications/failures/{failure['id']}/send-again")
    world.work()
    assert world.kinds("saara") == ["N14"]


def test_a_mentor_sees_no_failures_of_others(world: World, visit: Callable[..., Client]) -> None:
    world.know("saara")
    world.postbox.answers["saara@hyria.example"] = "550 No such user"
    world.registration("saara", "place_offered", state="offered")
    world.work()
    assert visit("mentor").get(f"{API}/failures").json == []
    (mail,) = world.mails()
    assert visit("mentor").post(f"{API}/failures/{mail.id}/send-again", headers=HEADERS).status_code == 404


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_pages_speak_the_readers_language(world: World, visit: Callable[..., Client], language: str) -> None:
    world.know("reader", language=language)
    page = visit("reader").get("/notifications/outgoing").text
    heading = {"fi": "Lähtöä odottavat viestit", "sv": "Meddelanden som väntar", "en": "Mails waiting to leave"}
    assert heading[language] in page
    assert f'<html lang="{language}"' in page


def test_mails_that_are_due_keep_the_service_busy(world: World, visit: Callable[..., Client]) -> None:
    world.know("saara")
    world.registration("saara", "place_offered", state="offered")
    with world.runtime.work() as work:
        assert Web.due(work) == 1
        assert Web.next_due(work) is None


def test_calendar_entries_with_mails_are_chosen_on_the_page_and_stay_chosen(
    world: World, visit: Callable[..., Client]
) -> None:
    client = visit("mentor")
    answer = press(client, "/notifications/preferences", reminders="true", invitations="true")
    assert "jokainen päivä kutsuna" in answer.text
    assert client.put(f"{API}/preferences", json={"reminders": False}, headers=HEADERS).json["invitations"] is True
    assert "on kalenterimerkinnät" in client.get("/notifications/messages").text
