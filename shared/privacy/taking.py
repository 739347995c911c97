"""What an organisation takes along: its own part of every service, as tables, and all of them as one package.

A service says in its `privacy` package what is an organisation's own: `taken(work, organisation)` yields tables, each
only if the actor may read it (dossier C.2). Who may take anything at all writes the cards of the organisation's people.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.util import find_spec
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import orjson

from shared.errors import Forbidden, NotFound
from shared.plugins import Manifest
from shared.privacy.own_data import plain
from shared.sheets import as_csv
from shared.web.i18n import gettext as _
from shared.web.i18n import language
from shared.work import UnitOfWork

Part = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """Rows of one kind. `columns`: codes and their titles (msgids), in the order of the values of each row."""

    name: str
    title: str
    columns: Mapping[str, str]
    rows: Sequence[Sequence[Any]]


def require_taker(work: UnitOfWork, organisation: str) -> None:
    """Raises NotFound, or Forbidden for who keeps no cards there: its coordinator, its admin, the project manager."""
    if organisation not in work.network.organisations:
        raise NotFound()
    if not work.actor.may("write", "contact_details", organisation):
        raise Forbidden()


def gives(manifest: Manifest) -> bool:
    """Whether a service keeps anything that is an organisation's own."""
    package = f"{manifest.package}.privacy"
    return find_spec(package) is not None and find_spec(f"{package}.taking") is not None


def part(work: UnitOfWork, organisation: str) -> Part:
    """This service's part, as JSON. Raises NotFound, Forbidden."""
    require_taker(work, organisation)
    tables: Iterable[Table] = work.manifest.load("privacy.taking").taken(work, organisation)
    return {
        "service": work.manifest.name,
        "title": work.manifest.title(language()),
        "tables": [_written(each) for each in tables],
    }


def _written(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": _(table.title),
        "columns": [{"code": code, "title": _(title)} for code, title in table.columns.items()],
        "rows": [dict(zip(table.columns, map(_value, each), strict=True)) for each in table.rows],
    }


def _value(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else plain(value)


def package(parts: Iterable[Part], about: str, more: Sequence[str]) -> bytes:
    """A ZIP: what it is, every part as JSON, every table as a sheet with what it is for on the last row."""
    body, answered = io.BytesIO(), [each for each in parts if each["answered"]]
    with ZipFile(body, "w", ZIP_DEFLATED) as file:
        file.writestr("README.txt", "\r\n".join([about, "", *_contents(answered), "", *more, ""]).encode("utf-8-sig"))
        for each in answered:
            content = {"about": about, **each}
            file.writestr(f"{each['service']}.json", orjson.dumps(content, option=orjson.OPT_INDENT_2))
            for table in each["tables"]:
                file.writestr(f"{each['service']}-{table['name']}.csv", _sheet(table, f"{table['title']}. {about}"))
    return body.getvalue()


def _contents(parts: Iterable[Part]) -> Iterator[str]:
    for each in parts:
        for table in each["tables"]:
            yield f"{each['service']}-{table['name']}.csv: {each['title']}, {table['title']} ({len(table['rows'])})"


def _sheet(table: Mapping[str, Any], about: str) -> bytes:
    head = [each["title"] for each in table["columns"]]
    return as_csv([head, *([_cell(each) for each in row.values()] for row in table["rows"])], about)


def _cell(value: Any) -> Any:
    """As Finnish Excel reads it: a decimal comma, a list in one cell."""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    return ", ".join(map(str, value)) if isinstance(value, list) else value
