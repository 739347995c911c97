"""Files that are taken along say what they are for, who took them and when, and it is written down (C.3, rule 24)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from shared import sheets
from shared.database.kit import AccessRow
from shared.people import Person
from tests.registration.test_desk import sign_in
from tests.registration.test_pages import Browser, app, browser, desk
from tests.registration.test_staff_lists import send

__all__ = ["app", "browser", "desk"]
FILES = {
    "/registration/people/csv": "The directory of people, for keeping the lists of staff up to date.",
    "/registration/mentors/csv": "The registry of mentors, for choosing who leads groups.",
}


def last_row(page, path: str) -> str:
    return page.client.get(path).get_data().decode("utf-8-sig").strip().splitlines()[-1]


@pytest.mark.parametrize("path", FILES)
def test_a_file_says_purpose_exporter_and_time_on_its_last_row(season, desk, path):
    season.person("aino", role="mentor")
    expected = f"# {FILES[path]} Taken by Projekti Malli on Wed 5 Jun 2013 at 9.00."
    assert last_row(desk, path).strip('"') == expected


@pytest.mark.parametrize("path", FILES)
def test_who_took_whose_data_and_when_is_written_down(season, desk, path):
    aino = season.person("aino", role="mentor")
    desk.client.get(path)
    with season.runtime.sessions() as session:
        row = session.scalars(select(AccessRow).where(AccessRow.route == path)).one()
    assert row.who == season.find(Person, email="projekti.malli@opelix.example").id
    assert abs(row.at - season.clock.now()) < timedelta(minutes=1)
    assert aino.id in row.whose


def test_each_file_has_only_what_its_exporter_may_see(season, desk, app):
    season.person("aino")
    season.person("eero", "tavastia")
    own = sign_in(season, Browser(app), "koord", "hyria", "member_coordinator")
    text = own.client.get("/registration/people/csv").get_data().decode()
    assert "aino.malli" in text
    assert "eero.malli" not in text


def test_the_row_about_the_file_is_no_person_when_the_file_is_sent_back(season, desk):
    season.person("aino")
    sent = desk.client.get("/registration/people/csv?employer=hyria").get_data()
    assert [each.number for each in sheets.read(sent)] == [1, 2]
    send(desk, sent).says("As before 1", "New people 0")
