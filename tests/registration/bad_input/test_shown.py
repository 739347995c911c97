"""What was typed and taken stays a text wherever it is shown: on pages, in calendars, feeds and sheets."""

import csv
import io

import pytest
from werkzeug.test import Client

from services.registration.commands import people
from services.registration.service import Web
from tests.registration.bad_input.everything import Everything

MARKUP = "<script>alert(1)</script>{{7*7}}"
FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1", "＝1+1", '"=1']
EVIL = "Verme\nBEGIN:VEVENT; x, y"


@pytest.fixture
def everything(season) -> Everything:
    return Everything(season, first_name=MARKUP)


def test_markup_in_a_name_is_a_text_on_every_page(everything):
    """B33, B35."""
    pages = [each for table in Web.routes for each in table if each.kind in ("page", "form")]
    manager, *_others, nobody = everything.clients()
    shown = 0
    for route in pages:
        for path in everything.paths(route):
            answer = (nobody if "<token>" in route.path else manager).get(path)
            text = answer.text if answer.mimetype == "text/html" else ""
            assert "<script>alert" not in text, path
            shown += "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in text
    assert shown > 15


def test_no_cell_of_a_sheet_that_is_taken_along_begins_a_formula(season):
    """B37."""
    everything = Everything(season)
    for number, formula in enumerate(FORMULAS):
        named = {"first_name": formula, "last_name": formula, "email": f"x{number}@hyria.example"}
        season.do(people.register_person, organisation="hyria", roles=[], **named)
    manager = next(everything.clients())
    for path in ("/registration/people/csv", "/registration/mentors/csv"):
        answer = manager.get(path)
        cells = [each for row in csv.reader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";") for each in row]
        assert [each for each in cells if each[:1] in "=+-@\t\r＝" and each] == []
        assert "\r" not in answer.headers["Content-Disposition"]


def test_a_title_breaks_out_of_no_calendar_and_no_feed(season):
    """B36, B39."""
    call = season.call(publish=False, name={"fi": EVIL})
    season.do(lambda work: setattr(work.session.get(type(call), call.id), "title", {"fi": EVIL + MARKUP}))
    everything = Everything(season)
    for path in ("/registration/calls.ics", "/registration/calls.atom"):
        answer = Client(everything.app).get(path)
        assert answer.status_code == 200
        assert "\nBEGIN:VEVENT; x" not in answer.text
        assert "<script>" not in answer.text
