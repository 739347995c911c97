"""The small-cell rule for published figures: nobody can be found from a number (dossier C.3-13).

Counts of 1 to 4 persons are withheld, zero and five or more are shown, and no withheld count can be worked out
from the others in its row: where it could, the whole breakdown of the row is withheld.
"""

from collections.abc import Sequence

from services.reporting.domain.report import Hidden, Row, Value
from shared.errors import DomainError

SMALLEST_SHOWN = 5


class NotPublishable(DomainError):
    """The report has no form for publication."""

    code = "not_publishable"
    kind = "invalid"
    text = "This report is for internal use only. Leave out the choice “for publication”."


def publishable_row(row: Row, total: str, parts: Sequence[str]) -> Row:
    """A row with its small counts withheld; the parts sum to the total."""
    count = _count(row[total])
    if count == 0:
        return row
    if count < SMALLEST_SHOWN:
        return {**row, total: Hidden.SMALL, **dict.fromkeys(parts, Hidden.SECONDARY)}
    small = [each for each in parts if 0 < _count(row[each]) < SMALLEST_SHOWN]
    if not small:
        return row
    if _ambiguous(len(small), sum(_count(row[each]) for each in small)):
        return {**row, **dict.fromkeys(small, Hidden.SMALL)}
    return {**row, **{each: Hidden.SECONDARY for each in parts if _count(row[each])}}


def publishable_count(value: Value) -> Value:
    """A single count of persons that no other figure breaks down."""
    return Hidden.SMALL if 0 < _count(value) < SMALLEST_SHOWN else value


def is_withheld(row: Row) -> bool:
    """Whether anything in a row is withheld."""
    return any(isinstance(each, Hidden) for each in row.values())


def _ambiguous(cells: int, together: int) -> bool:
    return cells > 1 and cells < together < cells * (SMALLEST_SHOWN - 1)


def _count(value: Value) -> int:
    return value if isinstance(value, int) else 0
