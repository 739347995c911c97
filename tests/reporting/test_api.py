"""Reports and one's own matters through the JSON API: figures, rights, errors."""

from dataclasses import replace
from datetime import date

import pytest

from shared.contracts.shadowing import PeriodV1
from tests.reporting.seeds import an_id

REPORTS = "/api/reporting/v1/reports"
MINE = "/api/reporting/v1/mine"


@pytest.fixture
def season(reporting, deliver, card, seat, group, gender):
    """One network group of three and an internal one, with those who read of them."""
    people = [
        card("Pirjo", "project_manager", "opelix", organisation="tavastia"),
        card("Ritva", "member_coordinator", "hyria"),
        card("Leena", "leadership", "hyria"),
        card("Jorma", "supervisor", "hyria"),
        card("Meri", "mentor", "opelix", organisation="tavastia"),
        card("Tiina", supervisor_id=an_id("Jorma"), unit="Torikatu"),
        card("Bo", organisation="tavastia", worktime_form="annual"),
        card("Satu"),
    ]
    seats = [
        seat("present", "present", "present", "present"),
        seat("present", "absent_notified", "partial", "absent", person="Bo", employer="tavastia", minutes=100),
        seat("absent", "absent", "absent", "absent", person="Satu"),
    ]
    internal = seat("present", group="I", person="Satu", organisation="hyria", scope="internal")
    groups = group(members=["Tiina", "Bo", "Satu"]) + group(
        "I", members=["Satu"], mentor="Ritva", organisation="hyria", scope="internal", held=1
    )
    deliver(reporting, *people, *seats, internal, *groups, gender("Tiina", "female"))
    return reporting


@pytest.fixture
def report(season, as_person):
    def read(kind, reader="Pirjo", **asked):
        response = as_person(reader).get(f"{REPORTS}/{kind}", query_string=asked)
        assert response.status_code == 200, response.text
        return response.json

    return read


def test_the_project_manager_reads_participants_by_gender(report):
    found = report("participants", year=2013)
    assert found["rows"] == [
        {"reporting_year": 2013, "participants": 2, "female": 1, "male": 0, "other": 0, "not_stated": 1}
    ]
    assert (found["as_of"], found["published"], found["kind"]) == ("2014-02-03", False, "participants")


def test_as_of_an_earlier_day_less_had_happened(report):
    assert report("participants", as_of="2013-08-14")["rows"] == []
    assert report("costs", as_of="2013-12-31")["total"]["meeting_hours"] == pytest.approx(10.83)


def test_for_publication_small_counts_are_withheld(report):
    [row] = report("participants", published="true")["rows"]
    assert (row["participants"], row["female"]) == ("<5", "..")


def test_hours_of_january_are_next_years_cost(report):
    rows = report("costs")["rows"]
    hours = {(each["accounting_year"], each["employer"]): each["meeting_hours"] for each in rows}
    assert hours == {(2013, "hyria"): 7.5, (2013, "tavastia"): 3.33, (2014, "hyria"): 2.5}


def test_groups_show_seats_and_meetings(report):
    found = report("groups", year=2013)
    [row] = found["rows"]
    figures = ("seats", "meetings_planned", "meetings_held", "meetings_moved", "meeting_hours")
    assert [row[each] for each in figures] == [3, 4, 4, 1, 10.0]
    assert found["names"][str(an_id("G"))] == "Ryhmä G"


def test_attendance_is_shown_meeting_by_meeting(report):
    rows = report("attendance")["rows"]
    assert [(each["present"], each["possible"], each["percent"]) for each in rows] == [
        (2, 3, 66.7), (1, 3, 33.3), (2, 3, 66.7), (1, 3, 33.3),
    ]  # fmt: skip


def test_a_mentor_reads_of_the_groups_that_she_leads(report):
    assert {each["group"] for each in report("attendance", "Meri")["rows"]} == {str(an_id("G"))}
    [own] = report("mentor-hours", "Meri")["rows"]
    assert (own["mentor"], own["meetings"], own["remark"]) == (str(an_id("Meri")), 4, "other_length_not_chosen")


