"""One pair period across two organisations, through its five stages."""

from typing import Any

from shared.cli.demo.season import Act, Season

API = "/api/shadowing/v1"
FOLLOWUP = {
    "purpose_fulfilled": "yes",
    "learned": "Tavoitekeskustelu kannattaa käydä ennen ensimmäistä päivää.",
    "bring_to_community": "Kerron muistilistasta tiimipalaverissa ja otan sen käyttöön.",
    "would_recommend": "yes",
    "share_with_supervisor": True,
}


def acts() -> list[Act]:
    return [
        Act("2013-08-19 10:00", "pair: one colleague invites another from a second organisation, who accepts", invite),
        Act("2013-08-20 10:00", "pair: both write the plan and accept the same version", plan),
        Act("2013-08-21 10:00", "pair: both supervisors answer by link", state),
        Act("2013-08-26 10:00", "pair: the project manager approves by the three criteria", decide),
        Act("2013-09-18 10:00", "pair: a start before the goals is refused", start_too_early),
        Act("2013-09-20 10:00", "pair: the goals form goes to the project manager and both supervisors", report_goals),
        Act("2013-11-08 10:00", "pair: the first follow-up form", follow_up_first),
        Act("2013-11-11 10:00", "pair: the second follow-up form: the period counts as reported", follow_up_second),
        Act("2013-11-20 16:00", "pair: what was learned is shared", share),
    ]


def _path(season: Season, tail: str = "") -> str:
    return f"{API}/periods/{season.period['id']}{tail}"


def _of(season: Season, who: str) -> Any:
    return season.cast.signed_in(season.cast.pair[who], "shadowing")


def invite(season: Season) -> None:
    other = season.cast.people[season.cast.pair["b"]]
    body = {key: other[key] for key in ("first_name", "last_name", "organisation")} | {
        "email": season.cast.email(other["ref"]),
        "kind": season.cast.pair["kind"],
        "call_id": season.calls["shadowing"],
    }
    season.period = _of(season, "a").call("POST", f"{API}/periods", body, 201)
    season.timeline.settle()
    browser = season.cast.browser(other["ref"])
    page = browser.get(season.cast.mail(other["ref"], "N37").link("/shadowing/invitation/"))
    browser.submit(page, form="/accept")


def plan(season: Season) -> None:
    pair, texts = season.cast.pair, season.cast.pair["plan"]
    body = {
        "kind": pair["kind"],
        "visits": "mutual",
        "purpose": texts["purpose"],
        "goal": texts["goals"],
        "benefit_inviter": texts["benefit_a"],
        "benefit_invited": texts["benefit_b"],
        "wider_benefit": texts["wider_benefit"],
        "shape": pair["shape"],
        "days": [str(day) for day in pair["days"]],
        "version": 0,
    }
    saved = _of(season, "a").call("PUT", _path(season, "/plan"), body)
    for who in ("a", "b"):
        _of(season, who).call("POST", _path(season, "/plan/accept"), {"version": saved["plan"]["version"]})


def state(season: Season) -> None:
    for ref in season.cast.pair["supervisors"]:
        browser = season.cast.browser(ref)
        page = browser.get(season.cast.mail(ref, "N38").link("/shadowing/statement/"))
        browser.submit(page, {"supports": "yes", "took_part": "true"})


def decide(season: Season) -> None:
    criteria = dict.fromkeys(("purposeful", "serves_cooperation", "serves_both"), "yes")
    season.manager.call("POST", _path(season, "/decision"), {**criteria, "decision": "approve"})


def start_too_early(season: Season) -> None:
    refusal = _of(season, "a").call("POST", _path(season, "/start"), status=409)
    season.tell(f"                  {refusal['detail']}")


def report_goals(season: Season) -> None:
    texts = season.cast.pair
    body = {
        "goals": texts["plan"]["goals"],
        "ways_of_working": texts["goals"]["ways_of_working"],
        "sharing_plan": "Marraskuun tiimipalaverissa molemmissa oppilaitoksissa.",
        "with_colleague": True,
        "with_supervisors": "both",
        "version": 0,
    }
    saved = _of(season, "b").call("PUT", _path(season, "/goals"), body)
    accepted = {"version": saved["goals"]["version"], "time_reserved": True}
    for who in ("a", "b"):
        _of(season, who).call("POST", _path(season, "/goals/accept"), accepted)


def follow_up_first(season: Season) -> None:
    _follow_up(season, "a")


def follow_up_second(season: Season) -> None:
    _follow_up(season, "b")


def _follow_up(season: Season, who: str) -> None:
    own = _of(season, who)
    goals = own.call("GET", _path(season))["goals_to_answer"]
    own.call("POST", _path(season, "/followup"), FOLLOWUP | {"goal_attainment": ["well"] * len(goals)})


def share(season: Season) -> None:
    sharing = season.cast.pair["sharing"]
    body = {"channels": [sharing["channel"]], "happened_on": str(sharing["happened_on"])}
    period = _of(season, "a").call("POST", _path(season, "/sharing"), body)
    season.period = period
