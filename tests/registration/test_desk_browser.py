"""What the desk does with many at once, in Chromium: three languages, 320 px, axe."""

import pytest

from services.registration.commands import registration_lists
from services.registration.commands.bulletins import send_bulletin
from shared.clock import real_now
from shared.people import sessions
from tests.chromium import NARROW, WIDE, chromium, is_wider_than_its_window, keep, violations
from tests.registration.test_mentor_browser import address
from tests.registration.test_moves import approved
from tests.registration.test_registration_lists import HEAD, line, manager, received
from tests.scheduling.test_scheduling_placement_pages import asset

__all__ = ["address", "chromium"]
DESK = "/registration/desk"
NAMES = """all => all.map(each => getComputedStyle(each, "::before").content.match(/"(.*?):? *"/)[1])"""


def look(chromium, address, person_id, season, pages):
    session = sessions.begin(season.runtime.settings, person_id, remember=False, now=real_now())
    for language, size in (("fi", WIDE), ("sv", NARROW), ("en", NARROW)):
        context = chromium.new_context(viewport=size)
        cookies = {"vertais_language": language, sessions.COOKIE: session}
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
        page = context.new_page()
        page.route("**/assets/**", asset)
        for name, path in pages.items():
            assert page.goto(f"{address}{path}").status == 200, (name, language)
            keep(page, f"desk-{name}-{language}")
            assert not is_wider_than_its_window(page), (name, language)
            assert violations(page) == [], (name, language)
        context.close()


@pytest.mark.browser
def test_the_search_is_accessible_in_three_languages_and_works_by_the_keyboard(chromium, season, address):
    season.call(theme="Ohjaus arjessa")
    for name in ("aino", "eero", "åke"):
        season.person(name)
    boss = manager(season)
    search = f"{DESK}/search"
    pages = {"search-found": f"{search}?q=mal", "search-none": f"{search}?q=olematon", "desk": DESK}
    look(chromium, address, boss.person_id, season, pages | {"search-group": f"{search}?q=verme"})
    context = chromium.new_context(viewport=NARROW, java_script_enabled=False)
    session = sessions.begin(season.runtime.settings, boss.person_id, remember=False, now=real_now())
    context.add_cookies([{"name": sessions.COOKIE, "value": session, "url": address}])
    page = context.new_page()
    page.goto(f"{address}{DESK}")
    page.locator("#q").focus()
    page.keyboard.type("åke")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.get_by_role("link", name="Malli Åke").count() == 1
    context.close()


@pytest.mark.browser
def test_writing_to_people_is_accessible_in_three_languages_and_works_without_javascript(chromium, season, address):
    group = season.group_of(season.call())
    approved(season, group, "aino", "eero")
    boss = manager(season)
    body = {"audience": "participants", "subject": "Pysäköinti", "text": "Pihan puolelle.\nOvi on remontissa."}
    season.do(send_bulletin, group.call_id, body, actor=boss)
    call = f"{DESK}/calls/{group.call_id}"
    look(chromium, address, boss.person_id, season, {"write": f"{call}/write", "messages": f"{call}/messages"})
    context = chromium.new_context(viewport=NARROW, java_script_enabled=False)
    session = sessions.begin(season.runtime.settings, boss.person_id, remember=False, now=real_now())
    cookies = {"vertais_language": "fi", sessions.COOKIE: session}
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    page = context.new_page()
    page.route("**/assets/**", asset)
    page.goto(f"{address}{call}/write")
    page.locator("input[value=participants]").check()
    page.locator("[name=subject]").fill("Kahvit")
    page.locator("[name=text]").fill("Kahvit klo 12.\nTervetuloa.")
    page.locator("button[value=look]").click()
    keep(page, "desk-write-look")
    page.locator("button[value=change]").click()
    assert page.locator("[name=text]").input_value() == "Kahvit klo 12.\nTervetuloa."
    page.locator("button[value=look]").click()
    page.locator("button[value=send]").click()
    page.wait_for_url("**/messages?sent=2")
    keep(page, "desk-messages-sent")
    context.close()


@pytest.mark.browser
def test_the_pages_of_a_list_to_register_are_accessible_in_three_languages_on_a_phone(chromium, season, address, tick):
    call, boss = season.call(), manager(season)
    faulty = received(season, call, HEAD + ";Lempiväri", line("aino"), line("aino"), line("=1+1"))
    ready = received(season, call, HEAD, line("aino"), line("eero"))
    done = received(season, call, HEAD, line("iida"), line("olli"))
    season.do(registration_lists.bring_in, done.id, actor=boss)
    tick(season.runtime)
    lists = {"faulty": faulty, "ready": ready, "done": done}
    pages = {"list-new": f"{DESK}/calls/{call.id}/lists/new"}
    pages |= {f"list-{name}": f"{DESK}/lists/{each.id}" for name, each in lists.items()}
    look(chromium, address, boss.person_id, season, pages)


@pytest.mark.browser
def test_tables_are_cards_on_a_phone_and_still_tables_for_a_screen_reader(chromium, season, address):
    call, boss = season.call(), manager(season)
    faulty = received(season, call, HEAD + ";Lempiväri", line("aino"), line("=1+1"))
    season.person("ohjaaja", "hyria", "mentor")
    context = chromium.new_context(viewport=NARROW)
    session = sessions.begin(season.runtime.settings, boss.person_id, remember=False, now=real_now())
    context.add_cookies([{"name": sessions.COOKIE, "value": session, "url": address}])
    page = context.new_page()
    page.route("**/assets/**", asset)
    pages = (DESK, f"{DESK}/lists/{faulty.id}", "/registration/people", "/registration/mentors", "/registration/verme")
    for path in pages:
        page.goto(f"{address}{path}")
        table = page.get_by_role("table")
        columns = [each for each in table.get_by_role("columnheader").all_inner_texts() if each]
        named = table.get_by_role("row").nth(1).locator("[data-column]").evaluate_all(NAMES)
        assert len(columns) > 1, path
        assert named == columns[-len(named) :], path
        assert table.get_by_role("rowheader").count() == table.get_by_role("row").count() - 1, path
        assert page.locator(".vv-scroll").evaluate("e => e.scrollWidth <= e.clientWidth"), path
    context.close()
