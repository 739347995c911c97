"""Who may read, write or count what: dossier C.2 with the decisions, as one table.

A row is a kind of data, a column a role, a cell what the role may do there and within which bounds. What is not in
the table is not allowed. Deny is the only default: an organisation-bound right needs the organisation, and a
relation-bound one needs the relation, both found out by the command or query that asks.

Bounds: `self` one's own, `group` one's own group, `led` a group that one leads, `pair` one's own pair period,
`shared` what the partner or party has shared, `subordinate` one's own people, `organisation` records of the
organisation in which the role is held (for a project manager the network's own), `anywhere` all organisations;
no bound: without any condition. The columns `participant`, `mentor` and `supervisor` follow from the relation alone.
"""

from collections.abc import Iterable
from typing import Literal, Protocol

Action = Literal["read", "write", "aggregate"]
ACTIONS = {"R": "read", "W": "write", "A": "aggregate"}
BY_RELATION = ("anyone", "participant", "mentor", "supervisor")

TABLE: dict[str, dict[str, str]] = {
    "call": {"anyone": "R", "member_coordinator": "W organisation", "project_manager": "W organisation"},
    "contact_details": {
        "participant": "RW self",
        "mentor": "R led",
        "supervisor": "R subordinate",
        "member_coordinator": "RW organisation",
        "member_admin": "RW organisation",
        "project_manager": "RW anywhere",  # she brings the members' staff in
        "auditor": "R organisation",
    },
    "statistics": {  # gender, career stage, earlier participation
        "participant": "RW self",
        "member_coordinator": "A organisation",
        "project_manager": "A organisation",
        "leadership": "A organisation",
        "funder": "A organisation",
        "auditor": "A organisation",
    },
    "mentor_profile": {  # E.2: the mentor and those who give groups; a member's coordinator accepts the own people
        "participant": "RW self",
        "member_coordinator": "RW organisation",
        "project_manager": "RW anywhere",
    },
    "interests": {"participant": "RW self", "mentor": "R led"},
    "needs": {  # diet, accessibility
        "participant": "RW self",
        "mentor": "R led",
        "member_coordinator": "A organisation",
        "project_manager": "A organisation",
    },
    "registration": {
        "participant": "R self",
        "mentor": "R led",
        "supervisor": "R subordinate",
        "member_coordinator": "RW organisation",
        "project_manager": "RW organisation",
        "leadership": "A organisation",
        "funder": "A organisation",
        "auditor": "R organisation",
    },
    "approval": {  # the supervisor's answer; never the text of a denial (decision 6)
        "participant": "R self",
        "supervisor": "RW subordinate",
        "member_coordinator": "R organisation",
        "project_manager": "R organisation",
        "leadership": "A organisation",
        "auditor": "R organisation",
    },
    "denial_reason": {"participant": "R self", "supervisor": "RW subordinate"},
    "roster": {
        "participant": "R group",
        "mentor": "R led",
        "member_coordinator": "R organisation",
        "project_manager": "R organisation",
        "auditor": "R organisation",
    },
    "agreement_text": {"participant": "RW group", "mentor": "RW led"},
    "agreement": {  # that the group has agreed, and when (decision 11)
        "participant": "R group",
        "mentor": "RW led",
        "member_coordinator": "R organisation",
        "project_manager": "R organisation",
        "auditor": "R organisation",
    },
    "plan_themes": {
        "anyone": "R",
        "participant": "RW group",
        "mentor": "RW led",
        "leadership": "A organisation",
        "funder": "A organisation",
    },
    "plan_questions": {"participant": "RW group", "mentor": "RW led"},
    "attendance": {
        "participant": "R self, R group",
        "mentor": "RW led",
        "supervisor": "R subordinate",
        "member_coordinator": "R organisation",
        "project_manager": "R organisation",
        "leadership": "A organisation",
        "funder": "A organisation",
        "auditor": "R organisation",
    },
    "ideas": {"anyone": "R", "mentor": "RW led", "project_manager": "RW organisation"},
    "poll": {"participant": "RW self, R group", "mentor": "R led"},
    "application": {
        "participant": "RW pair",
        "supervisor": "RW subordinate",
        "member_coordinator": "R organisation",
        "project_manager": "RW organisation",
        "leadership": "A organisation",
        "funder": "A organisation",
        "auditor": "R organisation",
    },
    "application_decision": {  # an internal call's decision is the member's coordinator's (decision 7)
        "participant": "R pair",
        "supervisor": "R subordinate",
        "member_coordinator": "RW organisation",
        "project_manager": "RW organisation",
        "auditor": "R organisation",
    },
    "goals": {
        "participant": "RW pair",
        "supervisor": "R subordinate",
        "project_manager": "R organisation",
        "leadership": "A organisation",
        "funder": "A organisation",
    },
    "goals_status": {
        "member_coordinator": "R organisation",
        "project_manager": "R organisation",
        "auditor": "R organisation",
    },
    "days": {
        "participant": "RW pair",
        "supervisor": "R subordinate",
        "member_coordinator": "R organisation",
        "project_manager": "R organisation",
        "leadership": "A organisation",
        "funder": "A organisation",
        "auditor": "R organisation",
    },
    "followup": {
        "participant": "RW self, R shared",
        "supervisor": "R shared",
        "project_manager": "R organisation",
        "leadership": "A organisation",
        "funder": "A organisation",
    },
    "followup_status": {
        "member_coordinator": "R organisation",
        "project_manager": "R organisation",
        "auditor": "R organisation",
    },
    "sharing": {
        "participant": "RW pair",
        "supervisor": "RW subordinate",
        "member_coordinator": "R organisation",
        "project_manager": "R organisation",
        "leadership": "R organisation",
        "funder": "R organisation",
        "auditor": "R organisation",
    },
    "feedback": {
        "participant": "W self",
        "mentor": "A led",
        "member_coordinator": "A organisation",
        "project_manager": "A organisation",
        "leadership": "A organisation",
        "funder": "A organisation",
    },
    "quotes": {
        "participant": "RW self",
        "member_coordinator": "R organisation",
        "project_manager": "RW organisation",
        "leadership": "R organisation",
        "funder": "R organisation",
    },
    "veso_credit": {
        "participant": "R self",
        "supervisor": "RW subordinate",
        "member_coordinator": "R organisation",
        "payroll_finance": "R organisation",
        "leadership": "A organisation",
        "auditor": "R organisation",
    },
    "mentor_claim": {
        "mentor": "RW self",
        "supervisor": "R subordinate",
        "member_coordinator": "RW organisation",
        "payroll_finance": "R organisation",
        "project_manager": "R organisation",
        "leadership": "A organisation",
        "funder": "A organisation",
        "auditor": "R organisation",
    },
    "pay_rate": {
        "mentor": "R self",
        "payroll_finance": "RW organisation",
        "leadership": "A organisation",
        "auditor": "R organisation",
    },
    "cost_allocation": {
        "participant": "R self",
        "supervisor": "R subordinate",
        "member_coordinator": "R organisation",
        "payroll_finance": "R organisation",
        "project_manager": "A organisation",
        "leadership": "A organisation",
        "funder": "A organisation",
        "auditor": "R organisation",
    },
    "access_log": {"participant": "R self", "dpo": "R organisation"},
    "data_requests": {
        "participant": "RW self",
        "dpo": "R organisation",
    },  # wishes to be forgotten, and what came of them
    "evidence": {"auditor": "R organisation"},  # decision 18
}


class Held(Protocol):
    """A role that is valid now, in an organisation."""

    @property
    def role(self) -> str: ...

    @property
    def organisation(self) -> str: ...


def allowed(
    roles: Iterable[Held], action: str, data: str, organisation: str | None = None, relation: str | None = None
) -> bool:
    """Whether somebody with these roles, and this relation to the record, may do this. KeyError for unknown data."""
    row = TABLE[data]
    if any(_grants(row.get(each, ""), action, relation, matches=False) for each in BY_RELATION):
        return True
    return any(_grants(row.get(each.role, ""), action, None, each.organisation == organisation) for each in roles)


def _grants(cell: str, action: str, relation: str | None, matches: bool) -> bool:
    for grant in filter(None, cell.split(", ")):
        letters, _, bound = grant.partition(" ")
        fits = bound in ("", "anywhere") or (bound == "organisation" and matches) or bound == relation
        if fits and action in {ACTIONS[each] for each in letters}:
            return True
    return False
