"""A letter: its subject and a few kinds of parts, and how they look as plain text and as simple HTML.

Both forms say the same in the same order. The HTML has no images, no styles to load and no tracking; a text that
is not in the letter's language carries its own `lang`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import fill


@dataclass(frozen=True)
class Words:
    """A text, and its language where it is not the letter's."""

    text: str
    lang: str | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Paragraph:
    """A few sentences."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Labels with their values."""

    rows: Sequence[tuple[str, Words]]


@dataclass(frozen=True)
class Bullets:
    """A list under a lead-in."""

    lead: str
    items: Sequence[str]


@dataclass(frozen=True)
class Action:
    """One thing to do, behind a signed link."""

    label: str
    url: str


Part = Paragraph | Facts | Bullets | Action


@dataclass(frozen=True)
class Letter:
    """What one mail says."""

    subject: str
    parts: Sequence[Part]
    language: str

    def text(self) -> str:
        """The letter as plain text; lines of prose are at most 72 characters, addresses are never broken."""
        return "\n\n".join(_text(each) for each in self.parts) + "\n"

    def html(self) -> str:
        """The letter as an HTML document."""
        body = "\n".join(_html(each) for each in self.parts)
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}">\n<head><meta charset="utf-8">'
            f"<title>{escape(self.subject)}</title></head>\n<body>\n{body}\n</body>\n</html>\n"
        )


def _text(part: Part) -> str:
    match part:
        case Paragraph(text):
            return _wrapped(text)
        case Facts(rows):
            return "\n".join(_wrapped(f"{label}: {value}", "  ") for label, value in rows)
        case Bullets(lead, items):
            return "\n".join([_wrapped(lead), *(_wrapped(f"- {each}", "  ") for each in items)])
        case Action(label, url):
            return f"{label}:\n{url}"


def _wrapped(text: str, indent: str = "") -> str:
    return fill(text, 72, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _html(part: Part) -> str:
    match part:
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Facts(rows):
            return "\n".join(["<dl>", *_definitions(rows), "</dl>"])
        case Bullets(lead, items):
            return "\n".join(
                [f"<p>{escape(lead)}</p>", "<ul>", *(f"<li>{escape(each)}</li>" for each in items), "</ul>"]
            )
        case Action(label, url):
            return f'<p><a href="{escape(url)}">{escape(label)}</a></p>'


def _definitions(rows: Sequence[tuple[str, Words]]) -> Iterator[str]:
    for label, value in rows:
        lang = f' lang="{value.lang}"' if value.lang else ""
        yield f"<dt>{escape(label)}</dt><dd{lang}>{escape(str(value))}</dd>"
