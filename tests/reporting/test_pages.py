"""Pages: reports as tables and files, one's own page, the certificate by link."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest

from services.reporting.queries.reports import KINDS
from shared.people import links
from tests.reporting.seeds import an_id


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def token_of(response):
    return re.search(r'name="form_token" value="([^"]+)"', response.text).group(1)


@pytest.fixture
def season(reporting, deliver, card, seat, group, gender):
    people = [
        card("Pirjo", "project_manager", "opelix", organisation="tavastia"),
        card("Ritva", "member_coordinator", "hyria"),
        card("Meri", "mentor", "opelix", organisation="tavastia"),
        card("Tiina"),
        card("Bo", language="sv"),
    ]
    seats = [seat("present", "absent", "partial", minutes=100), seat("present", person="Bo", employer="tavastia")]
    deliver(reporting, *people, *seats, *group(members=["Tiina", "Bo"], held=3), gender("Tiina", "female"))
    return reporting


def test_the_list_shows_what_the_reader_may_see(season, as_person):
    shown = text_of(as_person("Pirjo").get("/reporting/reports"))
    assert "Verkoston ryhmiin osallistuneet sukupuolen ja vuoden mukaan" in shown
    assert "VESO-päivät" not in shown


def test_who_may_see_no_report_is_shown_the_way_to_ones_own_page(season, as_person):
    shown = as_person("Tiina").get("/reporting/reports")
    assert "/reporting/mine" in shown.text
    assert "Tässä ei ole sinulle raportteja" in text_of(shown)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_report_is_a_page_in_three_languages(season, as_person, language):
    client = as_person("Pirjo")
    client.set_cookie("vertais_language", language)
    for kind in KINDS.keys() - {"veso"}:
        response = client.get(f"/reporting/reports/{kind}")
        assert response.status_code == 200
        assert f'lang="{language}"' in response.text


def test_a_report_says_the_as_of_day_the_definition_and_who_made_it(season, as_person):
    shown = text_of(as_person("Pirjo").get("/reporting/reports/participants?year=2013&as_of=31.12.2013"))
    assert "Tilanne ti 31.12.2013" in shown
    assert "Osallistuja on henkilö, joka oli raportin päivään mennessä läsnä ainakin kerran" in shown
    assert "Raportin teki Pirjo Kuvitelma ma 3.2.2014" in shown


def test_a_faulty_choice_is_shown_at_its_field_and_nothing_typed_is_lost(season, as_person):
    response = as_person("Pirjo").get("/reporting/reports/participants?year=abc&as_of=1.1.2014")
    assert response.status_code == 422
    assert 'value="abc"' in response.text
    assert 'value="1.1.2014"' in response.text
    assert "govuk-error-summary" in response.text


def test_an_empty_report_says_so(season, as_person):
    shown = text_of(as_person("Pirjo").get("/reporting/reports/costs?year=2011"))
    assert "Näillä valinnoilla ei ole vielä raportoitavaa" in shown


def test_a_report_is_saved_for_a_spreadsheet(season, as_person):
    response = as_person("Pirjo").get("/reporting/reports/costs/csv?year=2013")
    assert response.content_type == "text/csv; charset=utf-8"
    assert "costs-2014-02-03.csv" in response.headers["Content-Disposition"]
    assert response.data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig")), delimiter=";"))
    assert lines[0] == ["Tilivuosi", "Työnantaja", "Tapaamistunnit", "Parijaksojen päivät"]
    assert ["2013", "Hyria koulutus", "3,33", "0"] in lines
    assert any("Raportin teki Pirjo Kuvitelma" in each[0] for each in lines if each)


def test_a_name_that_looks_like_a_formula_is_only_text_in_the_file(season, as_person, deliver, card):
    deliver(season, card("Tiina", first_name="=1+1"))
    response = as_person("Ritva").get("/reporting/reports/veso/csv")
    assert "'=1+1 Kuvitelma" in response.text


@pytest.mark.parametrize("path", ["/reporting/reports/veso", "/reporting/reports/veso/csv"])
def test_a_report_that_is_not_ones_own_is_refused(season, as_person, path):
    assert as_person("Pirjo").get(path).status_code == 403


@pytest.mark.parametrize("path", ["/reporting/reports", "/reporting/reports/costs", "/reporting/mine"])
def test_without_a_session_one_is_led_to_the_sign_in(season, client, path):
    response = client.get(path)
    assert response.status_code == 303
    assert "/reporting/sign-in" in response.headers["Location"]


def test_an_unknown_report_does_not_exist(season, as_person):
    assert as_person("Pirjo").get("/reporting/reports/nothing").status_code == 404


def test_ones_own_page_shows_attendance_and_the_way_to_the_certificate(season, as_person):
    response = as_person("Tiina").get("/reporting/mine")
    assert "Läsnä 2 tapaamisessa, läsnäolot kirjattu 3 tapaamisesta, 3,33 tuntia" in text_of(response)
    assert f"/reporting/certificates/{an_id('G')}" in response.text
    assert "Bo" not in text_of(response)


def test_a_mentor_records_hours_of_arranging_by_form_and_takes_them_back(season, as_person):
    client = as_person("Meri")
    form = client.get("/reporting/mine/arrangement")
    typed = {"date": "30.1.2014", "what": "Kahvit", "hours": "1,5", "form_token": token_of(form)}
    assert client.post("/reporting/mine/arrangement", data=typed).status_code == 303
    assert client.post("/reporting/mine/arrangement", data=typed).status_code == 303
    page = client.get("/reporting/mine?recorded")
    assert text_of(page).count("to 30.1.2014: Kahvit, 1,5 h") == 1
    action = re.search(r'action="(/reporting/mine/arrangement/[^"]+/remove)"', page.text).group(1)
    assert client.post(action, data={"form_token": token_of(page)}).status_code == 303
    assert "Et ole kirjannut järjestelytunteja" in text_of(client.get("/reporting/mine"))


def test_hours_of_the_future_are_explained_at_the_day_and_nothing_typed_is_lost(season, as_person):
    client = as_person("Meri")
    token = token_of(client.get("/reporting/mine/arrangement"))
    typed = {"date": "4.2.2014", "what": "Kahvit", "hours": "1,5", "form_token": token}
    response = client.post("/reporting/mine/arrangement", data=typed)
    assert response.status_code == 422
    assert "päivä, joka ei ole tulevaisuudessa" in text_of(response)
    assert 'value="Kahvit"' in response.text


class TestCertificate:
    def test_the_link_shows_name_group_dates_and_hours_without_sign_in(self, season, client, link):
        shown = text_of(client.get(link("certificate", "G", "Tiina")))
        assert "Osallistumistodistus Tiina Kuvitelma on osallistunut" in shown
        assert "Ryhmä G" in shown
        assert "to 15.8.2013, 1,67 h to 31.10.2013, 1,67 h" in shown
        assert "26.9.2013" not in shown

    def test_it_speaks_the_language_of_its_person(self, season, client, link):
        assert "Deltagarintyg" in text_of(client.get(link("certificate", "G", "Bo")))

    def test_the_link_of_somebody_who_was_never_present_shows_nothing(self, season, client, link):
        assert client.get(link("certificate", "G", "Meri")).status_code == 404

    def test_a_late_link_says_so(self, season, client, link):
        late = link("certificate", "G", "Tiina", expires_at=datetime(2014, 2, 2, tzinfo=UTC))
        assert client.get(late).status_code == 410

    def test_a_forged_link_shows_nothing(self, season, client, link):
        path = link("certificate", "G", "Tiina")
        assert client.get(path[:-1] + ("a" if path[-1] != "a" else "b")).status_code == 404

    def test_a_link_for_something_else_shows_nothing(self, season, client):
        other = links.mint(season.settings, "group", an_id("G"), an_id("Tiina"), datetime(2014, 8, 1, tzinfo=UTC))
        assert client.get(f"/reporting/certificate/{other}").status_code == 404

    def test_signed_in_one_sees_ones_own_alone(self, season, as_person):
        assert "Tiina Kuvitelma" in text_of(as_person("Tiina").get(f"/reporting/certificates/{an_id('G')}"))
        assert as_person("Pirjo").get(f"/reporting/certificates/{an_id('G')}").status_code == 404


@pytest.fixture
def narrow(reporting, deliver, card, seat, gender):
    """Six women and one who tells nothing in 2013, one of 2012 alone; what a choice narrows down to one person."""
    women = [f"Nainen{number}" for number in range(6)]
    seats = [seat("present", "present", person=each) for each in women]
    seats.append(seat("absent", "present", person="Vieno"))
    seats.append(seat("present", person="Olli", group="H", reporting_year=2012))
    people = [card("Pirjo", "project_manager", "opelix"), *(card(each) for each in [*women, "Vieno", "Olli"])]
    deliver(reporting, *people, *seats, *(gender(each, "female") for each in women), gender("Olli", "male"))


@pytest.mark.parametrize("as_of", ["2013-08-15", "2013-09-26", "2014-02-03"])
def test_b45_no_choice_narrows_a_published_figure_down_to_a_few(narrow, as_person, as_of):
    client, found = as_person("Pirjo"), {}
    for year in ("", "2012", "2013"):
        asked = f"year={year}&as_of={as_of}&published=true"
        sheet = client.get(f"/reporting/reports/participants/csv?{asked}").text
        page = client.get(f"/reporting/reports/participants?{asked}").text
        found[year] = client.get(f"/api/reporting/v1/reports/participants?{asked.replace('year=&', '')}").json
        shown = [each[name] for each in found[year]["rows"] for name in each.keys() - {"reporting_year"}]
        assert shown
        assert {1, 2, 3, 4}.isdisjoint(shown)
        assert not re.search(r";[1-4](;|\r?\n)", sheet)
        assert not re.search(r"<td[^>]*>\s*[1-4]\s*</td>", page)
    assert found[""]["total"] is None
    assert found[""]["rows"] == [*found["2012"]["rows"], *found["2013"]["rows"]]
