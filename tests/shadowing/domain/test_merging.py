"""Joining what two people have written in one form."""

from hypothesis import given
from hypothesis import strategies as st

from services.shadowing.domain.merging import TOGETHER, changed, merge

QUESTIONS = ["goal", "purpose", "days", "shape"]
ANSWERS = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(["", "one", "two", None]))


def test_what_each_has_changed_elsewhere_is_kept() -> None:
    joined = merge({"goal": "one", "purpose": "x"}, {"goal": "two", "purpose": "x"}, {"goal": "one", "purpose": "y"})
    assert joined.answers == {"goal": "two", "purpose": "y"}
    assert joined.clashes == frozenset()


def test_two_different_answers_to_one_question_clash_and_ones_own_words_stay() -> None:
    joined = merge({"goal": "one"}, {"goal": "two"}, {"goal": "three"})
    assert (joined.answers, joined.clashes) == ({"goal": "three"}, {"goal"})


def test_the_same_answer_given_twice_is_no_clash() -> None:
    assert merge({}, {"goal": "two"}, {"goal": "two"}).clashes == frozenset()


def test_how_the_days_lie_and_which_they_are_is_one_question() -> None:
    known = {"shape": "separate_days", "days": ["2013-10-07"]}
    joined = merge(known, {**known, "shape": "contiguous_week"}, {**known, "days": ["2013-10-08"]})
    assert joined.clashes == {"shape", "days"}
    assert merge(known, {**known, "shape": "contiguous_week"}, known).answers["shape"] == "contiguous_week"


def test_an_empty_answer_is_no_answer_whatever_way_it_was_left_empty() -> None:
    assert merge({"goal": None}, {"goal": "two"}, {"goal": ""}).answers == {"goal": "two"}
    assert changed({"goal": None}, {"goal": "", "days": []}) == frozenset()


def test_an_answer_that_was_taken_away_stays_away() -> None:
    assert not merge({"goal": "one"}, {}, {"goal": "one"}).answers["goal"]


@given(ANSWERS, ANSWERS, ANSWERS)
def test_nobody_loses_a_word_without_being_asked(known: dict, theirs: dict, mine: dict) -> None:
    joined = merge(known, theirs, mine)
    for name in QUESTIONS:
        answer = joined.answers.get(name) or None
        assert answer in (theirs.get(name) or None, mine.get(name) or None)
        for writer in (theirs, mine):
            lost = name in changed(known, writer) and answer != (writer.get(name) or None)
            assert not lost or name in joined.clashes
        mixed = {joined.answers.get(each) or None for each in TOGETHER} if not joined.clashes else set()
        assert not mixed or any(
            all((joined.answers.get(each) or None) == (writer.get(each) or None) for each in TOGETHER)
            for writer in (theirs, mine)
        )


@given(ANSWERS, ANSWERS, ANSWERS)
def test_it_matters_to_clashes_alone_who_was_first(known: dict, theirs: dict, mine: dict) -> None:
    one, other = merge(known, theirs, mine), merge(known, mine, theirs)
    assert one.clashes == other.clashes
    assert changed(one.answers, other.answers) <= one.clashes


@given(ANSWERS, ANSWERS)
def test_writing_over_the_newest_version_changes_nothing_of_ones_own(known: dict, mine: dict) -> None:
    joined = merge(known, known, mine)
    assert joined.clashes == frozenset()
    assert changed(joined.answers, mine) == frozenset()
