"""What shadowing keeps about people. A plan and a goals form are both parties'; a follow-up is one party's own."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, tuple_

from services.shadowing.domain.forms import FORMS
from services.shadowing.tables import Followup, FormVersion, PairSearch, Party, Period, Sharing
from shared.privacy import Kept, Named
from shared.web.i18n import lazy as N_

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
    ),
    Kept(
        FormVersion,
        N_("Applications and goals, each version"),
        _versions,
        facts=((N_("Form"), "form"), (N_("Saved"), "saved_at"), (N_("Answers"), "content")),
        words=WORDS,
    ),
    Kept(
        Followup,
        N_("Your follow-up forms"),
        _followups,
        facts=((N_("Sent"), "submitted_at"), (N_("Answers"), "content")),
        words=WORDS,
    ),
    Kept(
        Sharing,
        N_("How you have shared what you learned"),
        _sharings,
        facts=((N_("Recorded"), "recorded_at"), (N_("Answers"), "content")),
        words=WORDS,
    ),
    Kept(
        PairSearch,
        N_("Looking for a partner"),
        "person_id",
        facts=((N_("State"), "state_name"), (N_("Begun"), "begun_at"), (N_("Wish"), "wish")),
        words=WORDS,
    ),
    Named(Party, N_("Pair periods that name you as supervisor"), ("supervisor_id",)),
    Named(Period, N_("Pair periods that you decided or withdrew"), ("decider_id", "decided_by", "withdrawn_by")),
    Named(PairSearch, N_("Searches for a partner with you as the contact person"), ("contact_id",)),
)
