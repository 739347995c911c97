"""The board of a placement proposal: without JavaScript and in Chromium; the API beside it (C2)."""

import re
import threading
from pathlib import Path

import pytest
from werkzeug.serving import make_server
from werkzeug.test import Client

from services.scheduling.commands.placement import working
from services.scheduling.service import Web
from shared.clock import real_now
from shared.contracts.people import ConsiderationV1
from shared.people import sessions
from shared.web.service import application
from tests.chromium import NARROW, WIDE, chromium, is_wider_than_its_window, keep, violations  # noqa: F401
from tests.scheduling.conftest import named, quick
from tests.scheduling.test_scheduling_placements import CALL, together  # noqa: F401

BOARD, API = f"/scheduling/placements/{CALL}", f"/api/scheduling/v1/placements/{CALL}"
BY_SCRIPT = {"X-Requested-By": "vertais"}


@pytest.fixture
def app(together):  # noqa: F811
    return quick(application(together.scheduling.runtime, Web.routes))


def session_of(scheduling, name):
    return sessions.begin(scheduling.runtime.settings, named(name), remember=False, now=real_now())


@pytest.fixture
def browser(app, together):  # noqa: F811
    def client(name="pm", language="en"):
        found = Client(app)
        found.set_cookie("vertais_language", language)
        found.set_cookie(sessions.COOKIE, session_of(together.scheduling, name))
        return found

    return client


def sent(client, path, page=None, **values):
    shown = client.get(page or path).text
    token = re.search(r'name="form_token" value="([^"]+)"', shown)[1]
    revision = re.search(r'name="revision" value="(\d+)"', shown)
    given = {"revision": revision[1]} if revision else {}
    return client.post(path, data={**given, **values, "form_token": token}, follow_redirects=True)


def worked(together):  # noqa: F811
    working.work_on_placement(together.scheduling.runtime, together.placement().id)


def test_from_no_proposal_to_confirmed_groups_by_the_pages_alone(browser, together):  # noqa: F811
    pm = browser()
    assert "Verme 2014" in pm.get("/scheduling/placements").text
    assert "No proposal has been made yet" in pm.get(BOARD).text
    assert "The groups are being put together" in sent(pm, f"{BOARD}/ask", BOARD).text
    worked(together)
    page = pm.get(BOARD).text
    assert "15 of 16 have a group." in page
    assert "this is proven" in page
    assert "Thursday, afternoon" in page
    assert "Friday Esimerkki" in page
    assert "Too few others can come at their times." in page
    assert "Confirm the groups?" in pm.get(f"{BOARD}/confirm").text
    page = sent(pm, f"{BOARD}/confirm").text
    assert "The groups are confirmed" in page
    assert len(together.scheduling.told("placement_confirmed")) == 1


def test_people_are_moved_by_menu_ticked_and_solved_around(browser, together):  # noqa: F811
    together.solve()
    moved = min(together.people("verkko"))
    page = sent(browser(), BOARD, moves=[f"{moved}:{named('oppi')}"]).text
    assert "Saved. Nobody has been told anything yet." in page
    assert f'value="{moved}" checked' in page
    assert "The groups are being put together" in sent(browser(), BOARD, locked=[moved], then="solve").text
    worked(together)
    assert moved in together.people("oppi")


def test_a_board_that_has_changed_is_not_written_over_and_says_so(browser, together):  # noqa: F811
    together.solve()
    client = browser()
    shown = client.get(BOARD).text
    together.does("pm", "arrange_placement", together.placement().revision, {}, [named("a1")])
    token = re.search(r'name="form_token" value="([^"]+)"', shown)[1]
    revision = re.search(r'name="revision" value="(\d+)"', shown)[1]
    page = client.post(BOARD, data={"form_token": token, "revision": revision})
    assert page.status_code == 409
    assert "The proposal has changed since you opened it" in page.text


def test_mentors_times_and_pairs_are_told_on_a_page_and_kept(browser, together):  # noqa: F811
    together.solve()
    maija, matti = named("maija"), named("matti")
    ticked = [f"{maija}:tue_pm", f"{matti}:thu_pm", f"{matti}:tue_pm"]
    sent(
        browser(),
        f"{BOARD}/rules",
        mentors=ticked,
        spread="true",
        first=str(named("a1")),
        second=str(named("a2")),
        pair="together",
    )
    worked(together)
    assert together.placement().mentors == {str(maija): ["tue_pm"], str(matti): ["thu_pm", "tue_pm"]}
    assert together.placement().rules["company"] is False
    assert any({str(named("a1")), str(named("a2"))} <= set(each["people"]) for each in together.placement().groups)
    page = browser().get(f"{BOARD}/rules").text
    assert all(f'value="{each}" checked' in page for each in ticked)
    assert "in the same group" in page
    sent(browser(), f"{BOARD}/rules")
    assert together.placement().mentors == {}
    assert together.placement().rules["together"] == []


def test_what_people_allowed_to_be_considered_is_never_shown(browser, together):  # noqa: F811
    event, runtime = together.scheduling.event, together.scheduling.runtime
    for name in ("a2", "a3"):
        given = {"organisation": "hyria", "gender": "other", "career_stage": "returning"}
        together.scheduling.deliver(runtime, event(ConsiderationV1, "consideration_changed", id=named(name), **given))
    together.solve()
    for path in (BOARD, f"{BOARD}/rules", f"{BOARD}/confirm", API):
        text = browser().get(path).text
        assert "returning" not in text
        assert "gender" not in text.lower()


