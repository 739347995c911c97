"""Accounts: the last sign of life of each card, and whether something that goes on needs it (dossier C.6).

A sign of life is a visit to any service or by a personal link, being named by a list of staff, the making of the card,
a registration of one's own or of one's subordinate, the last meeting of a group, the last act in a pair period.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.registration.domain import account
from services.registration.domain import call as calls
from services.registration.domain.account import Account
from services.registration.domain.registration import LIVE
from services.registration.tables import Call, ComingEmployer, Deputy, Group, KnownPeriod, KnownSeries, Registration
from shared.clock import end_of_month, local_date
from shared.people import Person
from shared.people.tables import AccountUse
from shared.privacy.classes import after, period_of
from shared.work import UnitOfWork

CLASS = "account"
Sign = tuple[UUID | None, date]


def accounts(work: UnitOfWork) -> list[Account]:
    """Everybody with a card of their own; what is known of a second record counts for the first."""
    columns = (Person.id, Person.same_as, Person.organisation, Person.supervisor_id, Person.roles, Person.occasions)
    cards = work.session.execute(select(*columns).where(~Person.gone)).all()
    first = _first({each.id: each.same_as for each in cards})
    ended = _ended_groups(work)
    signs: dict[UUID, date] = {}
    for person_id, day in (*_made(cards), *_signs(work, ended)):
        if person_id is not None:
            signs[first(person_id)] = max(day, signs.get(first(person_id), day))
    needed = {first(each) for each in _needed(work, ended) if each}
    needed |= {first(each.id) for each in cards if account.gives_rights(each.roles, work.today)}
    needed |= {each.id for each in cards if _is_held(work, each.organisation)}
    found = []
    for each in (each for each in cards if first(each.id) == each.id):
        sign, period = signs.get(each.id), period_of(work.network, CLASS, each.organisation)
        asked, ends = each.supervisor_id and first(each.supervisor_id), after(sign, period) if sign else None
        found.append(Account(each.id, each.organisation, asked, sign, ends, each.id in needed))
    return found


def _is_held(work: UnitOfWork, slug: str) -> bool:
    """Whether the organisation's accounts are kept for an audit, or are not this deployment's to judge."""
    known = work.network.organisations
    holds = [known[each].holds.get(CLASS) for each in (slug, work.network.slug) if each in known]
    return not work.acts_for(slug) or any(each is not None and each > work.today for each in holds)


def _first(same: Mapping[UUID, UUID | None]) -> Any:
    """From any record of a person to the one that stays."""

    @cache
    def find(person_id: UUID) -> UUID:
        seen = {person_id}
        while (after_it := same.get(person_id)) is not None and after_it not in seen:
            seen.add(after_it)
            person_id = after_it
        return person_id

    return find


def _made(cards: Iterable[Any]) -> Iterator[Sign]:
    for each in cards:
        if made := each.occasions.get("person_registered"):
            yield each.id, _day(made["at"])


def _signs(work: UnitOfWork, ended: Mapping[UUID, date | None]) -> Iterator[Sign]:
    for person_id, month in work.session.execute(select(AccountUse.id, AccountUse.month).where(~AccountUse.gone)):
        if month is not None:
            yield person_id, end_of_month(month)
    sent = (Registration.person_id, Registration.supervisor_id, Registration.submitted_at)
    for person_id, supervisor_id, at in work.session.execute(select(*sent)):
        yield from ((person_id, local_date(at)), (supervisor_id, local_date(at)))
    for group_id, people in _of_groups(work):
        if day := ended[group_id]:
            yield from ((each, day) for each in people)
    for each in work.session.scalars(select(KnownPeriod).where(~KnownPeriod.gone, KnownPeriod.ended)):
        last = max((_day(found["at"]) for found in each.data["occasions"].values()), default=date.min)
        yield from ((person_id, last) for person_id in _of_period(each))


def _needed(work: UnitOfWork, ended: Mapping[UUID, date | None]) -> Iterator[UUID | None]:
    """Who is named by something that goes on."""
    session = work.session
    people = (Registration.person_id, Registration.supervisor_id, Registration.asked_before)
    seat = func.coalesce(Registration.place_group_id, Registration.group_id)
    for *found, group_id in session.execute(select(*people, seat).where(Registration.state_name.in_(sorted(LIVE)))):
        if ended[group_id] is None:
            yield from found
    for group_id, members in _of_groups(work):
        if ended[group_id] is None:
            yield from members
    for each in session.scalars(select(KnownPeriod).where(~KnownPeriod.gone, ~KnownPeriod.ended)):
        yield from _of_period(each)
    for deputies in session.execute(select(Deputy.supervisor_id, Deputy.deputy_id).where(Deputy.last >= work.today)):
        yield from deputies
    yield from session.scalars(select(ComingEmployer.person_id))
    yield from session.scalars(select(Call.contact_id).where(Call.state_name.not_in(sorted(calls.OVER))))


def _ended_groups(work: UnitOfWork) -> dict[UUID, date | None]:
    at = KnownSeries.data["occasions"]["group_finished"]["at"].astext
    columns = (Group.id, Group.state_name, KnownSeries.series_state, at, Call.reporting_year)
    chosen = select(*columns).join(Call).outerjoin(KnownSeries, (KnownSeries.id == Group.id) & ~KnownSeries.gone)
    return {
        group_id: account.ended_on(state, series, _day(when) if when else None, year, work.today)
        for group_id, state, series, when, year in work.session.execute(chosen)
    }


def _of_groups(work: UnitOfWork) -> Iterator[tuple[UUID, list[UUID]]]:
    for group_id, members, mentors in work.session.execute(select(Group.id, Group.member_ids, Group.mentor_ids)):
        yield group_id, [*members, *mentors]


def _of_period(period: KnownPeriod) -> Iterator[UUID]:
    """The pair, and their supervisors."""
    for each in period.data["parties"]:
        yield from (UUID(each[name]) for name in ("person_id", "supervisor_id") if each.get(name))


def _day(at: str) -> date:
    return local_date(datetime.fromisoformat(at))
