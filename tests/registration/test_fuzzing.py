"""The JSON API under schemathesis: no fault of ours, no answer that the OpenAPI document does not tell of."""

from datetime import timedelta

from services.registration.commands.people import ensure_administrators
from services.registration.service import Web
from shared.clock import real_now
from shared.people import find_by_email, links, sessions
from shared.testing.fuzzing import faults
from shared.web.service import application
from tests.registration.conftest import START


def test_no_request_is_answered_with_a_fault_of_ours_or_with_what_the_document_does_not_tell(season):
    season.do(ensure_administrators)
    call = season.call(max_size=1, min_size=1)
    (group,) = season.groups_of(call)
    ids = [season.register(group.id, name) for name in ("aino", "eero", "iida")]
    season.approve(ids[0])
    with season.runtime.sessions() as session:
        manager = find_by_email(session, "pm@opelix.example").id
    people = [season.registration(each).person_id for each in ids]
    ours = {"call_id": [call.id], "group_id": [group.id], "registration_id": ids, "person_id": people}
    cookie = {sessions.COOKIE: sessions.begin(season.runtime.settings, manager, remember=False, now=real_now())}
    found = faults(
        application(season.runtime, Web.routes),
        "registration",
        senders=[cookie, {}],
        known=lambda path, name: tokens(season, ids, path) if name == "token" else ours.get(name, []),
        seconds=60,
    )
    assert list(found) == []


ACTIONS = {"confirm": "confirm_registration", "mine": "my_registration", "offer": "take_offer"}


def tokens(season, ids, path):
    """Links that are good for a path: of each who registered, or of their supervisor."""
    if "/links/" not in path:
        return []
    until, kind = START + timedelta(days=90), path.split("/links/")[1].split("/")[0]
    found = [season.registration(each) for each in ids]
    if kind == "supervisor":
        boss = found[0].supervisor_id
        return [links.mint(season.runtime.settings, "approve_registrations", boss, boss, until)]
    return [links.mint(season.runtime.settings, ACTIONS[kind], each.id, each.person_id, until) for each in found]
