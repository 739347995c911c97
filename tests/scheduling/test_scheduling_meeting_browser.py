"""The pages of a meeting in Chromium: three languages, 320 px, axe."""

import threading

import pytest
from werkzeug.serving import make_server

from services.scheduling.commands import Whereabouts
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.service import Web
from shared.clock import real_now
from shared.people import sessions
from shared.web.service import application
from tests.chromium import NARROW, WIDE, chromium, is_wider_than_its_window, keep, violations
from tests.scheduling.conftest import named, quick
from tests.scheduling.test_scheduling_meetings import MEETING
from tests.scheduling.test_scheduling_pages import FIRST, OPE
from tests.scheduling.test_scheduling_placement_pages import asset

__all__ = ["chromium"]
NEXT = f"/scheduling/meetings/{named('ope 2013-09-19')}"


@pytest.fixture
def address(scheduling):
    server = make_server("127.0.0.1", 0, quick(application(scheduling.runtime, Web.routes)), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.browser
def test_a_meetings_pages_are_accessible_in_three_languages_on_a_phone(chromium, scheduling, address):
    place = Whereabouts(name="Otavan koulu", town="Otava", room="Luokka 214", remote_url="https://meet.example/verme")
    scheduling.does("mentor", "set_place", named("ope 2013-09-19"), place)
    scheduling.deliver(scheduling.runtime, scheduling.group("siht2", "mentor_replaced", mentor_ids=[named("pm")]))
    scheduling.set_clock("2013-08-29 15:10")
    scheduling.does("mentor", "record_attendance", MEETING, Exceptions())
    scheduling.does("mentor", "record_attendance", MEETING, Exceptions(absent=[named("ope3")]))
    for who, diets in (("ope1", ["vegan"]), ("ope2", ["vegan", "gluten_free"])):
        scheduling.does(who, "tell_diet", named("ope"), diets)
    for purpose in ("host", "calendar"):
        scheduling.does("mentor", "renew_group_address", named("ope"), purpose)
    session = sessions.begin(scheduling.runtime.settings, named("mentor"), remember=False, now=real_now())
    for language, size in (("fi", WIDE), ("sv", NARROW), ("en", NARROW)):
        context = chromium.new_context(viewport=size)
        cookies = {"vertais_language": language, sessions.COOKIE: session}
        context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
        page = context.new_page()
        page.route("**/assets/**", asset)
        page.goto(f"{address}{OPE}")
        host = page.locator("#host-address").input_value().split("/scheduling/")[1]
        pages = {"group": OPE, "meeting": NEXT, "recorded": FIRST, "place": f"{NEXT}/place"}
        pages |= {"substitute": f"{NEXT}/substitute", "history": f"{FIRST}/history", "host": f"/scheduling/{host}"}
        for name, path in pages.items():
            page.goto(f"{address}{path}")
            keep(page, f"meeting-{name}-{language}")
            assert not is_wider_than_its_window(page), (name, language)
            assert violations(page) == [], (name, language)
        context.close()
