"""Reporting over a real database: events in, pages and JSON out, as somebody with a role."""

from datetime import UTC, datetime

import pytest
from werkzeug.test import Client

from services.reporting.service import Web
from shared.clock import real_now
from shared.contracts.people import PersonV1, StatisticsV1
from shared.contracts.registration import GroupV1
from shared.contracts.scheduling import MeetingSeriesV1, MeetingV1, ParticipationV1
from shared.people import links, sessions
from shared.web.service import application
from tests.reporting.seeds import DATES, NOW, an_id


@pytest.fixture
def reporting(runtime_of, clock):
    """A reporting service in February 2014."""
    clock.set(NOW)
    return runtime_of("reporting")


@pytest.fixture
def card(event):
    """`card("Tiina", role="mentor", at="opelix", organisation="hyria")`."""

    def make(person="Tiina", role=None, at=None, **more):
        roles = [{"role": role, "organisation": at, "valid_from": "2010-01-01", "valid_to": None}] if role else []
        values = {
            "first_name": person,
            "last_name": "Kuvitelma",
            "email": f"{person.lower()}@hyria.example",
            "organisation": "hyria",
            "worktime_form": "teaching_obligation",
            "language": "fi",
            "supervisor_id": None,
            "unit": None,
            "same_as": None,
            "roles": roles,
        }
        return event(PersonV1, "person_registered", id=an_id(person), **(values | more))

    return make


@pytest.fixture
def seat(event):
    """`seat("present", "absent", person="Tiina", group="G")`: attendance at the first meetings of DATES."""

    def make(*statuses, group="G", person="Tiina", employer="hyria", minutes=150, **more):
        lines = [
            {
                "meeting_id": str(an_id(f"{group}{number}")),
                "date": DATES[number],
                "status": status,
                "minutes": 0 if status.startswith("absent") else minutes,
                "employer": employer,
            }
            for number, status in enumerate(statuses)
        ]
        values = {"organisation": "opelix", "group_id": an_id(group), "person_id": an_id(person), "attendances": lines}
        return event(ParticipationV1, "participation_recorded", id=an_id(f"{group}/{person}"), **(values | more))

    return make


@pytest.fixture
def group(event):
    """`group("G", members=["Tiina"], mentor="Meri")`: a confirmed group with its held meetings, as events."""

    def make(name="G", members=("Tiina",), mentor="Meri", organisation="opelix", scope="network", held=4, **more):
        shared = {"organisation": organisation, "mentor_ids": [an_id(mentor)]}
        about = {"name": {"fi": f"Ryhmä {name}"}, "scope": scope, "reporting_year": 2013, "meeting_minutes": 150}
        member_ids = [an_id(each) for each in members]
        series = {"meetings_planned": 4, "meetings_held": held, "meetings_moved": 1, "scope": scope}
        meetings = [
            event(
                MeetingV1, "attendance_recorded", id=an_id(f"{name}{n}"), group_id=an_id(name), number=n + 1,
                state="recorded", date=DATES[n], start=None, end=None, replaces=None, **shared,
            )
            for n in range(held)
        ]  # fmt: skip
        return [
            event(GroupV1, "group_confirmed", id=an_id(name), member_ids=member_ids, **about, **shared, **more),
            event(MeetingSeriesV1, "series_scheduled", id=an_id(name), reporting_year=2013, **series, **shared),
            *meetings,
        ]

    return make


@pytest.fixture
def gender(event):
    def make(person, told):
        return event(StatisticsV1, "statistics_given", id=an_id(person), gender=told, organisation="hyria")

    return make


@pytest.fixture
def client(reporting):
    return Client(application(reporting, Web.routes))


@pytest.fixture
def as_person(client, reporting):
    """`as_person("Tiina")`: the client with her session."""

    def sign_in(name):
        value = sessions.begin(reporting.settings, an_id(name), remember=False, now=real_now())
        client.set_cookie(sessions.COOKIE, value)
        return client

    return sign_in


@pytest.fixture
def link(reporting):
    """`link("certificate", "G", "Tiina")`: the path of an action link."""

    def make(action, record, person, expires_at=datetime(2014, 8, 1, tzinfo=UTC)):
        address = links.address(reporting.settings, action, an_id(record), an_id(person), expires_at)
        return address.removeprefix(reporting.settings.base_url)

    return make
