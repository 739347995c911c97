"""Which messages a package says, and what its catalogues lack.

Messages are: calls of `_`, `gettext`, `ngettext`, `lazy`, `N_` in Python; the same in templates; `text = "…"` of
domain errors; titles of menu items. The kit's catalogue also covers the texts of `shared` outside `shared.web`.
"""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from shared.web.i18n import LANGUAGES, catalogue_path

KIT = "shared.web"
TRANSLATED = tuple(each for each in LANGUAGES if each != "en")
_SAYING = {"_", "gettext", "N_", "lazy"}
_PLACEHOLDER = re.compile(r"\{(\w+)[^}]*\}|%\{\w+\}")
_SKIPPED = {"contracts", "testing", "cli"}
Message = str | tuple[str, str]


def messages(package: str) -> dict[Message, list[str]]:
    """Every message of a package, with the files that say it."""
    folder = Path(str(import_module(package).__file__)).parent
    root = folder.parent if package == KIT else folder
    found: dict[Message, list[str]] = {}
    for path in sorted(each for each in root.rglob("*") if each.suffix in {".py", ".html", ".txt"}):
        place = path.relative_to(root)
        if package == KIT and place.parts[0] in _SKIPPED:
            continue
        for message in _of_python(path) if path.suffix == ".py" else _of_template(path):
            places = found.setdefault(message, [])
            places.extend([str(place)] if str(place) not in places else [])
    return found


def update(package: str) -> Iterator[tuple[Path, int]]:
    """Bring a package's catalogues up to date; yields each with the number of untranslated messages."""
    for language in TRANSLATED:
        catalogue = _current(package, language)
        path = catalogue_path(package, language)
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=120, omit_header=True, sort_output=True, include_lineno=False)
        yield path, sum(1 for each in catalogue if each.id and not _complete(each.string))


def faults(package: str) -> Iterator[str]:
    """What is wrong with a package's catalogues, one sentence each."""
    said = messages(package)
    for language in TRANSLATED:
        path = catalogue_path(package, language)
        stored = _read(path, language)
        for message in said:
            known = stored.get(message[0] if isinstance(message, tuple) else message)
            if known is None or not _complete(known.string):
                yield f"{path}: no translation of {message!r}"
            elif known.fuzzy:
                yield f"{path}: fuzzy translation of {message!r}"
            elif _placeholders(message) != _placeholders(known.string):
                yield f"{path}: other placeholders in the translation of {message!r}"
        stale = [each.id for each in stored if each.id and each.id not in said]
        yield from (f"{path}: nobody says {each!r} any more" for each in stale)


def _current(package: str, language: str) -> Catalog:
    stored = _read(catalogue_path(package, language), language)
    fresh = Catalog(locale=language, charset="utf-8")
    for message, places in messages(package).items():
        known = stored.get(message[0] if isinstance(message, tuple) else message)
        fresh.add(message, known.string if known else None, locations=[(each, 0) for each in places])
    return fresh


def _read(path: Path, language: str) -> Catalog:
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _complete(text: Any) -> bool:
    return all(text) if isinstance(text, tuple | list) else bool(text)


def _placeholders(text: Any) -> set[str]:
    parts = text if isinstance(text, tuple | list) else (text,)
    return {found.group(0) for each in parts for found in _PLACEHOLDER.finditer(each)}


def _of_template(path: Path) -> Iterator[Message]:
    with path.open("rb") as file:
        for _, function, message, _ in babel_extract(
            file, ("_", "gettext", "ngettext"), (), {"extensions": "jinja2.ext.do"}
        ):
            yield (_part(message, 0), _part(message, 1)) if function == "ngettext" else _part(message, 0)


def _part(message: Any, number: int) -> str:
    return str(message[number] if isinstance(message, tuple) else message)


def _of_python(path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *rest]):
                if name in _SAYING:
                    yield text
                elif name == "ngettext" and isinstance(rest[0], ast.Constant):
                    yield text, str(rest[0].value)
                elif name == "MenuItem" and isinstance(rest[0], ast.Constant):
                    yield str(rest[0].value)
            case ast.ClassDef(body=body):
                yield from (found for line in body if (found := _error_text(line)))


def _error_text(line: ast.stmt) -> str | None:
    match line:
        case ast.Assign(targets=[ast.Name(id="text")], value=ast.Constant(value=str(text))):
            return text
        case ast.AnnAssign(target=ast.Name(id="text"), value=ast.Constant(value=str(text))):
            return text
    return None
