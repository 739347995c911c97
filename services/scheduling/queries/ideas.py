"""The ideas of a group, for its members and mentors; the author is shown to nobody."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.scheduling.domain.ideas import may_release
from services.scheduling.queries.agreement import inside_view
from services.scheduling.queries.views import GroupView
from services.scheduling.tables import IdeaNote
from shared.errors import NotFound
from shared.work import UnitOfWork


@dataclass(frozen=True)
class IdeasView:
    """The ideas of a group as somebody in it sees them."""

    view: GroupView
    notes: list[IdeaNote]
    own: frozenset[UUID]

    def may_release(self, note: IdeaNote) -> bool:
        return may_release(mentor="mentor" in self.view.relations, author=note.written_by in self.own)


def ideas(work: UnitOfWork, group_id: UUID) -> IdeasView:
    """Raises NotFound, Forbidden."""
    view = inside_view(work, group_id, "plan_questions")
    chosen = select(IdeaNote).where(IdeaNote.group_id == group_id).order_by(IdeaNote.written_at, IdeaNote.id)
    return IdeasView(view, list(work.session.scalars(chosen)), view.own_ids)


def idea_note(work: UnitOfWork, group_id: UUID, idea_id: UUID) -> tuple[IdeasView, IdeaNote]:
    """Raises NotFound, Forbidden."""
    found = ideas(work, group_id)
    note = next((each for each in found.notes if each.id == idea_id), None)
    if note is None:
        raise NotFound()
    return found, note
