"""The JSON API under /api/registration/v1; the same commands and schemas as the pages."""

from services.registration.api import (
    bulletins,
    calls,
    desk,
    erasures,
    ideas,
    mentors,
    mine,
    moves,
    people,
    person,
    registration_lists,
    registrations,
    search,
    staff_lists,
    supervisor,
    wishes,
)

routes = (
    calls.routes,
    people.routes,
    person.routes,
    staff_lists.routes,
    registration_lists.routes,
    registrations.routes,
    search.routes,
    desk.routes,
    bulletins.routes,
    moves.routes,
    mentors.routes,
    mine.routes,
    supervisor.routes,
    wishes.routes,
    erasures.routes,
    ideas.routes,
)
