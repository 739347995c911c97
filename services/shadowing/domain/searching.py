"""Looking for a partner: people list themselves or ask for help; nobody is matched (R166, decision 14)."""

from collections.abc import Iterable

from services.shadowing.domain.errors import NothingChosen, OutsideCall

LOOKING, FOUND, ENDED = "looking", "found", "ended"


def check_search(*, listed: bool, help_wanted: bool, call_scope: str, call_organisation: str, employer: str) -> None:
    """Raise what is wrong: neither way is chosen, or the call is for the staff of another organisation."""
    if not listed and not help_wanted:
        raise NothingChosen
    if call_scope == "internal" and employer != call_organisation:
        raise OutsideCall


def said(*, before: bool, help_before: bool, help_wanted: bool) -> str | None:
    """The event of a search that was begun or changed; None when others need not know."""
    if help_wanted and not help_before:
        return "pair_help_requested"
    return None if before else "pair_search_opened"


def may_see_list(call_scope: str, call_organisation: str, employers: Iterable[str]) -> bool:
    """The list of a network call is for everybody in the network, that of an internal call for its own staff."""
    return call_scope == "network" or call_organisation in set(employers)
