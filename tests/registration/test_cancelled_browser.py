"""A call that is cancelled, by the pages alone: who runs it, who registered, who approves, and who comes too late."""

import pytest

from services.registration.tables import Call, Registration
from shared.clock import real_now
from shared.people import sessions
from tests.chromium import chromium
from tests.journeys.walking import Walker
from tests.registration.test_mentor_browser import address
from tests.registration.test_moves import approved
from tests.registration.test_pages import link
from tests.scheduling.test_scheduling_placement_pages import asset

__all__ = ["address", "chromium", "link"]


@pytest.fixture
def walker(chromium, address):
    def walker(name: str, language: str = "fi") -> Walker:
        found = Walker(chromium, address, f"cancelled-{name}", language)
        for page in (found.page, found.glass):
            page.route("**/assets/**", asset)
        return found

    return walker


@pytest.mark.browser
def test_a_cancelled_call_says_so_on_every_page_and_takes_nobody(season, walker, address, link):
    call = season.call(max_size=1, min_size=1)
    group = season.group_of(call)
    seated, queued = approved(season, group, "aino", "eero")
    asked = season.register(group.id, "iida")
    page = f"/registration/calls/{call.id}"
    late = walker("late").open(page).follow(f"/register?group={group.id}")

    manager = season.person("projekti", "opelix", "project_manager")
    desk = walker("desk")
    session = sessions.begin(season.runtime.settings, manager.id, remember=False, now=real_now())
    desk.page.context.add_cookies([{"name": sessions.COOKIE, "value": session, "url": address}])
    desk.open(f"/registration/desk/calls/{call.id}").follow("/cancel")
    desk.send().reads("Täytä: Syy")
    assert season.find(Call, id=call.id).state_name == "open"
    desk.fill(reason="Hanke päättyi").send().reads("Peruttu")
    assert season.states([seated, queued, asked]) == ["not_seated"] * 3

    late.send().reads("Ilmoittautuminen ei ole auki.")
    nobody = walker("nobody").open(page).reads("Peruttu. Mikään sen ryhmistä ei kokoonnu.")
    assert nobody.page.locator("main a[href*='/register'], main button").count() == 0
    assert nobody.page.goto(f"{address}{page}/register").status == 409
    nobody.looked().reads("Ilmoittautuminen ei ole auki.")
    assert "Verme 2013" not in nobody.open("/registration/calls").page.locator("main").inner_text()
    assert season.states([seated, queued, asked]) == ["not_seated"] * 3

    for found, language, says in (
        (seated, "fi", "Ilmoittautumiskutsu peruttiin"),
        (queued, "sv", "Inbjudan ställdes in"),
        (asked, "en", "The call was cancelled"),
    ):
        own = walker(language, language)
        own.open(link("my_registration", found, season.registration(found).person_id)).reads(says)
        assert own.page.locator("main form").count() == 0
        assert "Hanke päättyi" not in own.page.content()

    supervisor = season.registration(asked).supervisor_id
    waits = walker("supervisor").open(link("approve_registrations", supervisor, supervisor))
    waits.reads("Kukaan ei nyt odota vastaustasi").reads("ryhmä peruttiin. Sinun ei tarvitse tehdä mitään.")
    assert waits.page.locator("main form").count() == 0

    feed = nobody.page.request.get(f"{address}/registration/calls.atom?language=sv").text()
    assert "<title>Inställt: Verme 2013</title>" in feed
    assert "STATUS:CANCELLED" in nobody.page.request.get(f"{address}/registration/calls.ics").text()
    assert season.find(Registration, id=asked).approved is False
