"""Where a meeting is: place, room, or a link to meet remotely."""

from dataclasses import dataclass
from uuid import UUID

from services.scheduling.commands.loading import locked_meeting, require_lead, require_open
from services.scheduling.domain import meetings as rules
from services.scheduling.tables import Meeting
from shared.work import UnitOfWork


@dataclass(frozen=True)
class Whereabouts:
    """A place with its town and room, a link, or both; nothing while it is open. `all_coming`: every coming meeting."""

    name: str | None = None
    town: str | None = None
    room: str | None = None
    remote_url: str | None = None
    all_coming: bool = False

    @property
    def venue(self) -> dict[str, str | None] | None:
        return {"name": self.name, "town": self.town, "room": self.room} if self.name else None


def set_place(work: UnitOfWork, meeting_id: UUID, place: Whereabouts) -> Meeting:
    """Say where a meeting is, or where it and every other coming meeting of its group are."""
    series, meeting = locked_meeting(work, meeting_id)
    require_lead(work, series)
    require_open(series)
    _set(work, meeting, place)
    if place.all_coming:
        for each in series.meetings:
            if each.state_ == "scheduled" and each.id != meeting.id and work.now < each.slot.ends_at:
                _set(work, each, place)
    return meeting


def _set(work: UnitOfWork, meeting: Meeting, place: Whereabouts) -> None:
    meeting.state_ = rules.after(meeting.state_, "set_place")
    if (meeting.venue, meeting.remote_url) == (place.venue, place.remote_url):
        return
    meeting.venue, meeting.remote_url = place.venue, place.remote_url
    meeting.sequence += 1
    work.record_history(meeting, "place_set", place=place.name, room=place.room, remote=place.remote_url is not None)
    work.emit("meeting_place_changed", meeting)
