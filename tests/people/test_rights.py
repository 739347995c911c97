"""The table of rights, cell by cell against the dossier's matrix (C.2 with the decisions), written here anew."""

from dataclasses import dataclass

import pytest

from shared.people.rights import TABLE, allowed

HERE, ELSEWHERE = "hyria", "tavastia"
COLUMNS = ("coordinator", "manager", "leadership", "funder", "auditor")
ROLES = dict(zip(COLUMNS, ("member_coordinator", "project_manager", "leadership", "funder", "auditor"), strict=True))
# data: letters of member coordinator, project manager, leadership, funder, auditor in their own organisation
BY_ROLE = {
    "call": "RW RW R R R",
    "contact_details": "RW RW - - R",
    "statistics": "A A A A A",
    "mentor_profile": "RW RW - - -",
    "interests": "- - - - -",
    "needs": "A A - - -",
    "registration": "RW RW A A R",
    "approval": "R R A - R",
    "denial_reason": "- - - - -",
    "roster": "R R - - R",
    "agreement_text": "- - - - -",
    "agreement": "R R - - R",
    "plan_themes": "R R RA RA R",
    "plan_questions": "- - - - -",
    "attendance": "R R A A R",
    "ideas": "R RW R R R",
    "poll": "- - - - -",
    "application": "R RW A A R",
    "application_decision": "RW RW - - R",
    "goals": "- R A A -",
    "goals_status": "R R - - R",
    "days": "R R A A R",
    "followup": "- R A A -",
    "followup_status": "R R - - R",
    "sharing": "R R R R R",
    "feedback": "A A A A -",
    "quotes": "R RW R R -",
    "veso_credit": "R - A - R",
    "mentor_claim": "RW R A A R",
    "pay_rate": "- - A - R",
    "cost_allocation": "R A A A R",
    "access_log": "- - - - -",
    "data_requests": "- - - - -",
    "evidence": "- - - - R",
}
# data: letters of a relation
BY_RELATION = {
    "contact_details": {"self": "RW", "led": "R", "subordinate": "R"},
    "statistics": {"self": "RW"},
    "mentor_profile": {"self": "RW"},
    "interests": {"self": "RW", "led": "R"},
    "needs": {"self": "RW", "led": "R"},
    "registration": {"self": "R", "led": "R", "subordinate": "R"},
    "approval": {"self": "R", "subordinate": "RW"},
    "denial_reason": {"self": "R", "subordinate": "RW"},
    "roster": {"group": "R", "led": "R"},
    "agreement_text": {"group": "RW", "led": "RW"},
    "agreement": {"group": "R", "led": "RW"},
    "plan_themes": {"group": "RW", "led": "RW"},
    "plan_questions": {"group": "RW", "led": "RW"},
    "attendance": {"self": "R", "group": "R", "led": "RW", "subordinate": "R"},
    "ideas": {"led": "RW"},
    "poll": {"self": "RW", "group": "R", "led": "R"},
    "application": {"pair": "RW", "subordinate": "RW"},
    "application_decision": {"pair": "R", "subordinate": "R"},
    "goals": {"pair": "RW", "subordinate": "R"},
    "days": {"pair": "RW", "subordinate": "R"},
    "followup": {"self": "RW", "shared": "R"},
    "sharing": {"pair": "RW", "subordinate": "RW"},
    "feedback": {"self": "W", "led": "A"},
    "quotes": {"self": "RW"},
    "veso_credit": {"self": "R", "subordinate": "RW"},
    "mentor_claim": {"self": "RW", "subordinate": "R"},
    "pay_rate": {"self": "R"},
    "cost_allocation": {"self": "R", "subordinate": "R"},
    "access_log": {"self": "R"},
    "data_requests": {"self": "RW"},
}
OPEN = {"call", "plan_themes", "ideas"}
ACTIONS = {"R": "read", "W": "write", "A": "aggregate"}


@dataclass(frozen=True)
class Held:
    role: str
    organisation: str = HERE


def test_every_row_of_the_table_is_judged_here():
    assert set(BY_ROLE) == set(TABLE)


@pytest.mark.parametrize("data", sorted(BY_ROLE))
def test_roles_may_do_in_their_own_organisation_what_the_matrix_says(data):
    for column, letters in zip(COLUMNS, BY_ROLE[data].split(), strict=True):
        for letter, action in ACTIONS.items():
            found = allowed([Held(ROLES[column])], action, data, HERE)
            assert found == (letter in letters), (data, column, action)


@pytest.mark.parametrize("data", sorted(BY_ROLE))
def test_roles_may_do_nothing_in_another_organisation_but_what_is_open(data):
    for role in ROLES.values():
        for letter, action in ACTIONS.items():
            expected = (data in OPEN and letter == "R") or (
                role == "project_manager" and data in ("contact_details", "mentor_profile") and letter in "RW"
            )
            for organisation in (ELSEWHERE, None):
                assert allowed([Held(role)], action, data, organisation) == expected, (data, role, action)


@pytest.mark.parametrize("data", sorted(BY_ROLE))
def test_relations_allow_what_the_matrix_says(data):
    for relation in ("self", "group", "led", "pair", "shared", "subordinate", None):
        letters = BY_RELATION.get(data, {}).get(relation, "") + ("R" if data in OPEN else "")
        for letter, action in ACTIONS.items():
            assert allowed([], action, data, HERE, relation) == (letter in letters), (data, relation, action)


def test_payroll_admins_and_the_data_protection_officer_see_their_own_rows_only():
    seen = {
        role: {data for data in TABLE if allowed([Held(role)], "read", data, HERE)} - OPEN
        for role in ("payroll_finance", "member_admin", "dpo")
    }
    assert seen == {
        "payroll_finance": {"veso_credit", "mentor_claim", "pay_rate", "cost_allocation"},
        "member_admin": {"contact_details"},
        "dpo": {"access_log", "data_requests"},
    }


def test_unknown_data_is_a_mistake_and_not_a_permission():
    with pytest.raises(KeyError):
        allowed([Held("project_manager")], "read", "diaries", HERE)
