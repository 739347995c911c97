"""The pages of a poll, and the overview, in Chromium: three languages, 320 px, axe, keyboard, without scripts."""

from datetime import date, time

import pytest

from services.scheduling.commands import Proposal
from services.scheduling.domain.slots import Slot
from shared.clock import real_now
from shared.people import links, sessions
from tests.chromium import NARROW, WIDE, chromium, is_wider_than_its_window, keep, violations
from tests.scheduling.conftest import MEMBERS, at, named
from tests.scheduling.test_scheduling_meeting_browser import address
from tests.scheduling.test_scheduling_pages import OPE
from tests.scheduling.test_scheduling_placement_pages import asset

__all__ = ["address", "chromium"]
SLOTS = [Slot(date(2013, 12, 6), time(13), time(15, 30)), Slot(date(2014, 1, 16), time(13), time(15, 30))]
pytestmark = pytest.mark.browser


@pytest.fixture
def poll(scheduling):
    """The open group is asked; everybody but the first member has answered."""
    scheduling.pass_time("2013-11-19")
    made = scheduling.does("mentor", "open_poll", named("ope"), Proposal(SLOTS))
    first, second = (each.id for each in made.facts)
    for number in range(2, MEMBERS["ope"] + 1):
        scheduling.does(f"ope{number}", "answer_poll", made.id, {first: "yes", second: "no"})
    return made


@pytest.fixture
def open_page(chromium, scheduling, address):
    """`open_page("mentor", path, "fi", NARROW)`: the page as that person sees it; nobody's session without a name."""
    contexts = []

    def opened(who, path, language="en", viewport=NARROW, **options):
        context = chromium.new_context(viewport=viewport, **options)
        contexts.append(context)
        cookies = {"vertais_language": language}
        if who:
            settings = scheduling.runtime.settings
            cookies[sessions.COOKIE] = sessions.begin(settings, named(who), remember=False, now=real_now())
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
        page = context.new_page()
        page.route("**/assets/**", asset)
        page.goto(f"{address}{path}")
        return page

    yield opened
    for each in contexts:
        each.close()


def mailed(scheduling, poll, who):
    return f"/scheduling/poll/{links.mint(scheduling.runtime.settings, 'poll', poll.id, named(who), at('2014-12-31'))}"


@pytest.mark.parametrize("language, viewport", [("fi", WIDE), ("sv", NARROW), ("en", NARROW)])
def test_the_pages_of_a_poll_are_accessible_in_three_languages_and_fit_a_narrow_phone(
    open_page, scheduling, poll, language, viewport
):
    path = f"/scheduling/polls/{poll.id}"
    pages = {
        "answer": (None, mailed(scheduling, poll, "ope1")),
        "ranking": ("mentor", path),
        "deadline": ("mentor", f"{path}/deadline"),
        "choose": ("mentor", f"{path}/choose"),
        "new": ("mentor", f"{OPE}/polls/new"),
        "busy": ("ope1", "/scheduling/busy"),
        "overview": ("pm", "/scheduling/overview?name=ryhm%C3%A4"),
    }
    for name, (who, where) in pages.items():
        page = open_page(who, where, language, viewport)
        keep(page, f"poll-{name}-{language}")
        assert not is_wider_than_its_window(page), name
        assert violations(page) == [], name


def test_a_member_answers_by_keyboard_without_javascript(open_page, scheduling, poll):
    page = open_page(None, mailed(scheduling, poll, "ope1"), java_script_enabled=False)
    for each in poll.facts:
        page.locator(f'input[name="answer-{each.id}"][value="yes"]').focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Save answers").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Your answers are saved").wait_for()
    assert page.locator('input[value="yes"]:checked').count() == len(SLOTS)
