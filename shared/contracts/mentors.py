"""Mentors, as registration publishes them (dossier E.2, D.12, decision 30): who may lead groups, how many and when.

What a mentor wrote in words stays in registration's registry; only codes and ids travel.
"""

from typing import ClassVar

from marshmallow import fields

from shared.contracts import fields as f
from shared.contracts.base import Aggregate
from shared.contracts.registration import SlotAnswer

MENTOR_STATES = ("candidate", "active", "paused", "retired")
TRAININGS = ("none", "in_training", "trained")


class MentorV1(Aggregate):
    """A mentor's place in the registry. Its id is the person's id; its organisation the person's own."""

    producer = "registration"
    stream = "registration.events"
    aggregate = "mentor"
    events: ClassVar = {
        "mentor_registered": "Somebody offered to lead groups, for the first time or again.",
        "mentor_accepted": "The coordinator accepted the mentor: groups can be given.",
        "mentor_changed": "The profile changed: times, languages, how many groups, where.",
        "mentor_training_began": "The mentor's verme training has begun; a group may be its practice group.",
        "mentor_training_completed": "The mentor has completed the verme training.",
        "mentor_paused": "The mentor takes no new groups for now; those already led go on.",
        "mentor_resumed": "The mentor takes new groups again.",
        "mentor_retired": "The mentor leads no more groups; those still led need another mentor.",
    }

    state = f.choice("state (dossier D.12): may groups be given", MENTOR_STATES)
    training = f.choice("verme training", TRAININGS)
    training_completed_on = f.date("day on which the training was completed; null if not, or not known", optional=True)
    lead_languages = f.choices("languages in which the mentor leads", f.LANGUAGES)
    capacity_groups = f.count("groups that the mentor can lead in a school year")
    service_area = fields.List(
        f.slug("organisation"),
        required=True,
        metadata={"description": "organisations whose groups the mentor leads; empty: every organisation"},
    )
    remote = f.flag("also leads groups that meet remotely")
    availability = f.nested(SlotAnswer, "parts of the week that suit; not named: no", many=True)
