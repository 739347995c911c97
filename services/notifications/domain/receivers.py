"""Who is told: functions from a situation to the persons, by what they are to the record."""

from collections.abc import Callable
from uuid import UUID

from services.notifications.domain.situation import Situation

People = frozenset[UUID]
Receivers = Callable[[Situation], People]

NOBODY: People = frozenset()


def registrant(situation: Situation) -> People:
    """The person who registered."""
    return frozenset({situation.record["person_id"]})


def supervisor(situation: Situation) -> People:
    """The supervisor who is asked; nobody where no approval is needed."""
    return _known(situation.record["supervisor_id"])


def members(situation: Situation) -> People:
    """The persons with a confirmed place in the group."""
    return frozenset(situation.group["member_ids"]) if situation.group else NOBODY


def mentors(situation: Situation) -> People:
    """Those who lead the meeting, or the group."""
    led = situation.record if "mentor_ids" in situation.record else situation.group
    return frozenset(led["mentor_ids"]) if led else NOBODY


def members_and_mentors(situation: Situation) -> People:
    """Everybody of the group."""
    return members(situation) | mentors(situation)


def expected_members(situation: Situation) -> People:
    """The members who have not said that they will be absent."""
    return members(situation) - situation.absent


def expected_at_meeting(situation: Situation) -> People:
    """The expected members, and those who lead."""
    return expected_members(situation) | mentors(situation)


def told_of_cancellation(situation: Situation) -> People:
    """Those of the group to whom the cancellation of the meeting has been mailed."""
    return members_and_mentors(situation) & situation.told


def contact(situation: Situation) -> People:
    """The person who answers questions about the group or the call and decides."""
    holder = situation.record if "contact_id" in situation.record else situation.group or situation.call
    return _known(holder["contact_id"]) if holder else NOBODY


def proposer(situation: Situation) -> People:
    """Who asked the group."""
    return frozenset({situation.record["proposer_id"]})


def unanswered(situation: Situation) -> People:
    """Those of the group who have not answered for every date."""
    return members_and_mentors(situation) - frozenset(situation.record["answered_ids"])


def asked(situation: Situation) -> People:
    """Those who have not answered, but for the one who asked and answers on the same page."""
    return unanswered(situation) - proposer(situation)


def not_accepted(situation: Situation) -> People:
    """Those of the group who are asked to accept its agreement."""
    return frozenset(situation.record["waiting_ids"])


def proposer_and_contact(situation: Situation) -> People:
    """Who asked, and who can help when no date suits."""
    return proposer(situation) | contact(situation)


def parties(situation: Situation) -> People:
    """Both colleagues of a pair period."""
    return frozenset(each["person_id"] for each in situation.record["parties"])


def parties_without_followup(situation: Situation) -> People:
    """Those of the two whose follow-up form is missing."""
    return frozenset(each["person_id"] for each in situation.record["parties"] if not each["followup_submitted"])


def invited(situation: Situation) -> People:
    """The colleague who was invited: the second to join."""
    return frozenset(each["person_id"] for each in situation.record["parties"][1:])


def replaced(situation: Situation) -> People:
    """Those whose place in the pair somebody else has taken."""
    return frozenset(situation.record.get("former_party_ids") or ()) - parties(situation)


def party_supervisors(situation: Situation) -> People:
    """The supervisors of both colleagues; one person where they have the same."""
    return frozenset(each["supervisor_id"] for each in situation.record["parties"] if each["supervisor_id"])


def decider(situation: Situation) -> People:
    """Who decides on the pair period; before that is settled, the call's contact."""
    return _known(situation.record["decider_id"]) or (contact(situation) if situation.call else NOBODY)


def parties_and_decider(situation: Situation) -> People:
    """Both colleagues and the decider."""
    return parties(situation) | decider(situation)


def all_of_a_period(situation: Situation) -> People:
    """Both colleagues, their supervisors and the decider."""
    return parties_and_decider(situation) | party_supervisors(situation)


def concerned_by_withdrawal(situation: Situation) -> People:
    """Both colleagues; the decider too once the application had been sent."""
    sent = situation.occurred("application_submitted")
    return parties(situation) | (decider(situation) if sent else NOBODY)


def addressed(situation: Situation) -> People:
    """Those whom somebody chose by their role in a call."""
    return frozenset(situation.record["receiver_ids"])


def writer(situation: Situation) -> People:
    """Who wrote it."""
    return frozenset({situation.record["sent_by"]})


def _known(person_id: UUID | None) -> People:
    return frozenset({person_id}) if person_id else NOBODY
