"""Pages in Chromium: accessibility by axe, three languages, 320 px, without JavaScript."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from shared.clock import real_now
from shared.people import sessions
from tests.chromium import NARROW, WIDE, chromium, is_wider_than_its_window, keep, violations

__all__ = ["chromium"]

ASSETS = Path("shared/web/assets")
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
PATHS = ["", "sign-in", "feedback", "accessibility", "privacy", "api", "book", "thanks", "nowhere"]
pytestmark = pytest.mark.browser


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """`open_page(path, viewport, language=…, javascript=…)`: a page of the tea room; faults in the console fail."""
    faults: list[str] = []
    contexts = []

    def opened(path: str, viewport: Any, *, language: str = "fi", javascript: bool = True, session: str = "") -> Page:
        context = chromium.new_context(viewport=viewport, java_script_enabled=javascript)
        contexts.append(context)
        cookies = {"vertais_language": language} | ({sessions.COOKIE: session} if session else {})
        context.add_cookies(
            [{"name": name, "value": value, "url": f"http://{address}"} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.route("**/assets/**", _asset)
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(f"http://{address}/tearoom/{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [each for each in faults if "404" not in each and "422" not in each] == []


def _asset(route: Route) -> None:
    path = ASSETS / route.request.url.split("/assets/")[1]
    if path.is_file():
        route.fulfill(body=path.read_bytes(), content_type=TYPES[path.suffix])
    else:
        route.fulfill(status=404)


def test_every_page_is_accessible_and_fits_a_narrow_phone(open_page, address, runtime, person):
    page = open_page("", NARROW)
    session = sessions.begin(runtime.settings, person(), remember=False, now=real_now())
    for path in PATHS:
        if path == "thanks":
            page.context.add_cookies([{"name": sessions.COOKIE, "value": session, "url": page.url}])
        page.set_viewport_size(NARROW)
        page.goto(f"http://{address}/tearoom/{path}")
        keep(page, f"{path or 'home'}-320")
        assert not is_wider_than_its_window(page), path
        assert violations(page) == [], path
        page.set_viewport_size(WIDE)
        keep(page, f"{path or 'home'}-1280")


def test_pages_speak_the_chosen_language(open_page):
    said = {"fi": "Saavutettavuusseloste", "sv": "Tillgänglighetsutlåtande", "en": "Accessibility statement"}
    for language, text in said.items():
        page = open_page("", NARROW, language=language)
        assert page.locator("html").get_attribute("lang") == language
        assert text in page.locator("footer").inner_text()


def test_a_form_with_faults_shows_them_keeps_the_typed_and_works_without_javascript(open_page):
    for javascript in (True, False):
        page = open_page("book", NARROW, javascript=javascript)
        page.fill("#name", "Aino Ääri")
        page.fill("#email", "not an address")
        page.fill("#day", "31.2.2014")
        page.check("text=Corner")
        page.locator("main button").click()
        assert page.title().startswith("Virhe: ")
        assert page.input_value("#name") == "Aino Ääri"
        assert page.input_value("#day") == "31.2.2014"
        assert page.locator(".govuk-error-summary li").count() == 3
        if javascript:
            assert "govuk-error-summary" in page.evaluate("document.activeElement.className")
        keep(page, f"faults-{'script' if javascript else 'plain'}")
        page.fill("#email", "aino@hyria.example")
        page.fill("#day", "29.8.2013")
        page.check("#agreed")
        page.locator("main button").click()
        assert page.url.endswith("/tearoom/thanks")


def test_the_keyboard_reaches_the_content_first(open_page):
    page = open_page("sign-in", WIDE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Siirry sisältöön"
    assert re.search("#main-content$", page.evaluate("document.activeElement.href"))


@pytest.mark.parametrize("javascript", [True, False])
def test_what_was_typed_stays_when_the_language_is_changed_and_enter_sends_the_form(open_page, javascript):
    page = open_page("book", NARROW, javascript=javascript)
    page.locator("#name").fill("Aino Ääri")
    page.locator("#email").fill("ei osoite")
    page.get_by_role("button", name="Svenska").click()
    page.wait_for_selector("html[lang=sv]")
    assert page.locator("#name").input_value() == "Aino Ääri"
    keep(page, f"language-in-mid-form-{javascript}")
    assert not is_wider_than_its_window(page)
    page.locator("#name").press("Enter")
    page.wait_for_selector(".govuk-error-summary")
    assert page.locator("html").get_attribute("lang") == "sv"
