"""The seeds' people, groups and pairs as facts, built from figures.yaml."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import yaml

from services.reporting.domain.facts import Attendance, Meeting, Participation, Party, Period, PeriodDay
from services.reporting.domain.veso import Staff

SPACE = UUID("6f0a2f44-5f5a-4c6e-8f55-0a3c6d2e1b11")
NOW = datetime(2014, 2, 3, 9, tzinfo=UTC)
DATES = ["2013-08-15", "2013-09-26", "2013-10-31", "2014-01-09", "2014-01-30"]
FIGURES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("figures.yaml").read_text(encoding="utf-8"))


def an_id(name: str) -> UUID:
    """The id of something that a test calls by name."""
    return uuid5(SPACE, name)


def people(ranges: Iterable[str]) -> Iterator[str]:
    """`P001-P003` -> P001, P002, P003."""
    for each in ranges:
        first, _, last = each.partition("-")
        for number in range(int(first[1:]), int((last or first)[1:]) + 1):
            yield f"{first[0]}{number:03}"


def an_attendance(meeting: str, day: date, status: str = "present", minutes: int = 120, employer: str = "hyria"):
    return Attendance(an_id(meeting), day, status, minutes if status in ("present", "partial") else 0, employer)


def a_seat(person: str, group: str, *attendances: Attendance, year: int = 2013, scope: str = "network"):
    return Participation(an_id(group), an_id(person), "opelix", scope, year, attendances)


def groups_2011() -> list[Participation]:
    """Everybody who sat, the one who withdrew before the first meeting; network scope only."""
    found = FIGURES["groups_2011"]
    seats = [
        a_seat(person, group, an_attendance(group, date(2011, 3, 10)), year=2011)
        for group, members in found["groups"].items()
        for person in people(members)
    ]
    return seats + [
        a_seat(each, group, year=2011) for each, group in found["withdrew_before_the_first_meeting"].items()
    ]


def groups_2012() -> list[Participation]:
    """The five groups of 2012 with the first meeting of each."""
    return [
        a_seat(person, group, an_attendance(group, found["first_meeting"]), year=2012)
        for group, found in FIGURES["groups_2012"]["groups"].items()
        for person in people(found["members"])
    ]


def internal_groups() -> list[Participation]:
    """The practice groups inside one member; they are no network groups."""
    return [
        a_seat(person, f"I-{year}", an_attendance(f"I-{year}", date(year, 3, 1)), year=year, scope="internal")
        for year in (2011, 2012)
        for person in people(FIGURES[f"groups_{year}"]["internal"])
    ]


def genders() -> dict[UUID, str]:
    """What everybody told: the men are listed, all others are women."""
    men = {
        an_id(each) for part in ("groups_2011", "groups_2012", "pairs_2011") for each in people(FIGURES[part]["male"])
    }
    everybody = {an_id(each) for each in people(["P001-P060", "P901-P918", "Q001-Q024"])}
    return {each: "male" if each in men else "female" for each in everybody}


def a_period(name: str, visitor: str, host: str, **more: Any) -> Period:
    days = tuple(PeriodDay(more["first_day"] + timedelta(days=each), "planned") for each in range(5))
    return Period(
        id=an_id(name),
        organisation=more.get("organisation", "opelix"),
        scope=more.get("scope", "cross_organisation"),
        reporting_year=more["first_day"].year,
        parties=(Party(an_id(visitor), "hyria", "visitor"), Party(an_id(host), "hami", "host")),
        days=more.get("days", days),
        days_granted=5,
        additional_colleagues=more.get("additional_colleagues", 0),
        occasions={event: noon(day) for event, day in more["occasions"].items()},
    )


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def pairs_2011() -> list[Period]:
    """Twelve pairs who did everything."""
    found = FIGURES["pairs_2011"]
    pairs = list(zip(people(found["visitors"]), people(found["hosts"]), strict=True))
    first = date(2011, 10, 3)
    done = {"period_approved": date(2011, 9, 1), "period_started": first, "period_performed": date(2011, 10, 8)}
    return [
        a_period(
            f"SH11-{number}", *pair, first_day=first, occasions=done,
            additional_colleagues=found["additional_colleagues"].get(number, 0),
        )
        for number, pair in enumerate(pairs, start=1)
    ]  # fmt: skip


REACHED = {
    "planned": ("period_approved",),
    "in_progress": ("period_approved", "period_started"),
    "done_unreported": ("period_approved", "period_started", "period_performed", "followup_due"),
    "reported": ("period_approved", "period_started", "period_performed", "followup_due", "followup_completed"),
}


def pairs_2012() -> list[Period]:
    """Twenty-one internal pairs, each as far as the report of 18.10.2012 says."""
    states = [state for state, count in FIGURES["pairs_2012"]["states"].items() for _ in range(count)]
    return [
        a_period(
            f"SH12-{number}", f"R{number:03}", f"R{number + 100:03}", first_day=date(2012, 9, 3), scope="internal",
            occasions={event: date(2012, 9, 1 + step) for step, event in enumerate(REACHED[state])},
        )
        for number, state in enumerate(states)
    ]  # fmt: skip


def seinajoki() -> tuple[list[Participation], list[Meeting], dict[UUID, Staff]]:
    """Fifty people in six groups of six 1.5-hour meetings."""
    found = FIGURES["seinajoki"]
    days = [date(2017, 9, 7) + timedelta(weeks=5 * each) for each in range(found["meetings_per_group"])]
    meetings = [
        Meeting(an_id(f"S{group}-{number}"), an_id(f"S{group}"), number, day, "recorded", 90, (an_id(f"M{group}"),))
        for group in range(len(found["sizes"]))
        for number, day in enumerate(days, start=1)
    ]
    groups = [group for group, size in enumerate(found["sizes"]) for _ in range(size)]
    rows = [
        (attended, number < found["of_which_assistants"].get(attended, 0))
        for attended, persons in found["attended"].items()
        for number in range(persons)
    ]
    seats, staff = [], {}
    for person, (group, (attended, assistant)) in enumerate(zip(groups, rows, strict=True)):
        lines = (
            an_attendance(f"S{group}-{n}", day, "present" if n <= attended else "absent", 90, "seinajoki")
            for n, day in enumerate(days, start=1)
        )
        seats.append(a_seat(f"S{person}", f"S{group}", *lines, year=2017, scope="internal"))
        staff[an_id(f"S{person}")] = Staff("general" if assistant else "teaching_obligation", "Törnävä")
    return seats, meetings, staff
