"""What shadowing keeps about people. A plan and a goals form are both parties'; a follow-up is one party's own."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select, tuple_

from services.shadowing.commands import leave_for_erased
from services.shadowing.domain.forms import FORMS
from services.shadowing.domain.process import FINAL
from services.shadowing.privacy.retention import without_texts
from services.shadowing.tables import Feed, Followup, FormVersion, PairSearch, Party, Period, Sharing
from shared.privacy import Kept, Named
from shared.web.i18n import lazy as N_
from shared.work import UnitOfWork

WORDS = {
    **{each.name: each.label for form in FORMS.values() for each in form.questions},
    **{code: text for form in FORMS.values() for each in form.questions for code, text in each.choices},
    "plan": N_("Application"),
    "goals": N_("Goals"),
    "visitor": N_("visits the other"),
    "host": N_("is visited"),
    "mutual": N_("both visit each other"),
    "looking": N_("looks for a partner"),
    "found": N_("has a partner"),
    "ended": N_("ended"),
}


def _periods(ids: Collection[UUID]) -> Any:
    return select(Party.period_id).where(Party.person_id.in_(ids))


def _places(ids: Collection[UUID]) -> Any:
    return select(Party.period_id, Party.position).where(Party.person_id.in_(ids))


def _of_periods(ids: Collection[UUID]) -> ColumnElement[bool]:
    return Period.id.in_(_periods(ids))


def _versions(ids: Collection[UUID]) -> ColumnElement[bool]:
    return FormVersion.period_id.in_(_periods(ids))


def _followups(ids: Collection[UUID]) -> ColumnElement[bool]:
    return tuple_(Followup.period_id, Followup.position).in_(_places(ids))


def _sharings(ids: Collection[UUID]) -> ColumnElement[bool]:
    return tuple_(Sharing.period_id, Sharing.position).in_(_places(ids))


def _without_comment(work: UnitOfWork, row: Party) -> None:
    """That there was a period is evidence; what the supervisor wrote of the person is not."""
    row.comment = None


def _without_words(work: UnitOfWork, row: FormVersion) -> None:
    """What was chosen is evidence; the words go. While a period goes on the partner works by the newest version."""
    newer = exists().where(
        FormVersion.period_id == row.period_id, FormVersion.form == row.form, FormVersion.number > row.number
    )
    over = work.session.get_one(Period, row.period_id).state_name in FINAL
    if over or work.session.scalar(select(newer)):
        without_texts(work, row)


def _without_reason(work: UnitOfWork, row: Period) -> None:
    """A period that has not begun is over; of one that has, the partner and the supervisors keep theirs."""
    row.withdrawal_reason = None
    if work.acts_for(row.organisation):
        leave_for_erased(work, row)


kept = (
    Kept(
        Party,
        N_("Your part in pair periods"),
        "person_id",
        facts=(
            (N_("Part"), "role"),
            (N_("Joined"), "joined_at"),
            (N_("The supervisor supports it"), "supports"),
            (N_("The supervisor's comment"), "comment"),
            (N_("Follow-up sent"), "followup_at"),
        ),
        words=WORDS,
        on_erasure=_without_comment,
        retention="pair_period",
    ),
    Kept(
        Period,
        N_("Pair periods"),
        _of_periods,
        facts=(
            (N_("Year"), lambda row: str(row.reporting_year)),
            (N_("Days"), lambda row: list(row.dates)),
            (N_("Decision"), "decision"),
            (N_("Reason of the withdrawal"), "withdrawal_reason"),
        ),
        words=WORDS,
        on_erasure=_without_reason,
        retention="pair_period",
        since=lambda row: date(row.reporting_year, 12, 31),
    ),
    Kept(
        FormVersion,
        N_("Applications and goals, each version"),
        _versions,
        facts=((N_("Form"), "form"), (N_("Saved"), "saved_at"), (N_("Answers"), "content")),
        words=WORDS,
        on_erasure=_without_words,
        retention="pair_period",
    ),
    Kept(
        Followup,
        N_("Your follow-up forms"),
        _followups,
        facts=((N_("Sent"), "submitted_at"), (N_("Answers"), "content")),
        words=WORDS,
        retention="pair_texts",
    ),
    Kept(
        Sharing,
        N_("How you have shared what you learned"),
        _sharings,
        facts=((N_("Recorded"), "recorded_at"), (N_("Answers"), "content")),
        words=WORDS,
        retention="pair_texts",
    ),
    Kept(
        PairSearch,
        N_("Looking for a partner"),
        "person_id",
        facts=((N_("State"), "state_name"), (N_("Begun"), "begun_at"), (N_("Wish"), "wish")),
        words=WORDS,
        retention="pair_search",
    ),
    Kept(
        Feed,
        N_("Address of your calendar"),
        "person_id",
        facts=((N_("Made on"), "made_at"),),
        secret=("nonce", "token_hash"),
    ),
    Named(Party, N_("Pair periods that name you as supervisor"), ("supervisor_id",)),
    Named(Period, N_("Pair periods that you decided or withdrew"), ("decider_id", "decided_by", "withdrawn_by")),
    Named(PairSearch, N_("Searches for a partner with you as the contact person"), ("contact_id",)),
)
