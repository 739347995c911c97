"""marshmallow's own messages in the reader's language, in words that say what to do.

marshmallow formats its messages in English before anybody can translate them; they are recognised by their wording
and said again. A message that a schema brings itself (`error=N_("…")`) arrives translated and is left alone.
"""

import re
from collections.abc import Mapping
from typing import Any

from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_

_SAID_AGAIN = {
    "Missing data for required field.": N_("Fill in this field."),
    "Field may not be null.": N_("Fill in this field."),
    "Invalid value.": N_("Check this value."),
    "Invalid input.": N_("Check this value."),
    "Invalid input type.": N_("The data must be an object."),
    "Unknown field.": N_("This field is not known here."),
    "Invalid type.": N_("The data must be an object."),
    "Not a valid string.": N_("Enter text."),
    "Not a valid utf-8 string.": N_("The text has characters that cannot be saved."),
    "Not a valid UUID.": N_("This is not a known choice."),
    "Not a valid number.": N_("Enter a number, such as 1,5."),
    "Number too large.": N_("The number is too large."),
    "Special numeric values (nan or infinity) are not permitted.": N_("Enter a number, such as 1,5."),
    "Not a valid integer.": N_("Enter a whole number."),
    "Not a valid boolean.": N_("Choose yes or no."),
    "Not a valid list.": N_("This must be a list."),
    "Not a valid mapping type.": N_("The data must be an object."),
    "Not a valid date.": N_("Enter a date, such as 29.8.2013."),
    "Not a valid time.": N_("Enter a time, such as 13.00."),
    "Not a valid datetime.": N_("Enter a date and a time."),
    "Not a valid aware datetime.": N_("Enter a date and a time with its time zone."),
    "Not a valid URL.": N_("Enter an address that begins with https://."),
    "Not a valid email address.": N_("Enter an e-mail address, such as nimi@oppilaitos.fi."),
    "String does not match expected pattern.": N_("Check the form of this value."),
    "Shorter than minimum length {min}.": N_("Fill in this field: at least {min} characters."),
    "Longer than maximum length {max}.": N_("This is too long: at most {max} characters."),
    "Length must be between {min} and {max}.": N_("The length must be from {min} to {max}."),
    "Length must be {equal}.": N_("The length must be {equal}."),
    "Must be greater than or equal to {min}.": N_("Must be at least {min}."),
    "Must be greater than {min}.": N_("Must be more than {min}."),
    "Must be less than or equal to {max}.": N_("Must be at most {max}."),
    "Must be less than {max}.": N_("Must be less than {max}."),
    "Must be greater than or equal to {min} and less than or equal to {max}.": N_("Must be from {min} to {max}."),
    "Must be equal to {other}.": N_("Must be {other}."),
    "Must be one of: {choices}.": N_("Choose one of the alternatives."),
    "One or more of the choices you made was not in: {choices}.": N_("Choose from the alternatives."),
}


def _pattern(message: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", message)
    return re.compile("".join(f"(?P<{each}>.*)" if odd % 2 else re.escape(each) for odd, each in enumerate(parts)))


_PATTERNS = [(_pattern(message), ours) for message, ours in _SAID_AGAIN.items()]


def said_again(message: Any) -> str:
    """One message of marshmallow in the current language; any other message unchanged."""
    text = str(message)
    for pattern, ours in _PATTERNS:
        if found := pattern.fullmatch(text):
            return ours.format(**found.groupdict())
    return text


def by_field(messages: Any) -> dict[str, list[str]]:
    """marshmallow's nested messages as one list per dotted field name; `_schema` for the whole."""
    flat: dict[str, list[str]] = {}
    _flatten(messages, "", flat)
    return flat


def _flatten(messages: Any, where: str, into: dict[str, list[str]]) -> None:
    if isinstance(messages, Mapping):
        for key, value in messages.items():
            _flatten(value, f"{where}.{key}" if where else str(key), into)
    elif isinstance(messages, list | tuple):
        into.setdefault(where or "_schema", []).extend(said_again(each) for each in messages)
    else:
        into.setdefault(where or "_schema", []).append(said_again(messages))


def required_message(label: str, widget: str) -> str:
    """What is said at a required field that was left empty."""
    if widget in {"radios", "checkboxes", "select", "checkbox"}:
        return _("Choose: {label}", label=label)
    return _("Fill in: {label}", label=label)
