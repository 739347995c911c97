"""From the call to confirmed groups: registering, approving, the queue and the second group."""

from functools import partial
from itertools import groupby
from typing import Any

from shared.cli.demo.browser import Unexpected
from shared.cli.demo.season import Act, Season
from shared.cli.demo.timeline import local

API = "/api/registration/v1"
DENIED_TEXT = "Syyslukukaudella ei ole sijaista; sovitaan keväästä."


def acts() -> list[Act]:
    return [
        Act("2013-06-03 09:00", "the project manager brings in the staff and publishes two calls", open_calls),
        Act(
            "2013-06-10 09:00",
            "7 register to Opetusalan VERME and confirm their addresses",
            partial(register, "2013-06-10"),
        ),
        Act(
            "2013-06-11 09:00",
            "10 secretaries register: nine places and one in the queue",
            partial(register, "2013-06-11"),
        ),
        Act(
            "2013-06-12 09:00",
            "6 more secretaries: the queue reaches five, a second group is proposed",
            partial(register, "2013-06-12"),
        ),
        Act("2013-06-12 18:00", "a supervisor denies one, with a reason that only she reads", deny),
        Act("2013-06-13 10:00", "supervisors approve all their people, each on one page", approve),
        Act("2013-06-14 10:00", "the seated answer the voluntary questions for statistics", answer_statistics),
        Act("2013-06-14 12:00", "a member's coordinator completes two cards: who has VESO days", complete_cards),
        Act("2013-06-17 10:00", "the project manager opens Sihteerien VERME2, dates without times", open_sibling),
        Act("2013-06-18 10:00", "the six take their places, in the order of the queue", take_offers),
        Act("2013-08-09 09:00", "Sihteerien VERME1 is confirmed", partial(confirm, "siht1-2013")),
        Act("2013-08-23 09:00", "Opetusalan VERME is confirmed", partial(confirm, "ope-2013")),
        Act("2013-08-30 09:00", "Sihteerien VERME2 is confirmed", partial(confirm, "siht2-2013")),
    ]


def open_calls(season: Season) -> None:
    people = season.manager.call("POST", f"{API}/people", [card(season, each) for each in season.cast.staff])
    ids = {each["email"]: each["id"] for each in people["people"]}
    season.cast.ids |= {ref: ids[season.cast.email(ref)] for ref in (each["ref"] for each in season.cast.staff)}
    for name in ("verme", "shadowing"):
        call = season.manager.call("POST", f"{API}/calls", _call(season, season.cast.calls[name]), 201)
        season.manager.call("POST", f"{API}/calls/{call['id']}/publish")
        season.calls[name] = call["id"]
        for group, plan in zip(call["groups"], season.cast.calls[name].get("groups", ()), strict=True):
            season.groups[plan["ref"]] = group["id"]
            _expect(group["closes_on"], str(plan["deadline"]), "the deadline is a week before the first meeting")


def card(season: Season, person: dict[str, Any]) -> dict[str, Any]:
    own = {key: value for key, value in person.items() if key not in ("ref", "supervisor")}
    supervisor = {"supervisor_email": season.cast.email(person["supervisor"])} if "supervisor" in person else {}
    return {**own, "email": season.cast.email(person["ref"]), **supervisor}


def _call(season: Season, plan: dict[str, Any]) -> dict[str, Any]:
    same = (
        "kind",
        "title",
        "scope",
        "reporting_year",
        "venue",
        "quota",
        "closes_on",
        "period_days",
        "window_from",
        "window_to",
    )
    found = {key: _plain(plan[key]) for key in same if key in plan}
    groups = [_group(season, each) for each in plan.get("groups", ())]
    return {**found, "opens_at": local(f"{plan['opens_on']} 08:00").isoformat(), "groups": groups}


def _group(season: Season, plan: dict[str, Any]) -> dict[str, Any]:
    same = ("name", "staff_groups", "min_size", "max_size", "meeting_minutes")
    dates = {name: [_date(each) for each in plan[name]] for name in ("meetings", "reserve_dates")}
    return {**{key: plan[key] for key in same}, **dates, "mentor_ids": [season.cast.ids[plan["mentor"]]]}


def _date(found: dict[str, Any]) -> dict[str, Any]:
    return {key: str(value) for key, value in found.items()}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | dict) else str(value)


def register(day: str, season: Season) -> None:
    """The form, the page to check, the mail, the link in it, its button."""
    page = f"/registration/calls/{season.calls['verme']}/register"
    registering = [each for each in season.cast.registrants if str(each["day"]) == day]
    for person in registering:
        browser = season.cast.browser(person["ref"])
        check = browser.submit(browser.get(page), answers(season, person))
        browser.submit(check)
    season.timeline.settle()
    for person in registering:
        browser = season.cast.browser(person["ref"])
        browser.submit(browser.get(season.cast.mail(person["ref"], "N5").link("/registration/confirm/")))


