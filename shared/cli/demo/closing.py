"""The end of the season: reports, the mails against the hand-written list, the table of what happened."""

from collections import Counter
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from rich.console import Console
from rich.table import Table

from shared.cli.demo.browser import Browser, Unexpected
from shared.cli.demo.cast import EXAMPLE, yaml_file
from shared.cli.demo.season import SERVICES, Act, Season
from shared.clock import HELSINKI

LAST_DAY = "2014-01-15"
WANTED = {
    "groups": 3,
    "meetings": 13,
    "moved": 1,
    "seats": 22,
    "participants": 22,
    "women": 19,
    "cost hours of 2014": 20.0,
    "mentor hours": 32.5,
    "VESO days": 2,
}
ROLES = {
    "participant": ("o1", "/scheduling/groups"),
    "supervisor": ("SUP-hml", "/reporting/reports"),
    "mentor": ("MENTOR-1", "/scheduling/groups"),
    "coordinator": ("COORD-hml", "/registration/desk"),
    "project manager": ("PM", "/registration/desk"),
}


def acts() -> list[Act]:
    return [Act(f"{LAST_DAY} 09:00", "the reports are written", write_reports)]


def write_reports(season: Season) -> None:
    """Every report that the project manager may see, and a supervisor's of her people's VESO days."""
    for kind in season.manager.call("GET", "/api/reporting/v1/reports"):
        for year in (2013, 2014) if kind["years"] == "accounting" else (2013,):
            _write(season, season.manager, kind, year)
    supervisor = season.cast.signed_in("SUP-hml", "reporting")
    for kind in supervisor.call("GET", "/api/reporting/v1/reports"):
        if kind["kind"] == "veso":
            _write(season, supervisor, kind, 2013)


def _write(season: Season, browser: Browser, kind: dict[str, Any], year: int) -> None:
    """Open a report's page and keep its CSV."""
    code, query = kind["kind"], f"year={year}&as_of={LAST_DAY}"
    browser.get(f"/reporting/reports/{code}?{query}").expect(kind["title"])
    answer = browser.download(f"/reporting/reports/{code}/csv?{query}")
    (season.reports / f"{code}-{year}.csv").write_bytes(answer.content)


def mails(season: Season) -> list[tuple[str, str, str]]:
    """(date, kind, person) of every mail but those of sign-in."""
    found = [each for each in season.mailbox.mails() if each.kind != "sign_in"]
    return [(_day(each.date), each.kind, season.cast.ref_of(each.to)) for each in found]


def _day(instant: str) -> str:
    return datetime.fromisoformat(instant).astimezone(HELSINKI).date().isoformat()


def expected_mails() -> list[tuple[str, str, str]]:
    """The hand-written list."""
    return [(str(each["date"]), each["kind"], to) for each in yaml_file("mails") for to in each["to"]]


def difference(season: Season) -> list[str]:
    """What is missing from the inbox, too much in it, or there twice; empty when all is well."""
    found, wanted = Counter(mails(season)), Counter(expected_mails())
    missing = [f"missing: {' '.join(each)}" for each in sorted((wanted - found).elements())]
    surplus = [f"not in the list: {' '.join(each)}" for each in sorted((found - wanted).elements())]
    return missing + surplus


def figures(season: Season) -> dict[str, int]:
    """What the season made, as the API tells."""
    groups = season.manager.call("GET", "/api/scheduling/v1/overview")["rows"]
    meetings = [season.manager.call("GET", f"/api/scheduling/v1/groups/{each['id']}/meetings") for each in groups]
    calls = season.manager.call("GET", f"/api/registration/v1/calls/{season.calls['verme']}")
    planned = [each for group in meetings for each in group if not each["replaces"]]
    return {
        "groups": len(calls["groups"]),
        "meetings": len(planned),
        "moved": sum(each["state"] == "moved" for each in planned),
        "seats": sum(each["members"] for each in calls["groups"]),
        "participants": _total(season.manager, "participants", 2013, "participants"),
        "women": _total(season.manager, "participants", 2013, "female"),
        "cost hours of 2014": _total(season.manager, "costs", 2014, "meeting_hours"),
        "mentor hours": _total(season.manager, "mentor-hours", 2013, "meeting_hours"),
        "VESO days": _total(season.cast.signed_in("SUP-hml", "reporting"), "veso", 2013, "veso_days"),
    }


def _total(browser: Browser, kind: str, year: int, column: str) -> Any:
    """The sum of a report's column over its rows."""
    report = browser.call("GET", f"/api/reporting/v1/reports/{kind}?year={year}&as_of={LAST_DAY}")
    return sum(each[column] or 0 for each in report["rows"])


def check(season: Season) -> dict[str, int]:
    """The figures. Raises Unexpected when they, or the mails, are not what the season must make."""
    found = figures(season)
    faults = [f"{name}: {found[name]}, not {wanted}" for name, wanted in WANTED.items() if found[name] != wanted]
    if season.period["state"] != "closed":
        faults.append(f"the pair period is {season.period['state']}, not closed")
    if faults := faults + difference(season):
        raise Unexpected("\n".join(faults))
    return found


def summary(season: Season, found: dict[str, int], console: Console) -> None:
    """The short table of what happened."""
    all_mails = season.mailbox.mails()
    signing_in = sum(each.kind == "sign_in" for each in all_mails)
    console.print(_services(season.timeline.activity()))
    console.print(
        f"{found['groups']} groups, {found['meetings']} meetings of which {found['moved']} moved, "
        f"{found['seats']} seats confirmed, 1 pair period reported; {len(all_mails) - signing_in} mails, equal to the "
        f"list in {EXAMPLE.name}/mails.yml, and {signing_in} to sign in."
    )
    for path in sorted(season.reports.glob("*.csv")):
        console.print(f"  {path}", highlight=False)


def sign_in_links(season: Season, console: Console) -> None:
    """Where to look as whom: the mail with the link is in the inbox, to be opened in the same browser."""
    console.print("To look at it, sign in as one of these; the link is in the mail, open it in the same browser:")
    for role, (ref, path) in ROLES.items():
        query = urlencode({"email": season.cast.email(ref), "next": path})
        console.print(f"  {role:16}{season.base_url}/registration/sign-in?{query}", highlight=False, soft_wrap=True)
    console.print(f"  {'mails':16}{season.base_url}/inbox/", highlight=False)


def _services(activity: dict[str, Any]) -> Table:
    table = Table(title="What happened", title_justify="left")
    for head in ("service", "events published", "events consumed", "failed"):
        table.add_column(head, justify="left" if head == "service" else "right")
    for name in SERVICES:
        each = activity[name]
        table.add_row(name, str(each["published"]), str(each["consumed"]), str(each["failed"]))
    return table
