"""A history in words and in the API: what each thing that is written down says, by the table of its record."""

from typing import Any

from marshmallow import Schema, fields

from shared.web.i18n import lazy as N_

TEXTS: dict[str, dict[str, Any]] = {
    "calls": {
        "drafted": N_("The call was drafted."),
        "cloned": N_("The call was made from an earlier one."),
        "changed": N_("The call was changed."),
        "question_added": N_("A question was added."),
        "question_removed": N_("A question was removed."),
        "published": N_("The call was published."),
        "closed": N_("Registration ended."),
        "bulletin_sent": N_("A message was sent to people of the call."),
        "completed": N_("All of it has taken place."),
        "archived": N_("The call went to the archive."),
        "cancelled": N_("The call was cancelled."),
        "deleted": N_("The draft was deleted."),
    },
    "groups": {
        "planned": N_("The group was planned."),
        "opened_beside": N_("The group was opened as a second one."),
        "put_together": N_("The group was put together from the wishes and times that suit."),
        "changed": N_("The dates or the facts of the group were changed."),
        "confirmed": N_("The group was confirmed."),
        "resized": N_("The number of places was changed."),
        "mentors_assigned": N_("Who leads the group was changed."),
        "mentor_left": N_("A mentor left the network."),
        "continues_small": N_("The group goes on although it is small."),
        "merged": N_("The group goes on in another one."),
        "received": N_("Another group was merged into this one."),
        "restored": N_("The cancellation was undone."),
        "cancelled": N_("The group was cancelled."),
    },
    "registrations": {
        "submitted": N_("registered."),
        "address_confirmed": N_("confirmed the address."),
        "answers_changed": N_("changed the answers."),
        "approved": N_("the supervisor's yes was recorded."),
        "denied": N_("was not approved."),
        "replaces": N_("came instead of somebody."),
        "approval_not_needed": N_("the employer asks no approval."),
        "asked_next_level": N_("the next level was asked, because the supervisor is in the group or leads it."),
        "expired": N_("the registration expired."),
        "withdrawn": N_("withdrew."),
        "dropped_out": N_("left the group."),
        "withdrawal_undone": N_("took the withdrawal back."),
        "offered": N_("a place was offered."),
        "offer_taken": N_("took the offered place."),
        "offer_refused": N_("did not take the offered place."),
        "offer_lapsed": N_("the offer expired."),
        "not_seated": N_("the registration ended without a place."),
        "transferred": N_("was moved to another group."),
        "replaced": N_("somebody else got the place, as agreed."),
        "supervisor_changed": N_("another supervisor was asked."),
        "supervisor_refused_role": N_("who was asked is not the supervisor."),
        "asked_deputy": N_("the supervisor's deputy was asked."),
        "taken_back": N_("the question went back to the supervisor."),
        "supervisor_asks_first": N_("the supervisor wants to talk first."),
        "completed": N_("took part to the end."),
        "person_merged": N_("goes by the other record of the same person."),
    },
    "people": {
        "registered": N_("The card was made."),
        "changed": N_("The card was changed."),
        "role_given": N_("A role was given, or its days changed."),
        "role_ended": N_("A role got its last day."),
        "employer_will_change": N_("A change of employer was dated ahead."),
        "employer_change_cancelled": N_("The change of employer was called off."),
        "employer_change_dropped": N_("The change of employer could not be made on its day."),
        "employer_changed": N_("The employer changed."),
        "deputy_named": N_("A deputy was named for the supervisor."),
        "deputy_ended": N_("The supervisor has no deputy any more."),
        "merged": N_("Another record of the same person was made one with this one."),
        "merged_into": N_("The record was made one with another one."),
    },
    "mentors": {
        "mentor_registered": N_("Offered to lead groups."),
        "mentor_changed": N_("The profile was changed."),
        "mentor_accepted": N_("Accepted as a mentor."),
        "mentor_training": N_("The training was recorded."),
        "mentor_paused": N_("Leads no new groups for now."),
        "mentor_resumed": N_("Leads new groups again."),
        "mentor_retired": N_("Leads no more groups."),
    },
    "ideas": {
        "idea_entered": N_("The idea was entered."),
        "idea_reviewed": N_("The idea was taken under review."),
        "idea_planned": N_("It was planned to carry the idea out."),
        "idea_realised": N_("It was told what came of the idea."),
        "idea_parked": N_("The idea waits."),
        "idea_rejected": N_("The idea will not be carried out."),
        "idea_merged": N_("The idea became a part of another one."),
    },
}
REASONED = frozenset(
    {"transferred", "replaces", "merged", "received", "resized", "continues_small", "cancelled", "confirmed"}
    | {"mentors_assigned"}
)


class Happened(Schema):
    """Something that was done to a record; `text` is in the reader's language."""

    at = fields.AwareDateTime()
    record = fields.String(metadata={"description": "table of the record", "example": "registrations"})
    what = fields.String(metadata={"example": "transferred"})
    text = fields.String(metadata={"description": "the same in words"})
    who = fields.String(allow_none=True, metadata={"description": "name of who did it; null: nobody who signed in"})
    who_kind = fields.String(metadata={"description": "person, link, system or anonymous", "example": "person"})
    whom = fields.String(allow_none=True, metadata={"description": "whose registration it was"})
    reason = fields.String(allow_none=True)


class HistoryShown(Schema):
    """The newest first, 500 at most."""

    rows = fields.List(fields.Nested(Happened))


def in_words(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a history with what they say; a reason is told where somebody wrote one."""
    return [
        each
        | {
            "text": str(TEXTS[each["record"]].get(each["what"], each["what"])),
            "reason": each["reason"] if each["what"] in REASONED else None,
        }
        for each in rows
    ]