def test_a_mentor_who_would_lead_their_own_subordinate_is_warned_of(browser, together):  # noqa: F811
    """R88: said on the board, forbidden nowhere."""
    changed = together.registration("a1", supervisor_id=named("maija"), queue_position=4)
    together.scheduling.deliver(together.scheduling.runtime, changed)
    together.solve()
    assert (str(named("a1")) in together.people("verkko")) == (
        "The own supervisor leads the group." in browser().get(BOARD).text
    )
    sent(browser(), BOARD, moves=[f"{named('a1')}:{named('verkko')}"])
    assert "The own supervisor leads the group." in browser().get(BOARD).text


@pytest.mark.parametrize("who", ["coordinator", "a1", "maija"])
def test_nobody_else_sees_or_does_anything(browser, together, who):  # noqa: F811
    together.solve()
    client = browser(who)
    for path in (BOARD, f"{BOARD}/rules", f"{BOARD}/confirm", API):
        assert client.get(path).status_code == 403
    for path in ("solve", "stop", "confirm"):
        answer = client.post(f"{API}/{path}", json={"revision": 1} if path == "confirm" else {}, headers=BY_SCRIPT)
        assert answer.status_code == 403
    assert together.placement().state_ == "ready"


def test_the_api_asks_arranges_and_confirms(browser, together):  # noqa: F811
    pm = browser()
    assert pm.get(API).status_code == 404
    asked = {"mentors": [f"{named('matti')}:thu_pm"], "apart": [f"{named('a1')}:{named('a2')}"]}
    assert pm.post(f"{API}/solve", json=asked, headers=BY_SCRIPT).status_code == 202
    assert pm.post(f"{API}/solve", json={}, headers=BY_SCRIPT).status_code == 409
    worked(together)
    found = pm.get(API).json
    assert (found["state"], found["result"]["placed"]) == ("ready", 15)
    body = {"revision": found["revision"], "moves": [f"{named('friday')}:{named('oppi')}"]}
    refused = pm.put(f"{API}/groups", json=body, headers=BY_SCRIPT)
    assert (refused.status_code, refused.json["code"]) == (422, "not_free_then")
    locked = {"revision": found["revision"], "locked": [str(named("a1"))]}
    found = pm.put(f"{API}/groups", json=locked, headers=BY_SCRIPT).json
    assert [each["locked"] for each in found["groups"] if each["locked"]] == [[str(named("a1"))]]
    done = pm.post(f"{API}/confirm", json={"revision": found["revision"]}, headers=BY_SCRIPT)
    assert done.json["state"] == "confirmed"


@pytest.mark.parametrize(
    "body",
    [{"mentors": ["x:thu_pm"]}, {"mentors": [f"{CALL}:sun_pm"]}, {"apart": [f"{CALL}:{CALL}"]}, {"together": "all"}],
)
def test_what_makes_no_sense_is_refused_at_its_field(browser, together, body):  # noqa: F811
    answer = browser().post(f"{API}/solve", json=body, headers=BY_SCRIPT)
    assert answer.status_code == 422
    assert together.placement() is None


ASSETS = Path("shared/web/assets")
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


def asset(route):
    path = ASSETS / route.request.url.split("/assets/")[1]
    if path.is_file():
        route.fulfill(body=path.read_bytes(), content_type=TYPES[path.suffix])
    else:
        route.fulfill(status=404)


@pytest.fixture
def address(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


@pytest.fixture
def open_page(chromium, address, together):  # noqa: F811
    """`open_page(path, "sv", NARROW)`: a page as the project manager sees it."""
    session, contexts = session_of(together.scheduling, "pm"), []

    def opened(path, language, viewport, **more):
        contexts.append(chromium.new_context(viewport=viewport, **more))
        cookies = {"vertais_language": language, sessions.COOKIE: session}
        contexts[-1].add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
        page = contexts[-1].new_page()
        page.route("**/assets/**", asset)
        page.goto(f"{address}{path}")
        return page

    yield opened
    for each in contexts:
        each.close()


@pytest.mark.browser
@pytest.mark.parametrize("language, viewport", [("fi", WIDE), ("sv", NARROW), ("en", NARROW)])
def test_the_pages_are_accessible_in_three_languages_and_fit_a_narrow_phone(open_page, together, language, viewport):  # noqa: F811
    together.solve(mentors={str(named("maija")): ["tue_pm"], str(named("matti")): ["thu_pm"]})
    paths = {"list": "/scheduling/placements", "board": BOARD, "rules": f"{BOARD}/rules", "confirm": f"{BOARD}/confirm"}
    for name, path in paths.items():
        page = open_page(path, language, viewport)
        keep(page, f"placement-{name}-{language}")
        assert not is_wider_than_its_window(page), name
        assert violations(page) == [], name


@pytest.mark.browser
def test_somebody_is_locked_by_keyboard_without_javascript(open_page, together):  # noqa: F811
    together.solve()
    page = open_page(BOARD, "en", NARROW, java_script_enabled=False)
    page.locator(".vv-board__tick").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**done=saved")
    assert page.locator(".vv-board__tick:checked").count() == 1


@pytest.mark.browser
def test_the_page_shows_the_proposal_by_itself_when_it_is_ready(open_page, together):  # noqa: F811
    together.does("pm", "ask_placement")
    page = open_page(BOARD, "en", WIDE)
    assert page.get_by_text("The groups are being put together.").is_visible()
    worked(together)
    page.get_by_text("15 of 16 have a group.").wait_for(timeout=20_000)
