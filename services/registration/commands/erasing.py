"""Forgetting somebody everywhere: leaving what is under way, telling every service, keeping what a duty demands.

Guaranteed: after the unit of work nothing here names the person but the evidence, and every service is told; a
second wish finds nobody. What each service answered is kept with the wish.
"""

from collections.abc import Collection
from datetime import date, timedelta
from email.message import EmailMessage
from uuid import UUID

from sqlalchemy import func, select

from services.registration.commands import leading, people, registrations
from services.registration.domain import call as calls
from services.registration.domain import group as groups
from services.registration.domain.erasing_errors import StillContact
from services.registration.domain.registration import LIVE
from services.registration.tables import (
    Call,
    Consideration,
    Erasure,
    Evidence,
    Group,
    KnownErasureAnswer,
    KnownParticipation,
    KnownPeriod,
    Registration,
    SavedForm,
    Statistics,
)
from shared.database.kit import AuditRow
from shared.errors import Forbidden, NotFound
from shared.people import Person, links
from shared.people.mail import message, send
from shared.plugins import manifests
from shared.privacy.classes import after, period_of
from shared.privacy.erasure import forget, remove, spared
from shared.privacy.own_data import identities
from shared.web.i18n import gettext as _
from shared.web.i18n import speaking, use_catalogues
from shared.work import UnitOfWork

READABLE = timedelta(days=365)


def ask_erasure(work: UnitOfWork) -> Erasure:
    """The actor's own wish. Raises StillContact while calls that go on name the person as their contact."""
    person = people.person_of(work, work.actor.person_id)
    if person is None:
        raise NotFound()
    if not work.acts_for(person.organisation):
        raise Forbidden()
    return erase(work, person, "asked")


def erase(work: UnitOfWork, person: Person, cause: str) -> Erasure:
    """Forget a person under every id. Raises StillContact."""
    ids = identities(work.session, person.id)
    _require_no_contact(work, ids)
    _leave(work, ids)
    _keep_evidence(work, ids, person)
    wish = _wish(work, ids, person, cause)
    _keep_counted(work, ids, person, cause)
    _forget_typed(work, ids, person.email)
    cards = list(work.session.scalars(select(Person).where(Person.id.in_(ids))))
    work.emit("erasure_asked", wish)
    wish.deleted, wish.kept = forget(work, ids, person.organisation, spare=spared(cause))
    for card in cards:
        work.bury(card)
    wish.deleted += len(cards)
    return wish


def answered(work: UnitOfWork, answer: KnownErasureAnswer) -> None:
    """Once all have answered, the person is told; the timer replaces itself, so once."""
    wish = work.session.get(Erasure, answer.erasure_id) if answer.erasure_id else None
    if wish is not None and wish.tell_to and not waited_for(work, wish):
        work.set_timer("erasure_told", wish.id, work.now)


def tell(work: UnitOfWork, wish_id: UUID) -> None:
    """Mail to the address that was kept for it, and then forget the address too. Raises what SMTP raises."""
    wish = work.session.get(Erasure, wish_id)
    if wish is None or not wish.tell_to:
        return
    send(work.settings, _mail(work, wish, wish.tell_to))
    wish.tell_to, wish.told_at = None, work.now


def address_of(work: UnitOfWork, wish: Erasure) -> str:
    """The address at which the person sees what every service answered."""
    return links.address(work.settings, "erasure", wish.id, wish.person_ids[0], work.now + READABLE)


def _mail(work: UnitOfWork, wish: Erasure, to: str) -> EmailMessage:
    use_catalogues(work.manifest.package)
    with speaking(wish.language):
        parts = [
            _("Your data has been erased in every part of the service."),
            _("What a duty keeps, why and until when, is told here for a year:"),
            address_of(work, wish),
            _("This address is forgotten now as well. Nobody writes to you from here any more."),
        ]
        text = "\n\n".join(parts) + "\n"
        return message(work.settings, "erasure_done", to, _("Your data has been erased"), text)


def waited_for(work: UnitOfWork, wish: Erasure) -> list[tuple[str, str]]:
    """The services that have not answered."""
    known = select(KnownErasureAnswer.data).where(KnownErasureAnswer.erasure_id == wish.id, ~KnownErasureAnswer.gone)
    done = {(each["deployment"], each["service"]) for each in work.session.scalars(known)}
    done.add((work.settings.deployment, work.manifest.name))
    return [place for each in wish.expected if (place := (each["deployment"], each["service"])) not in done]


