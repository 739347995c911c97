"""The form of a call asks what its kind needs, and keeps what was typed when the kind is changed in the middle."""

import re

import pytest
from sqlalchemy import func, select

from services.registration.tables import Call
from tests.registration.test_pages import Browser, app, browser, desk, link

__all__ = ["app", "browser", "desk", "link"]
NEW = "/registration/desk/calls/new"
OF_ONE_KIND = {"known_by", "quota", "period_days", "window_from", "window_to", "venue_name"}
TYPED = {"title_fi": "Syksy", "reporting_year": "2013", "opens_on": "1.6.2013"}


def asked(page: Browser) -> set[str]:
    """The names of the fields that are shown."""
    inputs = re.findall(r"<(?:input|textarea|select)[^>]*>", page.text.split("<main", 1)[1])
    return {re.search(r'name="(\w+)"', each)[1] for each in inputs if 'type="hidden"' not in each}


def changed_to(page: Browser, what: str, **typed: str) -> Browser:
    """What the button does that changes the kind: everything typed goes to the other form."""
    path = page.path.rsplit("/", 1)[0] + f"/{what}"
    return page._seen(path, page.client.post(path, data={"in_language": "en"} | typed))


def number_of_calls(season) -> int:
    with season.runtime.sessions() as session:
        return session.scalar(select(func.count()).select_from(Call))


@pytest.mark.parametrize(
    ("what", "own"),
    [
        ("fixed", {"venue_name"}),
        ("together", {"venue_name", "known_by", "window_from", "window_to"}),
        ("pairs", {"quota", "period_days", "window_from", "window_to"}),
    ],
)
def test_a_form_asks_only_what_its_kind_of_call_needs(desk, what, own):
    desk.open(NEW).says("What does the new call invite to?")
    assert f'href="{NEW}/{what}"' in desk.text
    desk.open(f"{NEW}/{what}")
    assert asked(desk) & OF_ONE_KIND == own
    assert {"title_fi", "opens_on", "closes_on", "reporting_year"} <= asked(desk)


def test_what_was_typed_stays_when_the_kind_is_changed_there_and_back(desk, season):
    desk.open(f"{NEW}/pairs")
    assert f'formaction="{NEW}/fixed"' in desk.text
    changed_to(desk, "fixed", **TYPED, quota="12", about_fi="Pareille")
    assert desk.status == 200
    assert 'value="Syksy"' in desk.text
    assert '<input type="hidden" name="quota" value="12">' in desk.text
    changed_to(desk, "pairs", **TYPED, quota="12", about_fi="Pareille").send("Save the draft", closes_on="30.8.2013")
    call = season.find(Call)
    assert (call.kind, call.quota, call.title["fi"], call.about["fi"]) == ("shadowing", 12, "Syksy", "Pareille")


def test_nothing_is_made_by_changing_the_kind_and_nothing_of_another_kind_is_kept(desk, season):
    desk.open(f"{NEW}/pairs")
    changed_to(desk, "fixed", **TYPED, quota="12", period_days="5", known_by="1.9.2013")
    assert number_of_calls(season) == 0
    desk.send("Save the draft", opens_on="1.6.2013")
    call = season.find(Call)
    assert (call.kind, call.placing) == ("verme", "fixed")
    assert (call.quota, call.period_days, call.known_by) == (None, None, None)


@pytest.mark.parametrize("what", ["together", "pairs"])
def test_where_one_day_ends_registration_the_form_asks_for_it_at_its_field(desk, season, what):
    desk.open(f"{NEW}/{what}").send("Save the draft", **TYPED)
    assert desk.status == 422
    assert 'id="closes_on-error"' in desk.text
    assert number_of_calls(season) == 0


def test_a_public_call_stays_what_it_is(desk, season):
    call = season.call()
    page = f"/registration/desk/calls/{call.id}/edit"
    desk.open(f"{page}/fixed").says("Change the call")
    assert "formaction" not in desk.text
    for other in ("together", "pairs"):
        assert desk.open(f"{page}/{other}").status == 404
        assert desk.client.post(f"{page}/{other}", data=TYPED).status_code in {404, 422}
    assert (season.find(Call).kind, season.find(Call).placing) == ("verme", "fixed")


@pytest.mark.parametrize("what", ["shadowing", "x"])
def test_there_is_no_form_for_an_unknown_kind(desk, what):
    assert desk.open(f"{NEW}/{what}").status == 404
