"""The JSON API under /api/registration/v1; the same commands and schemas as the pages."""

from services.registration.api import calls, erasures, links, mentors, moves, people, person, registrations

routes = (
    calls.routes,
    people.routes,
    person.routes,
    registrations.routes,
    moves.routes,
    mentors.routes,
    links.routes,
    erasures.routes,
)
