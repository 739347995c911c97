"""What browser tests share: Chromium, the accessibility check, pictures for whoever asks for them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW, WIDE = {"width": 320, "height": 700}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = "/usr/bin/chromium" if Path("/usr/bin/chromium").exists() else None
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def violations(page: Page) -> list[str]:
    """What axe finds wrong on a page, each with the elements concerned."""
    page.add_script_tag(url="/assets/vendor/axe.min.js")
    found = page.evaluate(f"axe.run({{runOnly: {RULES}}})")
    return [f"{each['id']}: {[node['html'][:100] for node in each['nodes']]}" for each in found["violations"]]


def is_wider_than_its_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


def keep(page: Page, name: str) -> None:
    """A picture in the folder VERTAIS_SCREENSHOTS, where that is set."""
    if folder := os.environ.get("VERTAIS_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def keep_wide(page: Page, name: str) -> None:
    """The same as on a desk."""
    if os.environ.get("VERTAIS_SCREENSHOTS"):
        page.set_viewport_size(WIDE)
        keep(page, f"{name}-wide")
        page.set_viewport_size(NARROW)
