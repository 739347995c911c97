"""The pages of people's rights and of the data protection officer in Chromium: three languages, 320 px, axe."""

from datetime import date, timedelta

import pytest

from services.registration.commands import erasing
from shared.clock import real_now
from shared.database.kit import AccessRow
from shared.people import sessions
from shared.work import Actor
from tests.chromium import NARROW, WIDE, chromium, is_wider_than_its_window, keep, violations
from tests.privacy.aging import noon
from tests.privacy.test_access_log import COORDINATOR, OFFICER
from tests.privacy.test_own_data import filled
from tests.scheduling.test_scheduling_placement_pages import asset

__all__ = ["chromium"]
OWN = ["/registration/own-data", "/registration/erasure"]
OFFICERS = ["/registration/access-log", "/registration/retention", "/registration/erasures"]


@pytest.mark.browser
def test_the_pages_of_rights_are_accessible_in_three_languages_on_a_phone(hub, chromium):
    aino, eero = hub.person("aino"), hub.person("eero")
    cora, dora = hub.person("cora", roles=COORDINATOR), hub.person("dora", roles=OFFICER)
    filled(hub, aino, "aino")
    hub.browser(cora).get("/registration/people")
    told = {"organisation": "hyria", "roles": ["mentor@hyria", "supervisor@hyria"], "organisations": ["hyria"]}
    for days in range(3):
        at = noon(date(2026, 9, 1)) + timedelta(days=days)
        hub.add(
            "scheduling", AccessRow(at=at, route="/scheduling/groups/<uuid:group_id>", who=cora, whose=[aino], **told)
        )
    hub.do("registration", erasing.ask_erasure, actor=Actor("person", eero))
    hub.relay()
    settings = hub.runtimes["registration"].settings
    for language, size in (("fi", WIDE), ("fi", NARROW), ("sv", NARROW), ("en", NARROW)):
        for who, paths in ((aino, OWN), (dora, OFFICERS)):
            context = chromium.new_context(viewport=size)
            session = sessions.begin(settings, who, remember=False, now=real_now())
            cookies = {"vertais_language": language, sessions.COOKIE: session}
            context.add_cookies([{"name": key, "value": each, "url": hub.base_url} for key, each in cookies.items()])
            page = context.new_page()
            page.route("**/assets/**", asset)
            for path in paths:
                assert page.goto(hub.base_url + path).status == 200, (path, language)
                keep(page, f"privacy{path.replace('/', '-')}-{language}-{size['width']}")
                assert not is_wider_than_its_window(page), (path, language)
                assert violations(page) == [], (path, language)
            context.close()
