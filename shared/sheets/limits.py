"""How large a sheet may be, and what is said of one that cannot be read."""

from shared.errors import DomainError

LARGEST_FILE = 8 * 1024 * 1024
LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 2_000


class NotASheet(DomainError):
    """The file is neither CSV nor XLSX."""

    code = "not_a_sheet"
    kind = "invalid"
    field = "file"
    text = "This is not a sheet that can be read. Save the list as .xlsx or .csv, and choose that file."


class SheetTooLarge(DomainError):
    """The file, or what it unpacks to, is larger than a list of people can be."""

    code = "sheet_too_large"
    kind = "invalid"
    field = "file"
    text = "The file is too large: at most {rows} rows and 8 MB. Leave out what is not needed, or send it in parts."

    def __init__(self) -> None:
        super().__init__(rows=MOST_ROWS)


class EmptySheet(DomainError):
    """There is no row under the headings."""

    code = "empty_sheet"
    kind = "invalid"
    field = "file"
    text = "There is nobody on the list. The first row has the headings, each row after it one person."
