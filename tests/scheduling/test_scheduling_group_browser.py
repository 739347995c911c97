"""What a group writes and does, its mentor's page, in Chromium: three languages, 320 px, axe, keyboard, no scripts."""

import pytest

from services.scheduling.commands import ThemeGiven, Whereabouts
from services.scheduling.domain.attendance import Exceptions
from tests.chromium import NARROW, WIDE, chromium, is_wider_than_its_window, keep, violations
from tests.scheduling.conftest import named
from tests.scheduling.test_scheduling_agreement import OPE, PLAN, TEXT, written
from tests.scheduling.test_scheduling_ideas import IDEA, REALISED, became
from tests.scheduling.test_scheduling_meeting_browser import address
from tests.scheduling.test_scheduling_pages import LAST, link
from tests.scheduling.test_scheduling_poll_browser import open_page

__all__ = ["address", "chromium", "open_page"]
GROUP = f"/scheduling/groups/{OPE}"
NEXT = f"/scheduling/meetings/{named('ope 2013-09-19')}"
LANGUAGES = [("fi", WIDE), ("sv", NARROW), ("en", NARROW)]
THEMES = (ThemeGiven("Rajaaminen", 2, named("ope3"), public=True), ThemeGiven("Jaksaminen arjessa", 3))
pytestmark = pytest.mark.browser


@pytest.fixture
def group(scheduling):
    """The open group after its first meeting: agreement in force, themes and a plan, one idea kept, one let out."""
    place = Whereabouts(name="Otavan koulu", town="Otava", room="Luokka 214", remote_url="https://meet.example/verme")
    scheduling.does("mentor", "set_place", named("ope 2013-09-19"), place)
    written(scheduling, "in_force")
    for each in THEMES:
        scheduling.does("ope1", "add_theme", OPE, each)
    scheduling.does("ope1", "write_plan", OPE, PLAN | {"desired_outcome": "Yhteisiä keinoja arkeen"}, 2)
    out = scheduling.does("ope1", "capture_idea", OPE, IDEA).id
    scheduling.does("ope1", "release_idea", OPE, out)
    became(scheduling, out, "realised", **REALISED)
    scheduling.does("ope1", "tell_diet", OPE, ["gluten_free"])
    kept = {"theme": "Jaksaminen", "idea_type": "need", "need": "Aikaa yhteiseen suunnitteluun.", "target_group": None}
    scheduling.does("ope1", "capture_idea", OPE, kept | {"proposed_way": None})
    scheduling.set_clock("2013-08-29 15:40")
    scheduling.does("mentor", "record_attendance", named("ope 2013-08-29"), Exceptions(absent=[named("ope3")]))
    scheduling.does("ope2", "tell_absence", named("ope 2013-09-19"))
    return scheduling


def looked_at(page, name):
    keep(page, name)
    assert not is_wider_than_its_window(page), name
    assert violations(page) == [], name


@pytest.mark.parametrize("language, viewport", LANGUAGES)
def test_a_members_pages_of_a_group_are_accessible_in_three_languages_and_fit_a_narrow_phone(
    open_page, group, language, viewport
):
    theme = f"{GROUP}/plan/themes/new"
    paths = {"groups": "/scheduling/groups", "group": GROUP, "agreement": f"{GROUP}/agreement/text"}
    paths |= {"write": f"{GROUP}/agreement/text/write", "plan": f"{GROUP}/plan", "plan-write": f"{GROUP}/plan/write"}
    paths |= {"theme": theme, "ideas": f"{GROUP}/ideas", "idea": f"{GROUP}/ideas/new", "diet": f"{GROUP}/diet"}
    page = open_page("ope1", "/scheduling/groups", language, viewport)
    for name, path in paths.items():
        page.goto(page.url.split("/scheduling/")[0] + path)
        looked_at(page, f"member-{name}-{language}")


@pytest.mark.parametrize("language, viewport", LANGUAGES)
def test_a_mentors_pages_are_accessible_in_three_languages_and_fit_a_narrow_phone(open_page, group, language, viewport):
    group.does("ope1", "write_agreement", OPE, TEXT | {"goals": ["Toinen tavoite"]}, 1)
    paths = {"group": GROUP, "meeting": NEXT, "last": LAST, "agreement": f"{GROUP}/agreement/text"}
    paths |= {"plan": f"{GROUP}/plan", "agreed": f"{GROUP}/plan/agreed", "ideas": f"{GROUP}/ideas"}
    paths |= {"day": f"{GROUP}/agreement", "attendance": f"/scheduling/meetings/{named('ope 2013-08-29')}/attendance"}
    page = open_page("mentor", "/scheduling/groups", language, viewport)
    for name, path in paths.items():
        page.goto(page.url.split("/scheduling/")[0] + path)
        looked_at(page, f"mentor-{name}-{language}")


@pytest.mark.parametrize("language, viewport", LANGUAGES)
def test_an_agreement_to_accept_is_accessible_in_three_languages_by_the_link_of_the_mail(
    open_page, scheduling, language, viewport
):
    written(scheduling, "proposed")
    page = open_page(None, f"/scheduling/agreement/{link(scheduling, 'agreement', 'ope', 'ope4')}", language, viewport)
    looked_at(page, f"member-accept-{language}")


def test_a_member_says_that_she_cannot_come_by_keyboard_without_javascript(open_page, group):
    page = open_page("ope1", GROUP, java_script_enabled=False)
    page.locator("summary", has_text="I cannot come").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Tell that I cannot come").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("You have told that you cannot come.").wait_for()


def test_a_member_accepts_the_agreement_by_keyboard_without_javascript(open_page, scheduling):
    written(scheduling, "proposed")
    path = f"/scheduling/agreement/{link(scheduling, 'agreement', 'ope', 'ope4')}"
    page = open_page(None, path, java_script_enabled=False)
    page.get_by_role("button", name="I accept the agreement").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="You have accepted the agreement").wait_for()


def test_a_member_writes_a_theme_and_an_idea_by_keyboard_without_javascript(open_page, scheduling):
    page = open_page("ope1", f"{GROUP}/plan/themes/new", java_script_enabled=False)
    page.locator('input[name="title"]').focus()
    page.keyboard.type("Rajaaminen")
    page.keyboard.press("Enter")
    page.locator("dt", has_text="Rajaaminen").wait_for()
    page = open_page("ope1", f"{GROUP}/ideas/new", java_script_enabled=False)
    for name, words in (("theme", "Kielet"), ("need", "Opettajat tarvitsevat kieliparin.")):
        page.locator(f'[name="{name}"]').focus()
        page.keyboard.type(words)
    page.get_by_role("button", name="Save the idea").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Kielet").wait_for()


def test_a_mentor_gets_from_the_group_to_the_next_meeting_and_its_place_by_keyboard_without_javascript(
    open_page, group
):
    page = open_page("mentor", GROUP, java_script_enabled=False)
    for words in ("Place, mentor, attendance list", "Place, room or remote link"):
        page.locator("a", has_text=words).last.focus()
        page.keyboard.press("Enter")
    page.locator('input[name="room"]').fill("Auditorio")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The place is saved").wait_for()
