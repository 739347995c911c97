"""A person who walks through the pages in Chromium: a narrow phone, no JavaScript, hands on the keyboard alone.

Every page that is met on the way must be accessible, fit the phone, and let itself be used by Tab, Space, arrows and
Enter.
"""

from playwright.sync_api import Browser, Locator, Page, Route

from tests.chromium import NARROW, is_wider_than_its_window, keep, keep_wide, violations

STOPS = 300  # of Tab, until a control counts as out of reach
NAMES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}


class Walker:
    """One person's browser."""

    def __init__(self, chromium: Browser, base_url: str, name: str, language: str = "fi") -> None:
        self.base_url, self.name, self.language, self.steps = base_url, name, language, 0
        self.page = chromium.new_context(viewport=NARROW, java_script_enabled=False, locale=NAMES[language]).new_page()
        self.glass = chromium.new_context(viewport=NARROW).new_page()

    def open(self, path: str) -> "Walker":
        """Follow a link that came from outside, such as a mail's; choose one's language where it has another."""
        answer = self.page.goto(path if path.startswith("http") else self.base_url + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        other = self.page.locator(f"header :is(a, button)[lang='{self.language}']")
        return self._enter(other) if other.count() else self.looked()

    def fill(self, **values: str) -> "Walker":
        """Type into fields by name, or choose in them: radios, boxes and lists by value."""
        for name, value in values.items():
            self._fill(self.page.locator(f"main [name={name}]:not([type=hidden])"), value)
        return self

    def press(self, text: str) -> "Walker":
        """A button or a link of the main part by its text."""
        return self._enter(self.page.locator("main").locator("button, a").filter(has_text=text).first)

    def send(self) -> "Walker":
        """The page's first own button, whatever its language."""
        return self._enter(self.page.locator("main button.govuk-button").first)

    def follow(self, end: str) -> "Walker":
        """The link whose address ends so, whatever the page's language."""
        return self._enter(self.page.locator(f"main a[href$='{end}']").first)

    def send_to(self, end: str) -> "Walker":
        """The button that sends to an address that ends so, whatever the page's language."""
        return self._enter(self.page.locator(f"main form[action$='{end}'] button").first)

    def takes(self, text: str, inside: str) -> "Walker":
        """A file behind a link; what is inside."""
        link = self.page.locator("main a").filter(has_text=text).first
        self._tab_to(link)
        with self.page.expect_download() as found:
            self.page.keyboard.press("Enter")
        assert inside in found.value.path().read_text(encoding="utf-8-sig")
        return self

    def reads(self, text: str) -> "Walker":
        """What the page says."""
        found = " ".join(self.page.locator("main").inner_text().split())
        assert text in found, f"{text!r} is not on {self.page.url}:\n{found}"
        return self

    def looked(self) -> "Walker":
        """The page as it is now: accessible, and no wider than a phone."""
        self.steps += 1
        keep(self.page, f"walk-{self.name}-{self.steps:02}")
        keep_wide(self.page, f"walk-{self.name}-{self.steps:02}")
        assert not is_wider_than_its_window(self.page), self.page.url
        assert not (found := seen_by_axe(self.glass, self.page)), f"{self.page.url}: {found}"
        return self

    def _fill(self, found: Locator, value: str) -> None:
        kind = found.first.evaluate("e => e.type")
        if kind == "radio":
            wanted = found.and_(self.page.locator(f"[value='{value}']"))
            self._tab_to(found)
            self._until(wanted, "ArrowDown", found.count())
            if not wanted.is_checked():
                self.page.keyboard.press("Space")
            assert wanted.is_checked(), f"{value} cannot be chosen on {self.page.url}"
        elif kind == "checkbox":
            wanted = found.and_(self.page.locator(f"[value='{value}']"))
            self._tab_to(wanted)
            if not wanted.is_checked():
                self.page.keyboard.press("Space")
        elif kind == "select-one":
            self._tab_to(found)
            self.page.keyboard.press("Home")
            for _ in range(found.locator("option").count()):
                if found.input_value() == value:
                    return
                self.page.keyboard.press("ArrowDown")
            raise AssertionError(f"{value} is not in the list on {self.page.url}")
        else:
            self._tab_to(found)
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.press("Delete")
            self.page.keyboard.type(value)

    def _enter(self, found: Locator) -> "Walker":
        self._tab_to(found)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self.looked()

    def _tab_to(self, found: Locator) -> None:
        assert found.count(), f"not on {self.page.url}: {found}\n{self.page.locator('main').inner_text()}"
        self._until(found, "Tab", STOPS)

    def _until(self, found: Locator, key: str, times: int) -> None:
        for _ in range(times):
            if found.evaluate_all("all => all.includes(document.activeElement)"):
                return
            self.page.keyboard.press(key)
        assert found.evaluate_all("all => all.includes(document.activeElement)"), f"out of reach: {found}"


def seen_by_axe(glass: Page, page: Page) -> list[str]:
    """The violations of a page that runs no scripts, found in a copy of it that does."""
    content, url = page.content(), page.url

    def answer(route: Route) -> None:
        route.fulfill(body=content, content_type="text/html; charset=utf-8")

    glass.route(url, answer, times=1)
    glass.goto(url)
    return violations(glass)
