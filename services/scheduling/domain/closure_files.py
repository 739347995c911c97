"""Breaks, exams and closed days from a sheet: `first;last;kind;unit`, one a line, as spreadsheets save it.

Every line is read or explained; nothing is guessed. A heading line is passed over.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from services.scheduling.domain.closures import KINDS, Closure

LONGEST = timedelta(days=100)
MOST = 500
YEARS = range(1990, 2101)
WORDS = {
    "school_break": ("school_break", "loma", "lov", "break"),
    "exams": ("exams", "koe", "kokeet", "koeviikko", "prov", "provvecka"),
    "closed": ("closed", "suljettu", "stängt"),
}
FAULTS = ("date", "order", "long", "kind", "many")
_FINNISH = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True)
class Sheet:
    """What was read, and the faults by line."""

    closures: tuple[Closure, ...]
    faults: tuple[tuple[int, str], ...]


def read(text: str, organisation: str) -> Sheet:
    """The closures of one organisation on a sheet."""
    found: list[Closure] = []
    faults: list[tuple[int, str]] = []
    for number, row in _rows(text):
        if len(found) >= MOST:
            faults.append((number, "many"))
            break
        result = _closure(row, organisation)
        if isinstance(result, Closure):
            found.append(result)
        elif number > 1 or result != "date":  # the first line may be a heading
            faults.append((number, result))
    return Sheet(tuple(sorted(set(found), key=lambda each: (each.first, each.kind))), tuple(faults))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    lines = text.lstrip("\ufeff").replace("\0", "").splitlines()
    for number, line in enumerate(lines, 1):
        parts = next(csv.reader([line], delimiter=";" if ";" in line else ","), [])
        cells = [each.strip() for each in parts]
        if any(cells):
            yield number, cells


def _closure(row: list[str], organisation: str) -> Closure | str:
    cells = [*row, "", "", "", ""]
    first, last = _day(cells[0]), _day(cells[1] or cells[0])
    kind = next((each for each in KINDS if (cells[2] or "loma").casefold() in WORDS[each]), None)
    if first is None or last is None:
        return "date"
    if last < first:
        return "order"
    if last - first > LONGEST:
        return "long"
    return Closure(organisation, first, last, kind, cells[3][:80] or None) if kind else "kind"


def _day(text: str) -> date | None:
    try:
        found = _FINNISH.fullmatch(text)
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None