def test_a_coordinator_reads_of_the_members_own_groups_people_and_hours(report):
    assert {each["group"] for each in report("attendance", "Ritva")["rows"]} == {str(an_id("I"))}
    assert {each["employer"] for each in report("costs", "Ritva")["rows"]} == {"hyria"}
    assert {each["person"] for each in report("veso", "Ritva")["rows"]} == {
        str(an_id(each)) for each in ("Tiina", "Satu")
    }


def test_a_supervisor_reads_the_veso_days_of_her_own_people_alone(report):
    found = report("veso", "Jorma")
    [row] = found["rows"]
    assert (row["person"], row["meetings"], row["veso_days"]) == (str(an_id("Tiina")), 4, 1)
    assert (row["entitlement"], row["school_year"]) == ("entitled", "2013-2014")
    assert set(found["names"]) == {str(an_id("Tiina")), "hyria"}


def test_leadership_reads_sums_without_persons(report):
    for kind in ("veso", "mentor-hours", "groups", "costs"):
        found = report(kind, "Leena")
        assert "person" not in str(found["columns"]).replace("persons", "")
        assert not {str(an_id(each)) for each in ("Tiina", "Satu", "Bo", "Ritva")} & set(found["names"])
    units = {each["unit"]: each["veso_days"] for each in report("veso", "Leena")["rows"]}
    assert units == {"Torikatu": 1, None: 0}


@pytest.mark.parametrize(
    ("reader", "kinds"),
    [
        ("Pirjo", "participants groups attendance pair-figures pair-states costs mentor-hours"),
        ("Ritva", "groups attendance pair-figures pair-states costs mentor-hours veso"),
        ("Leena", "groups pair-figures pair-states costs mentor-hours veso"),
        ("Meri", "groups attendance mentor-hours"),
        ("Jorma", "veso"),
        ("Tiina", ""),
    ],
)
def test_everybody_is_offered_the_reports_that_they_may_see_and_refused_the_others(season, as_person, reader, kinds):
    client, every = as_person(reader), "participants groups attendance pair-figures pair-states costs mentor-hours veso"
    assert [each["kind"] for each in client.get(REPORTS).json] == kinds.split()
    answers = {each: client.get(f"{REPORTS}/{each}").status_code for each in every.split()}
    assert answers == {each: 200 if each in kinds.split() else 403 for each in every.split()}


def test_pairs_are_counted_by_stage(report, reporting, deliver, event):
    deliver(reporting, event(PeriodV1, "period_approved", organisation="opelix", reporting_year=2013))
    stages = {each["status"]: each["pairs"] for each in report("pair-states")["rows"]}
    assert stages == {"planned": 1, "in_progress": 0, "done_unreported": 0, "reported": 0}
    [figures] = report("pair-figures")["rows"]
    assert (figures["pairs"], figures["persons"], figures["days_planned"], figures["days_realised"]) == (1, 2, 5, 0)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("participants?year=abc", 422, None),
        ("participants?year=1999", 422, None),
        ("participants?as_of=31.2.2013", 422, None),
        ("participants?hidden=1", 422, None),
        ("nothing", 404, "not_found"),
        ("costs?published=true", 422, "not_publishable"),
        ("veso", 403, "forbidden"),
    ],
)
def test_what_cannot_be_answered_is_explained(season, as_person, path, status, code):
    response = as_person("Pirjo").get(f"{REPORTS}/{path}")
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    assert code in (None, response.json["code"])


def test_without_a_session_nothing_is_shown(season, client):
    for path in (REPORTS, f"{REPORTS}/participants", MINE):
        assert client.get(path).status_code == 401


def test_one_sees_ones_own_attendance_and_veso_days(season, as_person):
    found = as_person("Tiina").get(MINE).json
    assert found["seats"] == [
        {"group_id": str(an_id("G")), "name": "Ryhmä G", "meetings": 4, "recorded": 4, "hours": 10.0}
    ]
    assert [(each["school_year"], each["days"]) for each in found["veso"]] == [("2013-2014", 1)]
    assert found["mentor_hours"] == found["arrangement"] == []


