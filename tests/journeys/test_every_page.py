"""Every page that the season's people can reach by links: none fails, all are accessible and fit a narrow phone."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from shared.cli.demo import script
from shared.cli.demo.closing import ROLES
from shared.cli.demo.season import SERVICES, Season, play
from shared.cli.stack import Stack
from tests.chromium import NARROW, chromium, is_wider_than_its_window, keep, violations

__all__ = ["chromium"]
pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

PEOPLE = {role: ref for role, (ref, _) in ROLES.items()} | {"pair": "PAIR-A", "Swedish pair": "PAIR-B"}
STARTS = [f"/{service}/" for service in SERVICES] + sorted({path for _, path in ROLES.values()})
ALIKE = 2  # pages of one kind that are looked at
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]{32,}")
# Files, signing out, and pages that only change something of the reader.
LEFT_OUT = re.compile(r"\.ics|\.atom|/csv|\.pdf|own-data\.json|/package$|sign-out|/language/|/inbox/|^/assets/")


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Season]:
    with Stack(instance=f"test-pages-{os.getpid()}", services=SERVICES) as stack:
        found = Season(stack.base_url, Path(tmp_path_factory.mktemp("reports")), lambda told: None, lambda now: None)
        play(found, script(found), lambda: None)
        yield found


@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_that_one_can_reach_works(season: Season, chromium: Browser, role: str) -> None:
    page = signed_in(season, chromium, PEOPLE[role])
    faults: list[str] = []
    page.on("console", lambda said: faults.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    visited = set()
    for path in reachable(page, season.base_url):
        visited.add(path)
        faults += [f"{path}: wider than a phone"] if is_wider_than_its_window(page) else []
        faults += [f"{path}: {each}" for each in violations(page)]
        keep(page, f"{role}{IDS.sub('N', path).replace('/', '-')[:80]}")
    assert [each for each in faults if "403" not in each] == []
    assert len(visited) > 20


def signed_in(season: Season, chromium: Browser, ref: str) -> Page:
    cookies = season.cast.signed_in(ref).session.cookies
    context = chromium.new_context(viewport=NARROW)
    context.add_cookies(
        [{"name": each.name, "value": each.value or "", "url": season.base_url + each.path} for each in cookies]
    )
    return context.new_page()


def reachable(page: Page, base_url: str) -> Iterator[str]:
    """Opens page after page by their links, and yields each one's path while it is open."""
    waiting, seen, kinds = list(STARTS), set(STARTS), dict[str, int]()
    while waiting:
        path = waiting.pop(0)
        kind = IDS.sub("ID", path)
        if kinds.get(kind, 0) == ALIKE:
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = page.goto(base_url + path)
        assert answer is not None
        if path not in STARTS:  # a start may be another role's; a link never leads to a closed door
            assert answer.status == 200, f"{path}: {answer.status}"
        yield path
        links = [each.split("#")[0] for each in page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")]
        for link in (each.removeprefix(base_url) for each in links if each.startswith(base_url + "/")):
            if link not in seen and not LEFT_OUT.search(link):
                seen.add(link)
                waiting.append(link)
