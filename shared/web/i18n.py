"""Texts in the reader's language: gettext from `.po` files, read at start-up, without a build step.

The language belongs to the running unit of work (a ContextVar), so it is right in every green thread. A text that
has no translation is shown in English, the source language; `vertais translations check` refuses such catalogues.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.pofile import read_po
from markupsafe import escape

LANGUAGES = ("fi", "sv", "en")
DEFAULT_LANGUAGE = "fi"
NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
_LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_FI"}
_KIT = "shared.web"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)
_own: ContextVar[str] = ContextVar("own", default=_KIT)
_packages: list[str] = [_KIT]


def language() -> str:
    """The language of the running unit of work."""
    return _language.get()


def local(text: Mapping[str, Any]) -> str:
    """A text of several languages in the reader's one, else in Finnish."""
    return str(text.get(language()) or text.get("fi") or "")


def set_language(code: str) -> None:
    """Set the language of the running unit of work; anything unknown is Finnish."""
    _language.set(code if code in LANGUAGES else DEFAULT_LANGUAGE)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Everything inside speaks this language."""
    before = _language.get()
    set_language(code)
    try:
        yield
    finally:
        _language.set(before)


def locale() -> Locale:
    """The Babel locale of the current language, as spoken in Finland."""
    return locale_of(language())


@cache
def locale_of(code: str) -> Locale:
    """The Babel locale of a language, as spoken in Finland."""
    return Locale.parse(_LOCALES[code])


def use_catalogues(package: str) -> None:
    """Let a package's `translations/` be searched too, and first in the running unit of work."""
    _own.set(package)
    if package not in _packages:
        _packages.append(package)


def _searched() -> list[str]:
    """The packages whose texts count, the one at work first: two may translate the same text differently."""
    return [_own.get(), *_packages]


def gettext(message: str, /, **values: Any) -> str:
    """A message in the current language, with its `{names}` filled in."""
    text = _lookup(message)
    return text.format(**values) if values else text


def gettext_of(package: str, message: str) -> str:
    """A message that another package says, such as a menu item of a service that runs elsewhere."""
    return _catalogue(package, language()).get(message) or _lookup(message)


def ngettext(singular: str, plural: str, number: int, /, **values: Any) -> str:
    """The singular or plural of a message in the current language; `{number}` is filled in."""
    for package in _searched():
        if (forms := _catalogue(package, language()).get((singular, plural))) and all(forms):
            text = forms[0 if number == 1 else 1]
            break
    else:
        text = singular if number == 1 else plural
    return text.format(number=number, **values)


class Lazy(str):
    """A message that is translated when it is shown."""

    def __str__(self) -> str:
        return _lookup(_source(self))

    def __html__(self) -> str:
        return str(escape(str(self)))

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def format(self, *args: Any, **values: Any) -> str:
        return _lookup(_source(self)).format(*args, **values)


def lazy(message: str) -> Lazy:
    """Mark a message at import time; it is translated when it is shown."""
    return Lazy(message)


def _source(message: str) -> str:
    return str.__str__(message)


def _lookup(message: str) -> str:
    message = _source(message) if isinstance(message, Lazy) else message
    if language() == "en":
        return message
    for package in _searched():
        if text := _catalogue(package, language()).get(message):
            return text
    return message


@cache
def _catalogue(package: str, code: str) -> dict[Any, Any]:
    path = catalogue_path(package, code)
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    return {each.id: each.string for each in catalogue if each.id and each.string and not each.fuzzy}


def catalogue_path(package: str, code: str) -> Path:
    """Where a package keeps its catalogue of a language."""
    folder = Path(str(import_module(package).__file__)).parent
    return folder / "translations" / f"{code}.po"
