"""Sheets that people send and get: CSV and XLSX as rows of text, whatever is in them.

Guaranteed: no more is unpacked or kept than the limits allow; nothing is evaluated; a formula is seen as its text,
beginning with "="; entities and document types are refused. Not guaranteed: anything but the first sheet of a book.
"""

import csv
from dataclasses import dataclass
from io import StringIO
from typing import Any

from shared.sheets.book import rows_of_book
from shared.sheets.limits import (
    LARGEST_FILE,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    EmptySheet,
    NotASheet,
    SheetTooLarge,
)

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
ABOUT = "# "
"""How a row begins that tells of the file itself; it is left out when the file is sent back."""
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Line:
    """A row with anything in it, by its number in the sheet, from 1."""

    number: int
    cells: tuple[str, ...]


def read(content: bytes) -> list[Line]:
    """The rows of a sheet, the headings first. Raises NotASheet, SheetTooLarge, EmptySheet."""
    if len(content) > LARGEST_FILE:
        raise SheetTooLarge()
    if content.startswith(_OLD_EXCEL):
        raise NotASheet()
    lines = _kept(rows_of_book(content)) if content.startswith(_ZIP) else _of_text(content)
    if len(lines) < 2:
        raise EmptySheet()
    return lines


def cell_name(column: int, line: int) -> str:
    """What a sheet calls a cell: the column from 0, the line from 1; `C7`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{line}"


def as_csv(rows: list[list[Any]], about: str = "") -> bytes:
    """A file for Finnish Excel: semicolons, UTF-8 with a byte order mark; no cell is taken for a formula.

    `about` stands on the last row: what the file is for, who took it and when (dossier C.3, rule 24).
    """
    rows = [*rows, [ABOUT + about]] if about else rows
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows([_harmless(each) for each in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def plain(cell: str) -> str:
    """A cell as it was meant: without the mark that keeps a text from being a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def _of_text(content: bytes) -> list[Line]:
    text = _decoded(content)
    if "\0" in text:
        raise NotASheet()
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(";\t,", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    try:
        return _kept((reader.line_num, row) for row in reader)
    except csv.Error as error:
        raise NotASheet() from error


def _decoded(content: bytes) -> str:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotASheet()


def _kept(rows: Any) -> list[Line]:
    found: list[Line] = []
    for number, cells in rows:
        if not any(each.strip() for each in cells) or cells[0].startswith(ABOUT):
            continue
        if len(found) > MOST_ROWS or len(cells) > MOST_COLUMNS or any(len(each) > LONGEST_CELL for each in cells):
            raise SheetTooLarge()
        found.append(Line(number, tuple(plain(each) for each in cells)))
    return found
