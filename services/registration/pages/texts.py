"""Small things that several pages need: texts in the reader's language, links to one's own page."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.registration.queries.mentors import Candidate
from shared.people import links
from shared.web.formats import show_date_time, show_when
from shared.web.i18n import gettext as _
from shared.web.i18n import local
from shared.work import UnitOfWork

OWN_PAGE_STAYS = timedelta(days=400)


def taken_along(request: Any, work: UnitOfWork, purpose: str) -> str:
    """What the last row of a file says: what it is for, who took it and when."""
    return _(
        "{purpose} Taken by {name} on {instant}.",
        purpose=purpose,
        name=request.person.name,
        instant=show_date_time(work.now),
    )


def mine_path(work: UnitOfWork, registration_id: UUID, person_id: UUID) -> str:
    """The path of a person's own page."""
    until = work.now + OWN_PAGE_STAYS
    token = links.mint(work.settings, "my_registration", registration_id, person_id, until)
    return f"/registration/mine/{token}"


def suits_in_words(candidate: Candidate) -> str:
    """How a mentor suits a group, the warning first."""
    suits, found = candidate.suits, candidate.mentor
    said = []
    if suits.subordinates:
        said.append(_("Warning: is the supervisor of {number} in the group", number=suits.subordinates))
    said += [found.professional_field] if found else []
    times = {"yes": _("the times suit"), "if_needed": _("the times will do"), "no": _("the times do not suit")}
    said += [times[suits.times]] if suits.times else []
    said += [_("has completed the verme training")] if suits.trained else []
    if found and suits.is_full:
        said.append(_("leads {number} groups this school year, as many as wished", number=suits.leads))
    elif found:
        said.append(_("leads {number} of {most} groups", number=suits.leads, most=found.capacity_groups))
    if not suits.area:
        said.append(_("works elsewhere"))
    return "; ".join(said) or _("has not filled in the mentor's page")


def group_choices(groups: list[dict[str, Any]], *, together: bool = False) -> list[tuple[str, str, str]]:
    """Groups that can be registered to, as choices of a form."""
    return [
        (str(each["id"]), local(each["name"]), "" if together else _hint(each)) for each in groups if each["is_open"]
    ]


def _hint(group: Mapping[str, Any]) -> str:
    if not group["meetings"]:
        return ""
    dates = "; ".join(_when(each) for each in group["meetings"])
    if group["free_places"]:
        return dates
    return _("{dates}. The group is full: you get a place in the queue.", dates=dates)


def _when(each: Any) -> str:
    if isinstance(each, Mapping):
        return show_when(each["date"], each["start"], each["end"])
    return show_when(each.date, each.start, each.end)
