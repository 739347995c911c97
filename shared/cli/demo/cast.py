"""The people of a season and its facts, read from the example's files. Files name people by `ref`."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from shared.cli.demo.browser import Browser, Unexpected
from shared.cli.demo.mailbox import Mailbox

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "opelix-2013"
MANAGER = "PM"


@dataclass
class Cast:
    """Who takes part, and a browser for each."""

    base_url: str
    mailbox: Mailbox

    def __post_init__(self) -> None:
        self.browsers: dict[str, Browser] = {}
        self.ids: dict[str, str] = {}

    @cached_property
    def staff(self) -> list[dict[str, Any]]:
        return yaml_file("staff")

    @cached_property
    def registrants(self) -> list[dict[str, Any]]:
        return yaml_file("registrations")

    @cached_property
    def calls(self) -> Any:
        return yaml_file("calls")

    @cached_property
    def pair(self) -> Any:
        return yaml_file("pair")

    @cached_property
    def manager(self) -> dict[str, Any]:
        """The first administrator of the network's own organisation."""
        network = yaml_file("network")
        own = next(each for each in network["organisations"] if each["slug"] == network["slug"])
        return {"ref": MANAGER, "organisation": network["slug"], **own["administrators"][0]}

    @cached_property
    def people(self) -> dict[str, dict[str, Any]]:
        """Everybody by ref."""
        return {each["ref"]: each for each in [self.manager, *self.staff, *self.registrants]}

    def email(self, ref: str) -> str:
        """The made-up address of a person."""
        person = self.people[ref]
        return str(person.get("email") or f"{ref.lower()}@{person['organisation']}.example")

    def ref_of(self, email: str) -> str:
        """Whose address it is."""
        for ref in self.people:
            if self.email(ref) == email:
                return ref
        raise Unexpected(f"a mail went to somebody outside the season: {email}")

    def browser(self, ref: str) -> Browser:
        """A person's own browser, in the person's language."""
        if ref not in self.browsers:
            self.browsers[ref] = Browser(self.base_url, self.people[ref].get("language", "fi"))
        return self.browsers[ref]

    def signed_in(self, ref: str, service: str = "registration") -> Browser:
        """The browser of a person who has signed in by the link of a mail."""
        browser = self.browser(ref)
        if "vertais_session" not in browser.session.cookies:
            browser.submit(browser.get(f"/{service}/sign-in"), {"email": self.email(ref)})
            mail = self.mailbox.arrived(self.email(ref), "sign_in")
            browser.submit(browser.get(mail.link(f"/{service}/sign-in/")))
        return browser

    def mail(self, ref: str, kind: str) -> Any:
        """The newest mail of a kind that a person has."""
        return self.mailbox.latest(self.email(ref), kind)


def yaml_file(name: str) -> Any:
    """One of the season's files."""
    return yaml.safe_load((EXAMPLE / f"{name}.yml").read_text(encoding="utf-8"))
