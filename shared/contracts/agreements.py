"""What scheduling tells of what a group wrote: its agreement and plan, and no text but what is public."""

from typing import ClassVar

from marshmallow import Schema

from shared.contracts import fields as f
from shared.contracts.base import Aggregate

AGREEMENT_STATES = ("draft", "proposed", "in_force", "amended", "ended")
PLAN_STATES = ("draft", "agreed", "revised", "closed")


class AgreementV1(Aggregate):
    """The agreement of a group that writes it here (dossier D.4). The text, and who refuses it, never travel."""

    producer = "scheduling"
    stream = "scheduling.events"
    aggregate = "agreement"
    events: ClassVar = {
        "agreement_drafted": "The group began to write its agreement.",
        "agreement_proposed": "The mentor proposed a version: everybody in the group is asked to accept it.",
        "agreement_taken_back": "The proposal was taken back to be written on.",
        "agreement_accepted": "Somebody accepted the version that is proposed or in force.",
        "agreement_declined": "Somebody said no to the version that is proposed or in force; nobody asks why.",
        "agreement_came_into_force": "Everybody in the group has accepted the proposed version.",
        "agreement_amended": "The group began to write an amendment; the version in force stays so meanwhile.",
        "agreement_amendment_dropped": "The amendment was given up.",
        "agreement_asked": "Somebody who joined the group is asked to accept, or those asked have changed.",
        "agreement_ended": "The group has ended, and its agreement with it; what was said stays in the group.",
    }

    group_id = f.identifier("group")
    call_id = f.identifier("the group's call")
    state = f.choice("state (dossier D.4)", AGREEMENT_STATES)
    number = f.count("version that people are asked about; 0 before the first proposal")
    in_force_on = f.date("day on which the newest version in force came into force", optional=True)
    waiting_ids = f.identifiers("members and mentors who have not accepted the version they are asked about")
    declined = f.count("how many of those in the group have said no")


class _PublicTheme(Schema):
    title = f.public_text("what the group works on, as it made public", maximum=80)
    meeting_number = f.count("ordinal of the meeting; null where open", optional=True)


class GroupPlanV1(Aggregate):
    """The plan of a group; its id is the group's id. Of what is in it, only what the group made public is told."""

    producer = "scheduling"
    stream = "scheduling.events"
    aggregate = "group_plan"
    events: ClassVar = {
        "group_plan_begun": "The group began to write its plan.",
        "group_plan_agreed": "The group has agreed on its plan, or the date of that was corrected.",
        "group_plan_revised": "The group changed a plan that it had agreed on.",
        "group_plan_closed": "The group has ended, and its plan with it.",
    }

    call_id = f.identifier("the group's call")
    state = f.choice("state (dossier D.4)", PLAN_STATES)
    agreed_on = f.date("day on which the group agreed on the plan", optional=True)
    uniting_theme = f.public_text("what unites the group; null until the plan is agreed on", optional=True)
    themes = f.nested(_PublicTheme, "themes that the group made public; none until the plan is agreed on", many=True)
    idea_session = f.count("ordinal of the meeting in which training needs are thought about", optional=True)
