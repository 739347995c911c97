"""The pages of mentors in Chromium: three languages, 320 px, axe."""

import threading

import pytest
from werkzeug.serving import make_server

from services.registration.commands import leading
from services.registration.service import Web
from shared.clock import real_now
from shared.people import sessions
from shared.web.service import application
from tests.chromium import NARROW, WIDE, chromium, is_wider_than_its_window, keep, violations
from tests.registration.test_mentors import accepted, offered
from tests.registration.test_moves import two_groups
from tests.scheduling.test_scheduling_placement_pages import asset

__all__ = ["chromium"]


@pytest.fixture
def address(season):
    server = make_server("127.0.0.1", 0, application(season.runtime, Web.routes), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.browser
def test_the_pages_of_mentors_are_accessible_in_three_languages_on_a_phone(chromium, season, address):
    group, _ = two_groups(season)
    aino, eero = accepted(season, "aino"), offered(season, "eero")
    season.do(leading.assign_mentors, group.id, [aino.id])
    manager, newcomer = season.person("projekti", "opelix", "project_manager"), season.person("uusi", "hyria")
    desk = {
        "registry": "/registration/mentors",
        "one": f"/registration/mentors/{eero.id}",
        "accept": f"/registration/mentors/{eero.id}/accept",
        "training": f"/registration/mentors/{aino.id}/training",
        "choose": f"/registration/desk/groups/{group.id}/mentors",
    }
    seen = [(aino, {"own": "/registration/leading", "form": "/registration/leading/profile"})]
    seen += [(newcomer, {"new": "/registration/leading"}), (manager, desk)]
    for language, size in (("fi", WIDE), ("sv", NARROW), ("en", NARROW)):
        for person, pages in seen:
            session = sessions.begin(season.runtime.settings, person.id, remember=False, now=real_now())
            context = chromium.new_context(viewport=size)
            cookies = {"vertais_language": language, sessions.COOKIE: session}
            context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
            page = context.new_page()
            page.route("**/assets/**", asset)
            for name, path in pages.items():
                assert page.goto(f"{address}{path}").status == 200, (name, language)
                keep(page, f"mentor-{name}-{language}")
                assert not is_wider_than_its_window(page), (name, language)
                assert violations(page) == [], (name, language)
            context.close()
