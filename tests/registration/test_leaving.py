"""A member leaves the network (H1): nothing new begins, what goes on is finished, cards stay as they are."""

from datetime import timedelta

import pytest

from services.registration.commands.employment import change_employer
from services.registration.commands.imports import RowsHaveProblems, import_people
from services.registration.commands.mentors import offer_to_lead
from services.registration.commands.people import correct_own_card
from services.registration.pages.screens import employer_choices
from services.registration.tables import Mentor
from shared.errors import OrganisationHasLeft
from shared.people import Person
from tests.registration.conftest import START
from tests.registration.test_api import Api
from tests.registration.test_mentors import PROFILE, accepted
from tests.registration.test_mentors import actor as own
from tests.registration.test_merging import coordinator, manager
from tests.registration.test_moves import two_groups

TODAY = START.date()
TO_HYRIA = {
    "organisation": "hyria",
    "on": TODAY,
    "unit": None,
    "job_title": None,
    "supervisor_email": "uusi.pomo@tavastia.example",
}


def test_people_of_a_member_that_has_left_begin_nothing_new_and_what_goes_on_is_finished(season):
    group, _ = two_groups(season)
    season.leave("hyria", TODAY)
    before = season.register(group.id, "liisa")
    season.clock.set(START + timedelta(days=1))
    with pytest.raises(OrganisationHasLeft):
        season.register(group.id, "eero")
    with pytest.raises(OrganisationHasLeft):
        season.do(change_employer, season.person("muu", "tavastia").id, TO_HYRIA, actor=manager(season))
    assert season.approve(before).state_name == "confirmed"


def test_lists_of_staff_leave_the_cards_of_a_member_that_has_left_as_they_are(season):
    season.person("liisa", "hyria")
    before = season.find(Person, email="liisa.malli@hyria.example")
    season.leave("hyria", TODAY)
    season.clock.set(START + timedelta(days=1))
    for email in ("liisa.malli@hyria.example", "uusi@hyria.example"):
        row = {"first_name": "Uusi", "last_name": "Nimi", "email": email, "organisation": "hyria"}
        found = season.do(import_people, [row], dry_run=True, actor=manager(season))
        assert [(each["field"], each["code"]) for each in found.problems] == [("organisation", "organisation_has_left")]
        with pytest.raises(RowsHaveProblems):
            season.do(import_people, [row], dry_run=False, actor=manager(season))
    assert season.find(Person, id=before.id).first_name == before.first_name


def test_nobody_of_a_member_that_has_left_offers_to_lead_and_who_leads_goes_on(season):
    leads, would = accepted(season, "mentori"), season.person("toinen", "hyria")
    season.leave("hyria", TODAY)
    season.clock.set(START + timedelta(days=1))
    with pytest.raises(OrganisationHasLeft):
        season.do(offer_to_lead, would.id, PROFILE, actor=own(would))
    season.do(offer_to_lead, leads.id, PROFILE | {"capacity_groups": 1}, actor=own(leads))
    assert season.find(Mentor, id=leads.id).capacity_groups == 1


def test_a_card_of_a_member_that_has_left_is_kept_and_its_person_may_correct_it(season):
    person = season.person("liisa", "hyria")
    season.leave("hyria", TODAY)
    season.clock.set(START + timedelta(days=1))
    season.do(correct_own_card, {"job_title": "opettaja"}, actor=own(person))
    kept = season.find(Person, id=person.id)
    assert (kept.job_title, kept.gone) == ("opettaja", False)


def test_the_form_no_longer_offers_a_member_that_has_left(season):
    season.leave("hyria", TODAY)
    call = {"scope": "network", "organisation": "opelix"}

    def offered():
        with season.runtime.work() as work:
            return {slug for slug, _ in employer_choices(work, call)}

    assert offered() == {"hyria", "tavastia"}
    season.clock.set(START + timedelta(days=1))
    assert offered() == {"tavastia"}


def test_roles_in_a_member_that_has_left_give_no_rights(season):
    api = Api(season, season.find(Person, id=coordinator(season).person_id).email)
    season.leave("hyria", TODAY)
    assert api.get("/people")[0] == 200
    season.clock.set(START + timedelta(days=1))
    assert api.get("/people")[0] == 403
