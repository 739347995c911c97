"""The ledgers leave no requirement out, and stand on tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LEDGERS = {
    file.stem: file.read_text(encoding="utf-8")
    for file in sorted((ROOT / "docs/reference/ledger").glob("*.md"))
    if file.stem != "README"
}
ROW = re.compile(r"^\| (?!row|-)([^|]+) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)


@pytest.mark.parametrize("service", LEDGERS)
def test_every_row_that_the_service_owns_is_shown_or_said_to_be_open(service):
    domain, _, _ = LEDGERS[service].partition("\n## ")
    shown = [number for row, _ in ROW.findall(domain) for number in numbers(row)]
    still_open = numbers(said(domain, "Not yet shown"))
    assert sorted({*shown}) == sorted({*numbers(said(domain, "Rows of the domain's ledger"))} - {*still_open})
    assert {*shown} & {*still_open} == set()


@pytest.mark.parametrize("service", LEDGERS)
def test_every_row_names_tests_that_exist_or_gives_a_reason(service):
    for row, shown in ROW.findall(LEDGERS[service]):
        assert shown.strip(), row
        missing = [each for each in re.findall(r"`(tests/[^`]+)`", shown) if not (ROOT / each).exists()]
        assert missing == [], row


def said(text: str, start: str) -> str:
    found = re.search(rf"^{start}: (.*?)\.$", text, re.MULTILINE | re.DOTALL)
    return found.group(1) if found else ""


def numbers(text: str) -> list[int]:
    """The rows in a list as `R1, R3-5`."""
    spans = [(int(first), int(last or first)) for first, last in re.findall(r"R(\d+)(?:-(\d+))?", text)]
    return [number for first, last in spans for number in range(first, last + 1)]
