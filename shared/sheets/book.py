"""XLSX books: a zip of XML files, read by hand so that nothing in them is more than text.

The sizes that a book claims are not believed: each part is unpacked up to the limit and no further.
"""

from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile
from zlib import error as BadDeflate

from shared.sheets.limits import LARGEST_UNPACKED, MOST_COLUMNS, MOST_ROWS, NotASheet, SheetTooLarge

LAST_ROW = 1_048_576
"""A book has no row after this one."""
_BROKEN = (BadZipFile, BadDeflate, KeyError, IndexError, ExpatError, ValueError, RuntimeError, EOFError)


def rows_of_book(content: bytes) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet with their numbers. Raises NotASheet, SheetTooLarge."""
    try:
        with ZipFile(BytesIO(content)) as book:
            names = set(book.namelist())
            if "xl/workbook.xml" not in names:
                raise NotASheet()
            if sum(each.file_size for each in book.infolist()) > LARGEST_UNPACKED:
                raise SheetTooLarge()
            texts = _Texts()
            if "xl/sharedStrings.xml" in names:
                _parse(_unpacked(book, "xl/sharedStrings.xml"), texts)
            sheet = _Cells(texts.found)
            _parse(_unpacked(book, _first_sheet(book)), sheet)
    except _BROKEN as error:
        raise NotASheet() from error
    return sheet.rows


def _unpacked(book: ZipFile, name: str) -> bytes:
    with book.open(name) as file:
        content = file.read(LARGEST_UNPACKED + 1)
    if len(content) > LARGEST_UNPACKED:
        raise SheetTooLarge()
    return content


def _first_sheet(book: ZipFile) -> str:
    first, targets = _Attributes("sheet", "r:id"), _Attributes("Relationship", "Id", "Target")
    _parse(_unpacked(book, "xl/workbook.xml"), first)
    _parse(_unpacked(book, "xl/_rels/workbook.xml.rels"), targets)
    parts = {each[0]: each[1] for each in targets.found}
    target = parts[first.found[0][0]] if first.found else "worksheets/sheet1.xml"
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


class _Attributes:
    """Attributes of elements of one name."""

    def __init__(self, element: str, *names: str) -> None:
        self.element, self.names = element, names
        self.found: list[tuple[str, ...]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == self.element:
            self.found.append(tuple(attributes.get(each, "") for each in self.names))

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class _Texts:
    """The texts that cells share, in order."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._inside = name == "t"
        if name == "si":
            self._parts = []

    def end(self, name: str) -> None:
        self._inside = False
        if name == "si":
            self.found.append("".join(self._parts))

    def text(self, text: str) -> None:
        if self._inside:
            self._parts.append(text)


class _Cells:
    """The rows of a sheet."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.rows: list[tuple[int, list[str]]] = []
        self._kind, self._column, self._inside = "", 0, ""
        self._held: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            if len(self.rows) > 2 * MOST_ROWS:
                raise SheetTooLarge()
            number = int(attributes.get("r") or len(self.rows) + 1)
            if not 0 < number <= LAST_ROW:
                raise NotASheet()
            self.rows.append((number, []))
        elif name == "c":
            self._kind, self._held = attributes.get("t", ""), {}
            self._column = _column(attributes.get("r", ""), len(self.rows[-1][1]))
        self._inside = name

    def end(self, name: str) -> None:
        self._inside = ""
        if name == "c":
            cells = self.rows[-1][1]
            cells.extend([""] * (self._column - len(cells)))
            cells.append(self._value())

    def text(self, text: str) -> None:
        if self._inside in {"v", "t", "f"}:
            self._held[self._inside] = self._held.get(self._inside, "") + text

    def _value(self) -> str:
        if "f" in self._held:
            return f"={self._held['f']}"
        if self._kind == "s":
            return self.texts[int(self._held.get("v", ""))] if self._held.get("v") else ""
        return self._held.get("t", "") if self._kind == "inlineStr" else self._held.get("v", "")


def _column(reference: str, otherwise: int) -> int:
    number = 0
    for each in reference:
        if not "A" <= each <= "Z":
            break
        number = number * 26 + ord(each) - 64
    at = number - 1 if number else otherwise
    if at >= MOST_COLUMNS:
        raise SheetTooLarge()
    return at


def _parse(content: bytes, handler: Any) -> None:
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(content, True)


def _refuse(*_doctype: Any) -> None:
    raise NotASheet()
