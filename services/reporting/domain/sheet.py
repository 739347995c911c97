"""A table as a CSV file that Finnish Excel opens safely.

Semicolons, decimal comma, UTF-8 with BOM, CRLF. A text that a spreadsheet would take for a formula gets an
apostrophe in front; non-breaking spaces become spaces. Numbers stay numbers.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")

Cell = str | int | Decimal | date | None


def csv_file(lines: Iterable[Sequence[Cell]]) -> bytes:
    """The file's bytes."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([cell_text(each) for each in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def cell_text(cell: Cell) -> str:
    """One cell: `2,50`, `29.8.2013`, or a text that no spreadsheet runs."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell.day}.{cell.month}.{cell.year}"
    if isinstance(cell, int | Decimal):
        return str(cell).replace(".", ",")
    text = cell.replace("\u00a0", " ").replace("\u202f", " ")
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text
