"""The pages of one person of the directory in Chromium: three languages, 320 px, axe."""

import pytest

from services.registration.commands import employment, roles
from shared.clock import real_now
from shared.people import sessions
from tests.chromium import NARROW, WIDE, chromium, is_wider_than_its_window, keep, violations
from tests.registration.test_employment import NEW, TODAY
from tests.registration.test_mentor_browser import address
from tests.registration.test_merging import PAGE, card, manager
from tests.registration.test_moves import two_groups
from tests.scheduling.test_scheduling_placement_pages import asset

__all__ = ["address", "chromium"]


@pytest.mark.browser
def test_the_pages_of_a_person_are_accessible_in_three_languages_on_a_phone(chromium, season, address):
    group, _ = two_groups(season)
    for name in ("liisa", "liisak"):
        season.register(group.id, name)
    kept, second, boss = card(season, "liisa"), card(season, "liisak"), manager(season)
    season.do(employment.change_employer, kept.id, NEW, actor=boss)
    season.do(roles.grant, kept.id, "mentor", "tavastia", TODAY, None, actor=boss)
    one = f"{PAGE}/{kept.id}"
    pages = {"card": one, "second": f"{one}/merge", "look": f"{one}/merge/{second.id}", "employer": f"{one}/employer"}
    pages |= {"role": f"{one}/roles/new", "role-end": f"{one}/roles/end?role=mentor&organisation=tavastia"}
    session = sessions.begin(season.runtime.settings, boss.person_id, remember=False, now=real_now())
    for language, size in (("fi", WIDE), ("sv", NARROW), ("en", NARROW)):
        context = chromium.new_context(viewport=size)
        cookies = {"vertais_language": language, sessions.COOKIE: session}
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
        page = context.new_page()
        page.route("**/assets/**", asset)
        for name, path in pages.items():
            assert page.goto(f"{address}{path}").status == 200, (name, language)
            keep(page, f"person-{name}-{language}")
            assert not is_wider_than_its_window(page), (name, language)
            assert violations(page) == [], (name, language)
        context.close()