def _require_no_contact(work: UnitOfWork, ids: Collection[UUID]) -> None:
    named = select(Call.title).where(Call.contact_id.in_(ids), Call.state_name.not_in(sorted(calls.OVER)))
    if titles := [each["fi"] for each in work.session.scalars(named)]:
        raise StillContact(calls=", ".join(titles))


def _leave(work: UnitOfWork, ids: Collection[UUID]) -> None:
    """Withdraw what is under way, and lead no group any more; both free what others wait for."""
    live = select(Registration.id).where(Registration.person_id.in_(ids), Registration.state_name.in_(sorted(LIVE)))
    for each in work.session.scalars(live).all():
        registrations.withdraw(work, each)
    led = select(Group.id).where(Group.mentor_ids.overlap(list(ids)), Group.state_name.in_(sorted(groups.GOES_ON)))
    for each in work.session.scalars(led).all():
        group = leading.let_go(work, each, ids)
        work.record_history(group, "mentors_assigned", mentors=[str(mentor) for mentor in group.mentor_ids])


def _keep_evidence(work: UnitOfWork, ids: Collection[UUID], person: Person) -> None:
    """Name and employer stay, apart from everything else, of who is in the evidence of grants (decision 18)."""
    attended = select(func.max(KnownParticipation.data["reporting_year"].as_integer())).where(
        KnownParticipation.person_id.in_(ids), KnownParticipation.attended > 0
    )
    led = select(func.max(Call.reporting_year)).join(Group).where(Group.mentor_ids.overlap(list(ids)))
    years = [each for each in (work.session.scalar(attended), work.session.scalar(led)) if each]
    if years:
        period = period_of(work.network, "attendance", person.organisation)
        names = {name: getattr(person, name) for name in ("first_name", "last_name", "organisation")}
        until = after(date(max(years), 12, 31), period)
        work.session.add(Evidence(person_id=person.id, until=until, **names))
        work.session.flush()


def _keep_counted(work: UnitOfWork, ids: Collection[UUID], person: Person, cause: str) -> None:
    """Of an account that nobody used, the gender is counted in the years whose evidence stays; no one else's is."""
    until = _counted_until(work, ids, person.organisation) if cause == "retention" else None
    for row in work.session.scalars(select(Statistics).where(Statistics.id.in_(ids))):
        if until is None:
            remove(work, row)
        else:
            row.career_stage, row.cpd_earlier, row.until = None, None, until
            work.emit("statistics_given", row)
    for told in work.session.scalars(select(Consideration).where(Consideration.id.in_(ids))):
        remove(work, told)


def _counted_until(work: UnitOfWork, ids: Collection[UUID], organisation: str) -> date | None:
    """The last day for which something of the person is kept as evidence, under the id."""
    days = [*work.session.scalars(select(Evidence.until).where(Evidence.person_id.in_(ids)))]
    period = period_of(work.network, "pair_period", organisation)
    shared = KnownPeriod.party_ids.overlap(list(ids)) & ~KnownPeriod.gone
    years = work.session.scalars(select(KnownPeriod.data["reporting_year"].as_integer()).where(shared))
    return max([*days, *(after(date(year, 12, 31), period) for year in years)], default=None)


def _wish(work: UnitOfWork, ids: Collection[UUID], person: Person, cause: str) -> Erasure:
    return Erasure(
        organisation=person.organisation,
        person_ids=sorted(ids),
        cause=cause,
        asked_at=work.now,
        expected=[{"deployment": each, "service": name} for each, name in _expected(work, person.organisation)],
        tell_to=person.email if cause == "asked" else None,
        language=person.language,
    )


def _expected(work: UnitOfWork, organisation: str) -> list[tuple[str, str]]:
    """Every service of every deployment that hears of the organisation's people."""
    known = tuple(manifests())
    return [
        (deployment.slug, name)
        for deployment in work.network.active_deployments()
        for name in work.network.services_of(deployment.slug, known)
        if organisation in (work.network.observed_by(deployment.slug) or [organisation])
        and (name != work.manifest.name or deployment.slug == work.settings.deployment)
    ]


def _forget_typed(work: UnitOfWork, ids: Collection[UUID], email: str) -> None:
    """Forms that were saved with the address, and what the history says of cards and registrations."""
    for saved in work.session.scalars(select(SavedForm).where(SavedForm.typed["email"].astext == email)):
        work.session.delete(saved)
    own = select(Registration.id).where(Registration.person_id.in_(ids))
    told = AuditRow.__table__.update().where(AuditRow.record_type == "registrations", AuditRow.record_id.in_(own))
    work.session.execute(told.values(data={}))
