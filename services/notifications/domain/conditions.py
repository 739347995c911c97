"""Whether a rule holds: predicates over a situation."""

from collections.abc import Callable

from services.notifications.domain.situation import Situation

Condition = Callable[[Situation], bool]


def always(situation: Situation) -> bool:
    """What happened stays worth telling, whatever came after."""
    return True


def state_in(*states: str) -> Condition:
    """The record is still in one of these states."""
    return lambda situation: situation.state in states


def supervisors_asked(situation: Situation) -> bool:
    """The application waits, and the organisation's process asks the supervisors to confirm."""
    return situation.state == "submitted" and situation.record.get("supervisors_asked") is not False


def undecided(situation: Situation) -> bool:
    """The supervisor's answer is still missing, whether the person has a provisional place or waits."""
    return situation.state in ("awaiting_supervisor", "waitlisted") and not situation.record["approved"]


def approved_by_phone(situation: Situation) -> bool:
    """A coordinator recorded an approval that the supervisor gave by phone."""
    return bool(situation.record["approved"]) and situation.record["approved_how"] == "phone"


def no_approval_needed(situation: Situation) -> bool:
    """The employer asks no approval, and the person has a place or waits for one."""
    return situation.record["approved_how"] == "not_needed" and situation.state in (
        "confirmed",
        "offered",
        "waitlisted",
    )


def address_was_confirmed(*states: str) -> Condition:
    """The record is in one of these states, and its address is known to be the person's own."""
    return lambda situation: situation.state in states and situation.occurred("registration_address_confirmed")


def unless_disbanded(*states: str) -> Condition:
    """The record is in one of these states, and its group was not cancelled: of that one mail tells."""
    return lambda situation: (
        situation.state in states and not (situation.group and situation.group["state"] == "cancelled")
    )


def group_is_confirmed(*states: str) -> Condition:
    """The record is in one of these states, and its group is to meet or meets."""
    return lambda situation: (
        situation.state in states and bool(situation.group and situation.group["state"] == "confirmed")
    )


def meets(situation: Situation) -> bool:
    """The meeting is to take place, and is not the first as planned, which the start letter tells of."""
    first = situation.record["number"] == 1 and situation.record["replaces"] is None
    return situation.state == "scheduled" and not first


def attendance_missing(situation: Situation) -> bool:
    """The meeting took place and its attendance is not recorded."""
    return situation.state == "held"


def help_is_wanted(situation: Situation) -> bool:
    """Somebody still looks for a partner, and wants help with it."""
    return situation.state == "looking" and bool(situation.record["help_wanted"])


def proposal_waits(situation: Situation) -> bool:
    """The call's groups can be looked at, and nobody sat waiting for them; or no groups could be proposed."""
    ready = situation.state == "ready" and bool(situation.record["by_itself"])
    return ready or situation.state == "failed"


def enough_wait(situation: Situation) -> bool:
    """As many wait as a group needs."""
    return bool(situation.record["waiting"] >= situation.record["min_size"])
