"""Pages of mentors: one's own, and the registry with its filter for those who form groups."""

from typing import Any
from uuid import UUID

from services.registration.commands import mentors as commands
from services.registration.domain.availability import ticked
from services.registration.domain.mentor import acts
from services.registration.pages.screens import part_names, slot_name, weekday_names
from services.registration.pages.texts import taken_along
from services.registration.queries import mentors as queries
from services.registration.queries.prefill import times_of
from services.registration.schemas.mentors import (
    STATE_NAMES,
    TRAINING_FACTS,
    Acceptance,
    MentorProfile,
    RegistryQuery,
    TrainingRecord,
)
from shared.web import Download, Page, Redirect, Routes, signed_in
from shared.web.formats import sort_key
from shared.web.i18n import NAMES, language
from shared.web.i18n import gettext as _
from shared.work import UnitOfWork

routes = Routes("registration")
OWN = "/registration/leading"
MENTORS = "/registration/mentors"
ONE = f"{MENTORS}/<uuid:person_id>"
PROFILE = ("professional_field", "lead_languages", "training", "capacity_groups", "service_area", "remote")
WORDS: dict[str, dict[str, Any]] = {"state": STATE_NAMES, "training": TRAINING_FACTS, "language": NAMES}


@routes.page(OWN, access=signed_in)
def own(request: Any, work: UnitOfWork) -> Page:
    """What I have told, which groups I lead, and what I can do about it."""
    found = queries.own_entry(work, request.person)
    leads = found.mentor is not None or request.person.has_role("mentor", on=work.today)
    can = acts(found.state) if found.mentor else ()
    return Page("registration/mentor_own.html", found=found, leads=leads, acts=can, **_in_words(work, found))


@routes.form(f"{OWN}/profile", MentorProfile, "registration/mentor_form.html", access=signed_in)
def profile(request: Any, work: UnitOfWork) -> dict[str, Any]:
    found = queries.own_entry(work, request.person).mentor
    initial: dict[str, Any] = {"lead_languages": [request.language]} | times_of(work, request.person)
    if found is not None:
        initial = {name: getattr(found, name) for name in PROFILE}
        initial |= {
            name: ticked(found.availability, each) for name, each in (("fits", "yes"), ("if_needed", "if_needed"))
        }
    members = [each for each in work.network.organisations.values() if each.slug != work.network.slug]
    named = [(each.slug, each.name(language(), work.today)) for each in members]
    return {
        "title": _("Register as a mentor") if found is None else _("Your answers as a mentor"),
        "new": found is None,
        "checked": bool(found and found.training_checked),
        "employers": sorted(named, key=lambda each: sort_key(each[1])),
        "weekdays": weekday_names(),
        "parts": part_names(),
        "initial": initial,
    }


@profile.submit
def submit_profile(request: Any, work: UnitOfWork, data: dict[str, Any]) -> Redirect:
    commands.offer_to_lead(work, request.person.id, data)
    return Redirect(OWN)


@routes.action(f"{OWN}/pause", access=signed_in)
def own_pause(request: Any, work: UnitOfWork) -> Redirect:
    commands.pause(work, request.person.id)
    return Redirect(OWN)


@routes.action(f"{OWN}/resume", access=signed_in)
def own_resume(request: Any, work: UnitOfWork) -> Redirect:
    commands.resume(work, request.person.id)
    return Redirect(OWN)


@routes.action(f"{OWN}/retire", access=signed_in)
def own_retire(request: Any, work: UnitOfWork) -> Redirect:
    commands.retire(work, request.person.id)
    return Redirect(OWN)


@routes.page(MENTORS, access=signed_in)
def registry(request: Any, work: UnitOfWork) -> Page:
    asked = _filter(request)
    return Page(
        "registration/mentors.html",
        found=queries.registry(work, **asked),
        asked=asked,
        query="&".join(f"{name}={value}" for name, value in asked.items() if value),
        employers=[
            (each, work.network.organisations[each].name(language(), work.today)) for each in queries.readable(work)
        ],
        states=STATE_NAMES,
        trainings=TRAINING_FACTS,
        languages=NAMES,
    )


