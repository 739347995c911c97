"""What the rules of registration refuse, named after the fact."""

from typing import ClassVar

from shared.errors import DomainError, Kind


class CallNotReady(DomainError):
    """A draft lacks something that everybody must see."""

    code = "call_not_ready"
    kind: ClassVar[Kind] = "invalid"
    text = (
        "The call cannot be published yet. It needs a title in every language of the network, a day on which "
        "registration ends, and at least one group or a number of pairs."
    )


class CallStateRefuses(DomainError):
    """The call is past, or not yet at, what was asked."""

    code = "call_state_refuses"
    text = "The call has moved on, so this cannot be done. Reload the page to see where it is now."


class RegistrationClosed(DomainError):
    """The group's own deadline has passed, or registration has not begun."""

    code = "registration_closed"
    text = "Registration to this group ended on {closes_on}. Call the contact person named on the call's page."


class RegistrationNotOpen(DomainError):
    """The call is not open yet, or no longer."""

    code = "registration_not_open"
    text = "Registration is not open. The call's page tells whether it has not begun, has ended or was cancelled."


class OwnSupervisor(DomainError):
    """Somebody named themselves as their supervisor."""

    code = "own_supervisor"
    kind: ClassVar[Kind] = "invalid"
    field = "supervisor_email"
    text = "This is your own address. Give the work e-mail of your supervisor."


class UnknownEmployer(DomainError):
    """The organisation is not one of the network's members."""

    code = "unknown_employer"
    kind: ClassVar[Kind] = "invalid"
    field = "employer"
    text = "This employer is not a member of the network. Choose your employer from the list."


class NotNow(DomainError):
    """The registration's state does not allow the act."""

    code = "registration_state_refuses"
    text = "The registration has moved on, so this cannot be done. Reload the page to see how it stands now."


class NotAsked(DomainError):
    """The employer lets people take part without asking their supervisor."""

    code = "supervisor_not_asked"
    text = (
        "Your employer does not ask supervisors for approval, so there is nothing to refuse. Call the contact person."
    )


class AnswerIsFinal(DomainError):
    """The group is confirmed or cancelled: the supervisor's answer no longer changes by the link."""

    code = "answer_is_final"
    text = "The group is confirmed or cancelled, so the answer can no longer be changed here. Call the contact person."


class OwnMatter(DomainError):
    """Nobody decides on their own registration or group (decision 7)."""

    code = "own_matter"
    kind: ClassVar[Kind] = "forbidden"
    text = "This is your own registration, so somebody else must decide on it. Ask the contact person of the call."


class NotAMentor(DomainError):
    """Somebody chosen to lead a group is no mentor today."""

    code = "not_a_mentor"
    field = "mentor_ids"
    text = "Somebody chosen is not a mentor today. Choose among the mentors."


class MentorTakesPart(DomainError):
    """A mentor is not a participant of the own group."""

    code = "mentor_takes_part"
    field = "mentor_ids"
    text = "Somebody chosen has registered to the group. A mentor does not take part in the own group."


class OfferExpired(DomainError):
    """The offered place was not taken in time."""

    code = "offer_expired"
    kind: ClassVar[Kind] = "gone"
    text = "The offer expired because it was not answered in time. The place has gone to the next in the queue."


class TooFewMembers(DomainError):
    """The group is smaller than recommended and no reason was given."""

    code = "too_few_members"
    field = "reason"
    text = "The group has {members} members and should have {min_size}. Give a reason if it is to meet all the same."


class MentorMissing(DomainError):
    """A group without a mentor cannot meet."""

    code = "mentor_missing"
    text = "The group has no mentor. Add a mentor, then confirm the group."


class FirstMeetingUndated(DomainError):
    """A group without a date cannot be confirmed."""

    code = "first_meeting_undated"
    text = "The first meeting has no date. Add the dates, then confirm the group."


class GroupStateRefuses(DomainError):
    """The group is past what was asked."""

    code = "group_state_refuses"
    text = "The group has moved on, so this cannot be done. Reload the page to see where it is now."


class NobodyWaits(DomainError):
    """A second group was asked for and the queue is empty."""

    code = "nobody_waits"
    text = "Nobody is waiting for this group, so a second group is not needed."


class GroupSizesContradict(DomainError):
    """The least size is greater than the greatest."""

    code = "group_sizes_contradict"
    kind: ClassVar[Kind] = "invalid"
    field = "max_size"
    text = "The greatest size must be at least the least size."


class ApprovalInFuture(DomainError):
    """An approval by phone was dated after today."""

    code = "approval_in_future"
    kind: ClassVar[Kind] = "invalid"
    field = "approved_on"
    text = "The day of the approval cannot be in the future."


class NoUndo(DomainError):
    """The time of undoing has passed."""

    code = "no_undo"
    text = "This can no longer be undone: registration to the group has ended. Call the contact person."


class GroupHasMore(DomainError):
    """More hold a place than the new size has."""

    code = "group_has_more"
    kind: ClassVar[Kind] = "invalid"
    field = "max_size"
    text = "{held} people hold a place in the group. Move somebody first, or give at least so many places."


class SizeNeedsReason(DomainError):
    """A size beyond the recommended one, without a reason."""

    code = "size_needs_reason"
    kind: ClassVar[Kind] = "invalid"
    field = "reason"
    text = "A group of 5 to 9 is recommended. Give a reason for another size."


class GroupIsFull(DomainError):
    """The other group has not enough free places."""

    code = "group_is_full"
    text = "The other group has {free} free places and {needed} are needed. Give it more places first."


class GroupTakesNobody(DomainError):
    """The other group has started, was cancelled, or is of another call."""

    code = "group_takes_nobody"
    text = "Nobody can be moved to that group: it has started, was cancelled, or belongs to another call."


class RegisteredThere(DomainError):
    """The person has a registration to the other group, or beside it, already."""

    code = "registered_there"
    text = "The person has registered to that group, or to one beside it, already."


class OthersWait(DomainError):
    """A place would be given past the queue."""

    code = "others_wait"
    text = "{waiting} people wait for the group, and the place goes to the first of them."


class NotAgreed(DomainError):
    """Nobody is moved without having been asked."""

    code = "not_agreed"
    kind: ClassVar[Kind] = "invalid"
    field = "agreed"
    text = "Ask the person first, and say here that it was agreed."


class ListNotReady(DomainError):
    """A list with problems does not come in."""

    code = "list_not_ready"
    text = "The list has problems, and nobody was brought in. Correct them in the sheet and send it again."
