"""The development inbox, as the season's people read it."""

import re
import time
from dataclasses import dataclass
from typing import Any

from shared.cli.demo.browser import Browser, Unexpected


@dataclass
class Mail:
    """One mail in the inbox."""

    kind: str
    to: str
    text: str
    date: str

    def link(self, path: str) -> str:
        """The link to a page, such as `/registration/confirm/`."""
        found = re.search(rf"https?://\S*?({re.escape(path)}[^\s>\"]+)", self.text)
        if not found:
            raise Unexpected(f"no link to {path} in the mail {self.kind} to {self.to}:\n{self.text}")
        return found.group(1)


class Mailbox:
    """All mails that the network has sent."""

    def __init__(self, base_url: str) -> None:
        self.browser = Browser(base_url)

    def empty(self) -> None:
        """Forget everything received so far."""
        self.browser.session.delete(self.browser.base_url + "/inbox/api/messages", timeout=30)

    def mails(self, to: str = "") -> list[Mail]:
        """Mails to an address (or to anybody), oldest first."""
        found = self.browser.call("GET", f"/inbox/api/messages?to={to}")
        return sorted((_mail(each) for each in found), key=lambda mail: mail.date)

    def latest(self, to: str, kind: str) -> Mail:
        """The newest mail of a kind to an address. Raises Unexpected when there is none."""
        found = [each for each in self.mails(to) if each.kind == kind]
        if not found:
            raise Unexpected(f"no mail {kind} to {to}; there are {[each.kind for each in self.mails(to)]}")
        return found[-1]

    def arrived(self, to: str, kind: str, seconds: float = 15) -> Mail:
        """The newest mail of a kind, waited for: sign-in mails leave beside the request that asked."""
        deadline = time.monotonic() + seconds
        while not any(each.kind == kind for each in self.mails(to)) and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.latest(to, kind)


def _mail(found: dict[str, Any]) -> Mail:
    headers = {name.lower(): value for name, value in found["headers"].items()}
    return Mail(
        kind=headers.get("x-vertais-kind", "?"),
        to=found["to"][0] if isinstance(found["to"], list) else found["to"],
        text=found["text"],
        date=headers.get("x-vertais-date", found["date"]),
    )
