"""The figures that the seeds state come out, and what must not count does not."""

from datetime import date
from decimal import Decimal

from services.reporting.domain.attendance import attendance_by_meeting
from services.reporting.domain.mentors import Arrangement, Employment, mentor_hours
from services.reporting.domain.participants import participants_by_year
from services.reporting.domain.periods import pair_figures, pair_states
from services.reporting.domain.policies import seinajoki
from services.reporting.domain.veso import credits_of, veso_days
from tests.reporting import seeds

FIGURES = seeds.FIGURES
AT_2012 = FIGURES["groups_2012"]["as_of"]


def test_29_persons_took_part_in_2011_of_whom_20_women_and_9_men():
    seats = seeds.groups_2011()
    report = participants_by_year(seats, seeds.genders(), date(2012, 1, 1), year=2011)
    assert report.rows[0]["participants"] == FIGURES["groups_2011"]["expected"]["unique"] == 29
    assert (report.rows[0]["female"], report.rows[0]["male"]) == (20, 9)
    assert sum(1 for each in seats if each.attended) == 32


def test_27_persons_had_taken_part_by_the_report_of_october_2012():
    report = participants_by_year(seeds.groups_2012(), seeds.genders(), AT_2012, year=2012)
    assert report.rows[0] | {"reporting_year": 2012} == report.rows[0]
    assert [report.rows[0][each] for each in ("participants", "female", "male", "other", "not_stated")] == [
        27,
        22,
        5,
        0,
        0,
    ]


def test_a_group_that_starts_after_the_as_of_day_is_in_the_report_of_the_whole_year():
    report = participants_by_year(seeds.groups_2012(), seeds.genders(), date(2012, 12, 31), year=2012)
    assert report.rows[0]["participants"] == FIGURES["groups_2012"]["expected"]["whole_year"] == 33


def test_a_person_of_both_years_is_one_person():
    report = participants_by_year(seeds.groups_2011() + seeds.groups_2012(), seeds.genders(), AT_2012)
    assert [each["participants"] for each in report.rows] == [29, 27]
    assert report.total is not None
    assert report.total["participants"] == FIGURES["groups_2012"]["expected"]["both_years"] == 49


def test_with_nothing_else_told_only_women_and_men_are_printed():
    report = participants_by_year(seeds.groups_2011(), seeds.genders(), AT_2012)
    assert [each.code for each in report.shown_columns()] == ["reporting_year", "participants", "female", "male"]


def test_twelve_pairs_of_2011_are_24_persons_and_60_days():
    row = pair_figures(seeds.pairs_2011(), seeds.genders(), date(2011, 12, 31)).rows[0]
    expected = FIGURES["pairs_2011"]["expected"]
    assert (row["pairs"], row["visitors"], row["persons"]) == (12, 12, 24)
    assert (row["female"], row["male"], row["additional_colleagues"]) == (18, 6, expected["additional"])
    assert (row["days_planned"], row["days_realised"], row["person_days"]) == (60, 60, 120)
    assert row["scope"] == "cross_organisation"


def test_21_internal_pairs_of_2012_stood_where_the_report_says():
    report = pair_states(seeds.pairs_2012(), FIGURES["pairs_2012"]["as_of"])
    assert {each["status"]: each["pairs"] for each in report.rows} == FIGURES["pairs_2012"]["states"]
    assert report.total is not None
    assert report.total["pairs"] == 21
    figures = pair_figures(seeds.pairs_2012(), {}, FIGURES["pairs_2012"]["as_of"]).rows[0]
    assert (figures["days_planned"], figures["scope"], figures["not_stated"]) == (105, "internal", 42)


def test_seinajokis_attendance_is_79_percent():
    seats, meetings, _ = seeds.seinajoki()
    total = attendance_by_meeting(seats, meetings, date(2018, 7, 31)).total
    assert total is not None
    assert (total["present"], total["possible"]) == (237, 300)
    assert total["percent"] == Decimal("79.0")
    assert total["hours"] == Decimal("355.50")


def test_seinajokis_fifty_earn_34_veso_days():
    seats, meetings, staff = seeds.seinajoki()
    credits = credits_of(seats, staff, {each.id: each.minutes for each in meetings}, lambda _: seinajoki)
    report = veso_days(credits, staff, lambda _: seinajoki, date(2018, 7, 31))
    assert len(credits) == 50
    assert report.total is not None
    assert report.total["veso_days"] == 34
    assert sum(each.meetings >= 4 and each.entitlement == "not_entitled" for each in credits) == 6


def test_seinajokis_six_mentors_are_paid_66_and_a_half_hours():
    _, meetings, _ = seeds.seinajoki()
    arrangement = [Decimal(str(each)) for each in FIGURES["seinajoki"]["arrangement"]]
    recorded = [Arrangement(seeds.an_id(f"M{n}"), date(2017, 9, 1), each) for n, each in enumerate(arrangement)]
    employment = Employment("seinajoki", seinajoki, None)
    report = mentor_hours(meetings, recorded, lambda _: employment, date(2018, 7, 31))
    paid = {each["mentor"]: each["paid_hours"] for each in report.rows}
    expected = [Decimal(str(each)) for each in FIGURES["seinajoki"]["expected"]["paid_hours"]]
    assert [paid[seeds.an_id(f"M{n}")] for n in range(6)] == expected
    assert report.total is not None
    assert report.total["paid_hours"] == Decimal("66.5")
