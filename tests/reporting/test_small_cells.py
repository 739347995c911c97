"""No published figure can be worked back to one to four persons."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from services.reporting.domain.cells import publishable_row
from services.reporting.domain.participants import GENDERS, participants_by_year
from services.reporting.domain.report import Hidden
from tests.reporting import seeds

LARGEST = 8


def shown(parts: tuple[int, ...]) -> tuple[object, ...]:
    row = {"all": sum(parts)} | {str(n): each for n, each in enumerate(parts)}
    return tuple(publishable_row(row, "all", [str(n) for n in range(len(parts))]).values())


def test_every_withheld_figure_could_be_several_numbers():
    by_what_is_shown: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for parts in product(range(LARGEST + 1), repeat=4):
        by_what_is_shown.setdefault(shown(parts), []).append((sum(parts), *parts))
    for line, possible in by_what_is_shown.items():
        for place, each in enumerate(line):
            if isinstance(each, Hidden):
                assert len({numbers[place] for numbers in possible}) > 1, line


@given(st.lists(st.integers(0, 40), min_size=1, max_size=5))
def test_no_count_of_one_to_four_is_ever_shown(parts):
    assert not any(isinstance(each, int) and 0 < each < 5 for each in shown(tuple(parts)))


@given(st.lists(st.one_of(st.just(0), st.integers(5, 40)), min_size=1, max_size=5))
def test_figures_without_small_counts_are_shown_as_they_are(parts):
    assert shown(tuple(parts)) == (sum(parts), *parts)


def test_the_seeds_figures_survive_the_rule():
    seats = seeds.groups_2011() + seeds.groups_2012()
    as_is = participants_by_year(seats, seeds.genders(), seeds.FIGURES["groups_2012"]["as_of"])
    published = participants_by_year(seats, seeds.genders(), as_is.as_of, published=True)
    assert published.rows == as_is.rows


def test_a_total_over_years_is_left_out_where_it_would_tell_a_withheld_year():
    few = seeds.a_seat("P900", "tiny", seeds.an_attendance("tiny", seeds.date(2010, 3, 1)), year=2010)
    report = participants_by_year([few, *seeds.groups_2011()], seeds.genders(), seeds.date(2012, 1, 1), published=True)
    assert report.rows[0]["participants"] is Hidden.SMALL
    assert all(report.rows[0][each] is Hidden.SECONDARY for each in GENDERS)
    assert report.total is None
