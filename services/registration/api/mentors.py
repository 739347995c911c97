"""Mentors: one's own profile, the registry, accepting, training, pausing and leaving."""

from typing import Any
from uuid import UUID

from services.registration.commands import mentors as commands
from services.registration.queries import mentors as queries
from services.registration.schemas.mentors import Acceptance, MentorProfile, MentorShown, RegistryQuery, TrainingRecord
from shared.web import Routes, signed_in
from shared.work import UnitOfWork

routes = Routes("registration")
MENTORS = "/api/registration/v1/mentors"
ONE = f"{MENTORS}/<uuid:person_id>"
OWN = "/api/registration/v1/mentor"
SHOWN: dict[str, Any] = {"response": MentorShown, "access": signed_in}


@routes.api("GET", OWN, summary="Your own place in the registry of mentors", **SHOWN)
def get_own_profile(request: Any, work: UnitOfWork) -> queries.Entry:
    return queries.own_entry(work, request.person)


@routes.api("PUT", OWN, body=MentorProfile, summary="Offer to lead groups, or change your profile", **SHOWN)
def put_own_profile(request: Any, work: UnitOfWork, data: dict[str, Any]) -> queries.Entry:
    commands.offer_to_lead(work, request.person.id, data)
    return queries.own_entry(work, request.person)


@routes.api(
    "GET",
    MENTORS,
    query=RegistryQuery,
    response=MentorShown(many=True),
    access=signed_in,
    summary="The registry of mentors, as far as you may see it",
)
def get_mentors(request: Any, work: UnitOfWork) -> list[queries.Entry]:
    return queries.registry(work, **request.query_data)


@routes.api("GET", ONE, summary="A mentor", **SHOWN)
def get_mentor(request: Any, work: UnitOfWork, person_id: UUID) -> queries.Entry:
    return queries.entry_of(work, person_id)


@routes.api("POST", f"{ONE}/accept", body=Acceptance, summary="Accept a mentor: groups can be given", **SHOWN)
def post_acceptance(request: Any, work: UnitOfWork, data: dict[str, Any], person_id: UUID) -> queries.Entry:
    commands.accept(work, person_id, **data)
    return queries.entry_of(work, person_id)


@routes.api("PUT", f"{ONE}/training", body=TrainingRecord, summary="Record the training that was checked", **SHOWN)
def put_training(request: Any, work: UnitOfWork, data: dict[str, Any], person_id: UUID) -> queries.Entry:
    commands.record_training(work, person_id, data)
    return queries.entry_of(work, person_id)


@routes.api("POST", f"{ONE}/pause", status=204, access=signed_in, summary="No new groups for now")
def post_pause(request: Any, work: UnitOfWork, person_id: UUID) -> None:
    commands.pause(work, person_id)


@routes.api("POST", f"{ONE}/resume", status=204, access=signed_in, summary="New groups again")
def post_resume(request: Any, work: UnitOfWork, person_id: UUID) -> None:
    commands.resume(work, person_id)


@routes.api(
    "POST",
    f"{ONE}/retire",
    status=204,
    access=signed_in,
    summary="Leads no more groups; those that go on wait for another mentor",
)
def post_retirement(request: Any, work: UnitOfWork, person_id: UUID) -> None:
    commands.retire(work, person_id)
