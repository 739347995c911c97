"""Text from outside: what no field of ours can hold is refused before any schema sees it.

Refused everywhere: NUL and other control characters but tab and line ends, lone surrogates, characters that turn
the direction of writing, and piles of combining marks. Accepted text is in Unicode's NFC form.
"""

import unicodedata
from typing import Any

from marshmallow import ValidationError

from shared.web.i18n import gettext as _

_MOST_COMBINING = 4
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
_ALLOWED_CONTROLS = frozenset("\t\n\r")


def clean(value: Any, where: str = "_schema") -> Any:
    """The same data with its texts in NFC. Raises ValidationError at the first field with impossible text."""
    if isinstance(value, str):
        return _clean_text(value, where)
    if isinstance(value, list):
        return [clean(each, where) for each in value]
    if isinstance(value, dict):
        return {
            _clean_text(key, where): clean(each, key if where == "_schema" else where) for key, each in value.items()
        }
    return value


def is_possible(text: str) -> bool:
    """Whether a text could be saved and shown."""
    run = 0
    for each in text:
        category = unicodedata.category(each)
        run = run + 1 if category in {"Mn", "Me"} else 0
        if category == "Cs" or each in _TURNING or run > _MOST_COMBINING:
            return False
        if category == "Cc" and each not in _ALLOWED_CONTROLS:
            return False
    return True


def _clean_text(text: str, where: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    if not is_possible(text):
        raise ValidationError({where: [_("The text has characters that cannot be saved.")]})
    return unicodedata.normalize("NFC", text)