@routes.page(f"{MENTORS}/csv", access=signed_in)
def export(request: Any, work: UnitOfWork) -> Download:
    head = [_("Last name"), _("First name"), _("Work e-mail"), _("Employer"), _("State"), _("Verme training")]
    head += [_("Completed on"), _("Who arranged it?"), _("Professional field"), _("Languages")]
    head += [_("Groups in a school year"), _("Leads now")]

    def words(kind: str, code: str) -> str:
        known = work.network.organisations.get(code) if kind == "organisation" else None
        return known.name(language(), work.today) if known else str(WORDS.get(kind, {}).get(code, code))

    about = taken_along(request, work, _("The registry of mentors, for choosing who leads groups."))
    body = queries.exported(queries.registry(work, **_filter(request)), head, words, about)
    return Download(body, "text/csv; charset=utf-8", f"mentorit-{work.today.isoformat()}.csv")


@routes.page(ONE, access=signed_in)
def one(request: Any, work: UnitOfWork, person_id: UUID) -> Page:
    found = queries.entry_of(work, person_id)
    may = work.actor.may("write", "mentor_profile", found.person.organisation)
    can = acts(found.state) if found.mentor and may else ()
    return Page("registration/mentor_one.html", found=found, acts=can, **_in_words(work, found))


@routes.form(f"{ONE}/accept", Acceptance, "registration/form.html", access=signed_in)
def accept(request: Any, work: UnitOfWork, person_id: UUID) -> dict[str, Any]:
    found = _decided(work, person_id)
    return {
        "title": _("Accept {name} as a mentor", name=found.person.name),
        "intro": _("Groups can be given to the mentor from now on. The groups that are led are seen after signing in."),
        "back": f"{MENTORS}/{person_id}",
        "send": _("Accept"),
    }


@accept.submit
def submit_acceptance(request: Any, work: UnitOfWork, data: dict[str, Any], person_id: UUID) -> Redirect:
    commands.accept(work, person_id, **data)
    return Redirect(f"{MENTORS}/{person_id}")


@routes.form(f"{ONE}/training", TrainingRecord, "registration/form.html", access=signed_in)
def training(request: Any, work: UnitOfWork, person_id: UUID) -> dict[str, Any]:
    found = _decided(work, person_id)
    return {
        "title": _("Training of {name}", name=found.person.name),
        "intro": _("What you write here counts as checked: after that only a coordinator changes it."),
        "back": f"{MENTORS}/{person_id}",
        "initial": found.mentor,
    }


@training.submit
def submit_training(request: Any, work: UnitOfWork, data: dict[str, Any], person_id: UUID) -> Redirect:
    commands.record_training(work, person_id, data)
    return Redirect(f"{MENTORS}/{person_id}")


@routes.action(f"{ONE}/pause", access=signed_in)
def pause(request: Any, work: UnitOfWork, person_id: UUID) -> Redirect:
    commands.pause(work, person_id)
    return Redirect(f"{MENTORS}/{person_id}")


@routes.action(f"{ONE}/resume", access=signed_in)
def resume(request: Any, work: UnitOfWork, person_id: UUID) -> Redirect:
    commands.resume(work, person_id)
    return Redirect(f"{MENTORS}/{person_id}")


@routes.action(f"{ONE}/retire", access=signed_in)
def retire(request: Any, work: UnitOfWork, person_id: UUID) -> Redirect:
    commands.retire(work, person_id)
    return Redirect(f"{MENTORS}/{person_id}")


def _filter(request: Any) -> dict[str, str]:
    """The filter of an address; what it does not know counts as not asked."""
    known = RegistryQuery()
    given = {name: request.args.get(name, "")[:200] for name in known.fields}
    wrong = known.validate(given)
    return {name: "" if name in wrong else value for name, value in given.items()}


def _decided(work: UnitOfWork, person_id: UUID) -> queries.Entry:
    found = queries.entry_of(work, person_id)
    work.actor.require("write", "mentor_profile", found.person.organisation)
    return found


def _in_words(work: UnitOfWork, found: queries.Entry) -> dict[str, Any]:
    """What a page says of codes, in the reader's language."""
    kept = found.mentor
    told = kept.availability if kept else []
    slots = {each: [slot_name(one) for one in ticked(told, each)] for each in ("yes", "if_needed")}
    return {
        "state": STATE_NAMES[found.state],
        "training": TRAINING_FACTS[kept.training if kept else "none"],
        "spoken": [NAMES[each] for each in kept.lead_languages] if kept else [],
        "times": slots,
    }
