"""The public promises stand on tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs/operations/promises.md").read_text(encoding="utf-8")
PROMISES = dict(re.findall(r"^## (P\d+)[:,](.*?)(?=^## )", TEXT, re.MULTILINE | re.DOTALL))
NAMED = re.compile(r"`(tests/\S+\.py)::(test_\w+)`( .*)?")


def test_the_promises_that_are_made_are_these():
    assert " ".join(PROMISES) == "P1 P2 P3 P7 P8 P9 P10 P11 P12 P13 P15 P29"


@pytest.mark.parametrize("promise", PROMISES)
def test_every_promise_names_tests_and_they_exist(promise):
    named = NAMED.findall(PROMISES[promise])
    assert named
    assert [f"{file}::{test}" for file, test, _ in named if not has_test(ROOT / file, test)] == []


def has_test(file: Path, name: str) -> bool:
    return file.exists() and re.search(rf"^def {name}\(", file.read_text(encoding="utf-8"), re.MULTILINE) is not None


def test_a_test_that_is_run_by_make_faults_is_marked_so_in_the_text():
    for file, test, remark in NAMED.findall(TEXT):
        slow = "pytest.mark.faults" in (ROOT / file).read_text(encoding="utf-8")
        assert slow == (remark.strip() == "*(faults)*"), test
