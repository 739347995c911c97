"""The pages: for everybody, for the person who registered, for the supervisor, for the coordinator."""

from services.registration.pages import desk, desk_groups, mine, public, supervisor

routes = (public.routes, mine.routes, supervisor.routes, desk.routes, desk_groups.routes)
