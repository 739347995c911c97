"""The JSON API under /api/registration/v1; the same commands and schemas as the pages."""

from services.registration.api import (
    bulletins,
    calls,
    desk,
    erasures,
    ideas,
    links,
    mentors,
    moves,
    people,
    person,
    registration_lists,
    registrations,
    search,
    staff_lists,
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
    links.routes,
    wishes.routes,
    erasures.routes,
    ideas.routes,
)