def answers(season: Season, person: dict[str, Any]) -> dict[str, str]:
    same = ("first_name", "last_name", "unit", "job_title", "language")
    return {key: person[key] for key in same} | {
        "group_id": season.groups[person["group"]],
        "email": season.cast.email(person["ref"]),
        "employer": person["organisation"],
        "supervisor_email": season.cast.email(person["supervisor"]),
        "commitment": "true",
        "step": "you",
    }


def deny(season: Season) -> None:
    """One supervisor says no; the reason is on the participant's own page, and not on the coordinator's."""
    (person,) = season.members("denied")
    link = season.cast.mail(person["supervisor"], "N6").link("/registration/supervisor/")
    browser = season.cast.browser(person["supervisor"])
    one = _registration(season, person)
    answer = {"reason": "no_substitute", "text": DENIED_TEXT}
    browser.submit(browser.get(f"{link}/{one['id']}/deny"), answer)
    season.timeline.settle()
    mine = season.cast.mail(person["ref"], "N9").link("/registration/mine/")
    season.cast.browser(person["ref"]).get(mine).expect(DENIED_TEXT)
    desk = season.manager.get(f"/registration/desk/groups/{season.groups[person['group']]}")
    if DENIED_TEXT in desk.text:
        raise Unexpected("the coordinator reads the reason of a denial")


def _registration(season: Season, person: dict[str, Any]) -> dict[str, Any]:
    found = season.manager.call("GET", f"{API}/groups/{season.groups[person['group']]}/registrations")
    email = season.cast.email(person["ref"])
    return next(each for each in found if each["person"]["email"] == email)


def approve(season: Season) -> None:
    """Every other supervisor approves everybody on her page."""
    asking = [each for each in season.cast.registrants if each["outcome"] != "denied"]
    for ref, people in groupby(sorted(asking, key=lambda each: each["supervisor"]), lambda each: each["supervisor"]):
        link = season.cast.mail(ref, "N6").link("/registration/supervisor/")
        browser = season.cast.browser(ref)
        page = browser.get(link)
        for _ in people:
            page = browser.submit(page, form="/approve")


def answer_statistics(season: Season) -> None:
    for person in season.members("ope-2013") + season.members("siht1-2013"):
        _answer_statistics(season, person)


def _answer_statistics(season: Season, person: dict[str, Any]) -> None:
    mine = season.cast.mail(person["ref"], "N12").link("/registration/mine/")
    browser = season.cast.browser(person["ref"])
    browser.submit(browser.get(f"{mine}/statistics"), {"gender": person["gender"]})


def complete_cards(season: Season) -> None:
    """Tried first, then done."""
    coordinator = season.cast.signed_in("COORD-hml")
    teachers = [each for each in season.members("ope-2013") if each["organisation"] == "hml"]
    rows = [
        {key: each[key] for key in ("first_name", "last_name", "organisation", "worktime_form")}
        | {"email": season.cast.email(each["ref"])}
        for each in teachers
    ]
    tried = coordinator.call("POST", f"{API}/people?dry_run=true", rows)
    _expect((tried["changed"], tried["problems"]), (len(rows), []), "what the list would change")
    coordinator.call("POST", f"{API}/people", rows)


def open_sibling(season: Season) -> None:
    plan = season.cast.calls["sibling"]
    body = {"name": plan["name"], "meetings": [_date(each) for each in plan["meetings"]]}
    first = season.groups["siht1-2013"]
    group = season.manager.call("POST", f"{API}/groups/{first}/sibling", body, 201)
    _expect(group["closes_on"], str(plan["deadline"]), "the second group has its own deadline")
    season.groups[plan["ref"]] = group["id"]


def take_offers(season: Season) -> None:
    for person in season.members("siht2-2013"):
        browser = season.cast.browser(person["ref"])
        browser.submit(browser.get(season.cast.mail(person["ref"], "N14").link("/registration/offer/")))
    season.timeline.settle()
    for person in season.members("siht2-2013"):
        _answer_statistics(season, person)


def confirm(ref: str, season: Season) -> None:
    group = season.manager.call("POST", f"{API}/groups/{season.groups[ref]}/confirm", {})
    _expect(group["members"], len(season.members(ref)), f"members of {ref}")


def _expect(found: Any, wanted: Any, what: str) -> None:
    if found != wanted:
        raise Unexpected(f"{what}: {found!r}, not {wanted!r}")
