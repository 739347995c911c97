"""Meetings: calendars, times set later, attendance, a reserve date that is used, and one that has passed."""

from functools import partial
from typing import Any

from icalendar import Calendar

from shared.cli.demo.browser import Unexpected
from shared.cli.demo.mailbox import Mail
from shared.cli.demo.season import Act, Season

CANCELLED, RESERVE = "2013-11-21", "2014-01-09"
HALF = 75


def acts(season: Season) -> list[Act]:
    return [
        *(
            Act(f"{day} 17:00", f"{name}: attendance is recorded", partial(record, ref, day))
            for ref, name, day in meetings(season)
        ),
        Act("2013-08-09 12:00", "a member subscribes to the calendar", partial(subscribe, "s01")),
        Act("2013-08-30 12:00", "a member of VERME2 subscribes: dates without times", partial(subscribe, "s11")),
        Act("2013-09-02 10:00", "the mentor sets VERME2's times: same UIDs, higher SEQUENCE", set_times),
        Act("2013-11-18 10:00", "21.11. is cancelled and the reserve date 9.1.2014 taken at once", cancel),
        Act("2013-12-05 10:00", "about to cancel 12.12.: the reserve date has passed; the meeting is kept", think_over),
    ]


def meetings(season: Season) -> list[tuple[str, str, str]]:
    """(group, its name, date) of every meeting that takes place."""
    plans = [*season.cast.calls["verme"]["groups"], season.cast.calls["sibling"]]
    found = [(each["ref"], each["name"]["fi"], str(day["date"])) for each in plans for day in each["meetings"]]
    return [(ref, name, RESERVE if day == CANCELLED else day) for ref, name, day in found]


def record(ref: str, day: str, season: Season) -> None:
    """One screen, by the link in the mentor's newest mail about the meeting."""
    browser = season.cast.browser("MENTOR-1")
    page = browser.get(attendance_mail(season, ref, day).link("/scheduling/attendance/"))
    members = {season.cast.email(each["ref"]): each for each in season.members(ref)}
    ids = season.ids_by_email
    absent = [ids[email] for email, each in members.items() if day in map(str, each.get("away", ()))]
    partly = [ids[email] for email, each in members.items() if day in map(str, each.get("late", ()))]
    half = {"partly": partly, "partly_minutes": str(HALF)} if partly else {}
    browser.submit(page, {"absent_notified": absent, **half})


def attendance_mail(season: Season, ref: str, day: str) -> Mail:
    """The newest mail to the mentor that speaks of the group and holds a link for attendance."""
    name = next(name for group, name, _ in meetings(season) if group == ref)
    for mail in reversed(season.mailbox.mails(season.cast.email("MENTOR-1"))):
        if name in mail.text and "/scheduling/attendance/" in mail.text:
            return mail
    raise Unexpected(f"the mentor has no link to record the attendance of {name} on {day}")


def subscribe(ref: str, season: Season) -> None:
    browser = season.cast.browser(ref)
    page = browser.get(season.cast.mail(ref, "N21").link("/scheduling/my-group/"))
    page = browser.submit(page, form="/calendar")
    season.calendars[ref] = next(
        value for value in _values(page.html) if "/scheduling/calendar/" in value and value.endswith(".ics")
    )
    group = next(each["outcome"] for each in season.cast.registrants if each["ref"] == ref)
    planned = [day for each, _, day in meetings(season) if each == group]
    if len(events(season, ref)) < len(planned):
        raise Unexpected(f"the calendar of {ref} lacks meetings")


def _values(html: str) -> list[str]:
    return [part.split('"', 1)[0] for part in html.split('value="')[1:]]


def events(season: Season, ref: str) -> dict[str, Any]:
    """The events of somebody's calendar by UID."""
    text = season.cast.browser(ref).download(season.calendars[ref]).text
    return {str(each["UID"]): each for each in Calendar.from_ical(text).walk("VEVENT")}


def set_times(season: Season) -> None:
    before = events(season, "s11")
    group = season.groups["siht2-2013"]
    times = season.cast.calls["sibling"]["times_set_later"]
    season.mentor.submit(season.mentor.get(f"/scheduling/groups/{group}/times"), times)
    season.timeline.settle()
    after = events(season, "s11")
    if before.keys() != after.keys():
        raise Unexpected("setting times changed the UIDs of meetings")
    if any(int(after[uid]["SEQUENCE"]) <= int(before[uid]["SEQUENCE"]) for uid in before):
        raise Unexpected("setting times did not raise SEQUENCE")


def cancel(season: Season) -> None:
    before = events(season, "s01")
    meeting = _meeting(season, "siht1-2013", CANCELLED)
    page = season.mentor.get(f"/scheduling/meetings/{meeting['id']}/cancel")
    season.mentor.submit(page, {"reason": "mentor_ill", "instead": "reserve_date"})
    season.timeline.settle()
    if not before.keys() <= events(season, "s01").keys():
        raise Unexpected("a cancelled meeting vanished from the calendar instead of being cancelled in it")


def think_over(season: Season) -> None:
    meeting = _meeting(season, "ope-2013", "2013-12-12")
    page = season.mentor.get(f"/scheduling/meetings/{meeting['id']}/cancel")
    page.expect("28.11.")


def _meeting(season: Season, ref: str, day: str) -> dict[str, Any]:
    found = season.mentor.call("GET", f"/api/scheduling/v1/groups/{season.groups[ref]}/meetings")
    return next(each for each in found if each["date"] == day)
