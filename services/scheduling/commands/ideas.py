"""Ideas of a group: they stay in it until the mentor, for the group, or the author lets one out; it names nobody."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from services.scheduling.commands.belonging import own_ids, require_inside
from services.scheduling.commands.loading import locked_series, require_standing
from services.scheduling.domain import ideas as rules
from services.scheduling.domain.agreement_errors import TooManyIdeas
from services.scheduling.tables import IdeaNote, ReleasedIdea, Series
from services.scheduling.tables.ideas import WORDING
from shared.errors import Forbidden, NotFound
from shared.work import UnitOfWork


def capture_idea(work: UnitOfWork, group_id: UUID, wording: Mapping[str, Any]) -> IdeaNote:
    """Keep an idea in the group. Nothing is published."""
    series = _inside(work, group_id)
    require_standing(series)
    if (work.session.scalar(select(func.count()).where(IdeaNote.group_id == group_id)) or 0) >= rules.MOST:
        raise TooManyIdeas(most=rules.MOST)
    note = IdeaNote(
        id=uuid4(),
        group_id=group_id,
        state="captured",
        written_by=own_ids(work, series)[0],
        written_at=work.now,
        **{name: wording[name] for name in WORDING},
    )
    work.session.add(note)
    return note


def change_idea(work: UnitOfWork, group_id: UUID, idea_id: UUID, wording: Mapping[str, Any]) -> IdeaNote:
    """Change the wording; of an idea that has been released the public one too, so only by who may release it."""
    series, note = _note(work, group_id, idea_id)
    note.state = rules.after(note.state, "change")
    if note.state == "released":
        _require_release(work, series, note)
    for name in WORDING:
        setattr(note, name, wording[name])
    if note.state == "released":
        _publish(work, series, note, "idea_released")
    return note


def release_idea(work: UnitOfWork, group_id: UUID, idea_id: UUID) -> IdeaNote:
    """Let it out of the group: it goes on in registration under the same id."""
    series, note = _note(work, group_id, idea_id)
    _require_release(work, series, note)
    note.state = rules.after(note.state, "release")
    _publish(work, series, note, "idea_released")
    return note


def take_back_idea(work: UnitOfWork, group_id: UUID, idea_id: UUID) -> IdeaNote:
    """Take it back; it counts unless it has been planned already."""
    series, note = _note(work, group_id, idea_id)
    _require_release(work, series, note)
    note.state = rules.after(note.state, "take_back")
    _publish(work, series, note, "idea_taken_back")
    return note


def remove_idea(work: UnitOfWork, group_id: UUID, idea_id: UUID) -> None:
    """Forget an idea that is not out."""
    series, note = _note(work, group_id, idea_id)
    _require_release(work, series, note)
    rules.after(note.state, "remove")
    work.session.delete(note)


def _inside(work: UnitOfWork, group_id: UUID) -> Series:
    series = locked_series(work, group_id)
    require_inside(work, series, "plan_questions")
    return series


def _note(work: UnitOfWork, group_id: UUID, idea_id: UUID) -> tuple[Series, IdeaNote]:
    series = _inside(work, group_id)
    note = work.session.get(IdeaNote, idea_id, populate_existing=True)
    if note is None or note.group_id != group_id:
        raise NotFound()
    return series, note


def _require_release(work: UnitOfWork, series: Series, note: IdeaNote) -> None:
    mentor = "mentor" in series.relations(work)
    if not rules.may_release(mentor=mentor, author=note.written_by in own_ids(work, series)):
        raise Forbidden()


def _publish(work: UnitOfWork, series: Series, note: IdeaNote, event_name: str) -> None:
    found = work.session.get(ReleasedIdea, note.id, populate_existing=True)
    idea = found or ReleasedIdea(
        id=note.id, organisation=series.organisation, group_id=series.id, call_id=series.call_id
    )
    idea.state_name = note.state
    for name in WORDING:
        setattr(idea, name, getattr(note, name))
    work.record_history(idea, event_name)
    work.emit(event_name, idea)
