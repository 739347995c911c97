"""The pages: for everybody, for the person who registered, for the supervisor, for the coordinator."""

from services.registration.pages import desk, desk_board, desk_decisions, desk_groups, mine, public, supervisor

_coordinators = (desk.routes, desk_groups.routes, desk_board.routes, desk_decisions.routes)
routes = (public.routes, mine.routes, supervisor.routes, *_coordinators)