def leave(reporting, slug, last):
    known = reporting.network.organisations
    known[slug] = replace(known[slug], leaves=last)


def test_attendance_that_comes_late_and_after_a_members_last_day_is_no_cost_and_is_not_lost(
    season, report, deliver, seat
):
    leave(season, "hyria", date(2013, 12, 31))
    deliver(season, seat("present", person="Satu", minutes=60, version=2**52))
    found = report("costs")
    own = {each["accounting_year"]: each for each in found["rows"] if each["employer"] == "hyria"}
    assert (own[2013]["meeting_hours"], own[2013]["hours_not_accepted"]) == (8.5, 0)
    assert (own[2014]["meeting_hours"], own[2014]["hours_not_accepted"]) == (0, 2.5)
    assert any("last day" in each or "viimeiseen päivään" in each for each in found["notes"])


def test_people_of_a_member_that_has_left_stay_in_the_figures_under_its_name(season, report):
    before = {kind: report(kind)["rows"] for kind in ("participants", "attendance", "groups")}
    leave(season, "hyria", date(2013, 12, 31))
    assert {kind: report(kind)["rows"] for kind in before} == before
    assert report("costs")["names"]["hyria"] == "Hyria koulutus"


def test_the_coordinator_and_leadership_of_a_member_that_has_left_read_no_report(season, as_person):
    leave(season, "hyria", date(2013, 12, 31))
    for reader in ("Ritva", "Leena"):
        assert as_person(reader).get(f"{REPORTS}/costs").status_code == 403


class TestArranging:
    HOURS = {"date": "2014-01-30", "what": "Tilan varaus", "hours": "1.5"}  # noqa: RUF012

    @pytest.fixture
    def mentor(self, season, as_person):
        return as_person("Meri")

    @staticmethod
    def post(client, **changed):
        headers = {"X-Requested-By": "vertais"}
        return client.post(f"{MINE}/arrangement", json=TestArranging.HOURS | changed, headers=headers)

    def test_a_mentor_records_hours_and_takes_them_back(self, mentor):
        recorded = self.post(mentor)
        assert recorded.status_code == 201
        [row] = mentor.get(MINE).json["mentor_hours"]
        assert row["arrangement_recorded"] == 1.5
        path = f"{MINE}/arrangement/{recorded.json['id']}"
        assert mentor.delete(path, headers={"X-Requested-By": "vertais"}).status_code == 204
        assert mentor.get(MINE).json["arrangement"] == []

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"date": "2014-02-04"}, "arranging_not_yet_done"),
            ({"hours": "1.3"}, "hours_not_quarters"),
            ({"hours": "3.25"}, "hours_not_quarters"),
        ],
    )
    def test_hours_that_cannot_be_are_refused(self, mentor, changed, code):
        response = self.post(mentor, **changed)
        assert (response.status_code, response.json["code"]) == (422, code)

    def test_hours_after_the_employers_last_day_are_refused_at_their_day_and_earlier_ones_are_not(self, season, mentor):
        leave(season, "tavastia", date(2014, 1, 30))
        refused = self.post(mentor, date="2014-01-31")
        assert (refused.status_code, refused.json["code"]) == (422, "employer_has_left")
        assert "ennen tätä päivää" in refused.json["errors"]["date"][0]
        assert self.post(mentor, date="2014-01-30").status_code == 201

    def test_who_is_no_mentor_records_none(self, season, as_person):
        assert self.post(as_person("Tiina")).status_code == 403

    def test_nobody_takes_back_the_hours_of_another(self, season, as_person):
        recorded = self.post(as_person("Meri")).json["id"]
        answer = as_person("Ritva").delete(f"{MINE}/arrangement/{recorded}", headers={"X-Requested-By": "vertais"})
        assert answer.status_code == 404
        assert len(as_person("Meri").get(MINE).json["arrangement"]) == 1
