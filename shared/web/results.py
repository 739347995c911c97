"""What a handler returns: a page, a redirect or a file."""

from dataclasses import dataclass
from typing import Any


class Page:
    """A template with its context, rendered inside the unit of work."""

    def __init__(self, template: str, status: int = 200, **context: Any) -> None:
        self.template = template
        self.status = status
        self.context = context


class Step(Page):
    """A page between a form and its act, such as "check your answers": nothing has happened yet."""


@dataclass(frozen=True)
class Redirect:
    """303 to a path of this deployment, or to another deployment's base address."""

    path: str


@dataclass(frozen=True)
class Download:
    """A file, to be saved unless `inline`."""

    body: bytes
    content_type: str
    filename: str
    inline: bool = False
