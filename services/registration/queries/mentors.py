"""The registry of mentors as those see it who may: one's own page, the list with its filter, who suits a group."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.domain import mentor as domain
from services.registration.domain.group import GOES_ON
from services.registration.queries import calls
from services.registration.tables import Call, Group, Mentor
from shared.errors import Forbidden, NotFound
from shared.people import Person
from shared.sheets import as_csv
from shared.web.formats import sort_key
from shared.work import UnitOfWork


@dataclass(frozen=True)
class Entry:
    """A line of the registry; `mentor` is None for who holds the role and has not filled in the page."""

    person: Person
    mentor: Mentor | None
    groups: list[Group]

    @property
    def state(self) -> str:
        return self.mentor.state_name if self.mentor else "active"


@dataclass(frozen=True)
class Candidate:
    """Somebody who could lead a group, and how well that suits."""

    person: Person
    mentor: Mentor | None
    suits: domain.Suits


def readable(work: UnitOfWork) -> list[str]:
    """The organisations whose mentors the actor may see. Raises Forbidden when there is none."""
    found = [each for each in work.network.organisations if work.actor.may("read", "mentor_profile", each)]
    if not found:
        raise Forbidden()
    return found


def registry(
    work: UnitOfWork, *, words: str = "", organisation: str = "", state: str = "", training: str = "", spoken: str = ""
) -> list[Entry]:
    """The mentors that the actor may see and the filter lets through: candidates first, then by name."""
    slugs = {each for each in readable(work) if organisation in ("", each)}
    kept = {each.id: each for each in work.session.scalars(select(Mentor))}
    led = _led(work)
    people = {each.id: each for each in calls.mentors(work)} | calls.cards_of(work, kept)
    found = [Entry(each, kept.get(each.id), led.get(each.id, [])) for each in people.values() if not each.gone]
    shown = [
        each
        for each in found
        if each.person.organisation in slugs
        and state in ("", each.state)
        and training in ("", each.mentor.training if each.mentor else "none")
        and (not spoken or (each.mentor is not None and spoken in each.mentor.lead_languages))
        and all(word in _text(each) for word in words.lower().split()[:5])
    ]
    return sorted(shown, key=lambda each: (each.state != "candidate", sort_key(_listed(each.person))))


def _listed(person: Person) -> str:
    return f"{person.last_name} {person.first_name}"


def _text(entry: Entry) -> str:
    own = [entry.person.name, entry.person.email, entry.person.job_title, entry.person.unit]
    return " ".join(filter(None, [*own, entry.mentor.professional_field if entry.mentor else ""])).lower()


def _led(work: UnitOfWork, *only: Any) -> dict[UUID, list[Group]]:
    """The groups of everybody who leads one."""
    led: dict[UUID, list[Group]] = {}
    chosen = select(Group).where(Group.state_name.in_(GOES_ON), *only).order_by(Group.created_at)
    for group in work.session.scalars(chosen):
        for each in group.mentor_ids:
            led.setdefault(each, []).append(group)
    return led


def _led_by(work: UnitOfWork, person_id: UUID) -> list[Group]:
    return _led(work, Group.mentor_ids.contains([person_id])).get(person_id, [])


def entry_of(work: UnitOfWork, person_id: UUID) -> Entry:
    """One mentor of the registry. Raises NotFound, also for who is not the actor's to see."""
    person = work.session.get(Person, person_id)
    if person is None or person.gone or not work.actor.may("read", "mentor_profile", person.organisation):
        raise NotFound()
    found = work.session.get(Mentor, person_id)
    if found is None and not person.has_role("mentor", on=work.today):
        raise NotFound()
    return Entry(person, found, _led_by(work, person_id))


def own_entry(work: UnitOfWork, person: Person) -> Entry:
    """The actor's own page, filled in or not."""
    return Entry(person, work.session.get(Mentor, person.id), _led_by(work, person.id))


def exported(entries: Iterable[Entry], head: list[str], words: Any, about: str) -> bytes:
    """The registry as a sheet; `words` says codes in the reader's language, `about` stands on the last row."""
    rows: list[list[Any]] = [head]
    for each in entries:
        found, person = each.mentor, each.person
        own = [person.last_name, person.first_name, person.email, words("organisation", person.organisation)]
        state = [words("state", each.state), words("training", found.training if found else "none")]
        more: list[Any] = [None] * 5
        if found:
            spoken = ", ".join(words("language", one) for one in found.lead_languages)
            completed = found.training_completed_on
            more = [completed, found.training_provider, found.professional_field, spoken, found.capacity_groups]
        rows.append([*own, *state, *more, len(each.groups)])
    return as_csv(rows, about)


def candidates(work: UnitOfWork, group: Group) -> list[Candidate]:
    """Everybody who may lead a group, the best suited first; those who take no new groups only if they lead it."""
    kept = {each.id: each for each in work.session.scalars(select(Mentor))}
    leads = _leads_in_year(work, group)
    below: Counter[UUID | None] = Counter(
        each.supervisor_id for each in calls.cards_of(work, group.member_ids).values()
    )
    slots = [domain.slot_of(each.date, each.start) for each in group.planned_meetings] or [group.slot]
    found = []
    for each in calls.mentors(work):
        own = kept.get(each.id)
        if own is None or own.state_name == "active" or each.id in group.mentor_ids:
            found.append(Candidate(each, own, _suits(group, own, slots, leads[each.id], below[each.id])))
    return sorted(found, key=lambda each: (*each.suits.order, sort_key(_listed(each.person))))


def _suits(group: Group, found: Mentor | None, slots: list[str | None], leads: int, subordinates: int) -> domain.Suits:
    network = group.call.scope == "network"
    return domain.Suits(
        times=domain.times_suit(found.availability, slots) if found else None,
        leads=leads,
        capacity=found.capacity_groups if found else None,
        area=found is None or network or not found.service_area or group.organisation in found.service_area,
        trained=found is not None and found.training == "trained",
        subordinates=subordinates,
    )


def _leads_in_year(work: UnitOfWork, group: Group) -> Counter[UUID]:
    """How many other groups each mentor leads in the call's year."""
    chosen = select(Group.mentor_ids).join(Call, Call.id == Group.call_id)
    chosen = chosen.where(
        Group.state_name.in_(GOES_ON), Call.reporting_year == group.call.reporting_year, Group.id != group.id
    )
    return Counter(each for ids in work.session.scalars(chosen) for each in ids)
