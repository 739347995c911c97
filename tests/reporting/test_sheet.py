"""CSV files open in Finnish Excel, and run nothing."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.domain.sheet import FORMULA_STARTS, cell_text, csv_file

HOSTILE = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1+1", " =1", "=cmd|' /C calc'!A0", "\u00a0=1"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_a_formula_is_only_text(text):
    assert cell_text(text).startswith("'")


def test_numbers_and_dates_are_written_the_finnish_way():
    line = ["Hyria", Decimal("2.50"), 9, date(2014, 1, 9), None]
    assert csv_file([line]) == "\ufeffHyria;2,50;9;9.1.2014;\r\n".encode()


def test_a_negative_number_stays_a_number():
    assert cell_text(Decimal("-1.50")) == "-1,50"


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=4), min_size=1))
def test_every_text_comes_back_as_the_same_cell(lines):
    read = list(csv.reader(io.StringIO(csv_file(lines).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert read == [[cell_text(each) for each in line] for line in lines]
    assert not any(cell.startswith(FORMULA_STARTS) for line in read for cell in line)
