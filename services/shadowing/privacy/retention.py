"""For how long shadowing keeps what is about people: texts two years, the rest of a period six."""

from typing import Any

from sqlalchemy import ARRAY, Text, and_, cast, literal, or_
from sqlalchemy.dialects.postgresql import JSONB, JSONPATH

from services.shadowing.domain.forms import FORMS
from services.shadowing.domain.process import FINAL
from services.shadowing.tables import Feed, Followup, FormVersion, PairSearch, Party, Period, Sharing
from shared.privacy import Follows, Rule
from shared.privacy.rules import happened, of_owner
from shared.work import UnitOfWork

# Of a form stays what was chosen or dated; every text goes, also the answers to an organisation's own questions.
CHOSEN = sorted({each.name for form in FORMS.values() for each in form.questions if each.kind != "text"})
ENDS = ("period_closed", "followup_lapsed", "period_rejected", "period_withdrawn", "period_cancelled")
CLOSED = happened(Period, *ENDS)
FINISHED = Period.state_name.in_(sorted(FINAL))


def _of_period(column: Any, period_id: Any) -> Any:
    """Something of the period that a row belongs to, once it is over."""
    return of_owner(column, Period, period_id, FINISHED)


def _texts(content: Any) -> Any:
    """Whether a form still holds more than what was chosen."""
    left = content.op("-", return_type=JSONB())(cast(literal(CHOSEN, ARRAY(Text())), ARRAY(Text())))
    return left != cast(literal({}, JSONB()), JSONB())


def _chosen(content: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in content.items() if name in CHOSEN}


def without_texts(work: UnitOfWork, row: Any) -> None:
    """Of a form only what was chosen or dated stays."""
    row.content = _chosen(row.content)


def _without_comment(work: UnitOfWork, row: Party) -> None:
    row.comment = None


def _without_words(work: UnitOfWork, row: Period) -> None:
    row.withdrawal_reason, row.decision = None, _chosen(row.decision) if row.decision else None
    row.planned_days = [{name: each for name, each in day.items() if name != "place"} for day in row.planned_days]


def _of_form(table: Any) -> Rule:
    whose, since = (_of_period(each, table.period_id) for each in (Period.organisation, CLOSED))
    return Rule(table, "pair_texts", since, _texts(table.content), without_texts, whose)


_PLACES = Period.planned_days.op("@?", is_comparison=True)(cast("$[*].place", JSONPATH))

retention = (
    _of_form(FormVersion),
    _of_form(Followup),
    _of_form(Sharing),
    Rule(
        Party,
        "pair_texts",
        _of_period(CLOSED, Party.period_id),
        Party.comment.is_not(None),
        _without_comment,
        _of_period(Period.organisation, Party.period_id),
    ),
    Rule(
        Period,
        "pair_texts",
        CLOSED,
        and_(FINISHED, or_(Period.withdrawal_reason.is_not(None), _texts(Period.decision), _PLACES)),
        _without_words,
    ),
    Rule(Period, "pair_period", CLOSED, FINISHED),
    Rule(PairSearch, "pair_search", PairSearch.ended_at),
    Follows(Feed, "the person"),
)
