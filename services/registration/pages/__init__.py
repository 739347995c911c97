"""The pages: for everybody, for the person who registered, for the supervisor, for the coordinator."""

from services.registration.pages import (
    desk,
    desk_behalf,
    desk_board,
    desk_calls,
    desk_decisions,
    desk_groups,
    feeds,
    mentors,
    mine,
    own_card,
    people,
    person,
    public,
    registering,
    staff_lists,
    supervisor,
)

routes = (
    public.routes,
    feeds.routes,
    registering.routes,
    mine.routes,
    supervisor.routes,
    desk.routes,
    desk_calls.routes,
    desk_groups.routes,
    desk_board.routes,
    desk_decisions.routes,
    desk_behalf.routes,
    mentors.routes,
    people.routes,
    own_card.routes,
    staff_lists.routes,
    person.routes,
)
