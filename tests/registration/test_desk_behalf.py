"""The coordinator's pages to register somebody, to let a colleague come instead, and to cancel a call."""

from services.registration.tables import Call, Registration
from tests.registration.test_desk import DESK, app, browser, desk, link
from tests.registration.test_moves import approved

__all__ = ["app", "browser", "desk", "link"]


def form(season, group, name, **more):
    return {key: value for key, value in season.form(group.id, name, **more).items() if key != "group_id"}


def test_somebody_is_registered_who_asked_by_phone_and_nothing_typed_is_lost(season, desk):
    group = season.group_of(season.call())
    desk.open(f"{DESK}/groups/{group.id}").says("Register somebody")
    desk.open(f"{DESK}/groups/{group.id}/register").send("Register the person", **form(season, group, "aino"))
    assert desk.status == 422
    desk.says("Ask the person first")
    assert "aino.malli@hyria.example" in desk.text
    desk.send("Register the person", **form(season, group, "aino"), agreed="true").says("Aino Malli")
    assert season.find(Registration, group_id=group.id).state_name == "unconfirmed"


def test_a_colleague_comes_instead(season, desk):
    group = season.group_of(season.call())
    (one,) = approved(season, group, "aino")
    desk.open(f"{DESK}/groups/{group.id}").says("Somebody comes instead")
    desk.open(f"{DESK}/registrations/{one}/replace").says("Who comes instead of Aino Malli?")
    given = form(season, group, "eero") | {"agreed": "true", "reason": "Sairasloma"}
    desk.send("Give the place to the colleague", **given).says("Eero Malli", "Withdrew")


def test_a_call_is_cancelled_with_a_reason_and_its_page_says_so(season, desk):
    call = season.call()
    desk.open(f"{DESK}/calls/{call.id}").says("Cancel the call")
    desk.open(f"{DESK}/calls/{call.id}/cancel").send("Cancel the call", reason="Hanke päättyi").says("Cancelled")
    assert season.find(Call, id=call.id).state_name == "cancelled"
    desk.open(f"/registration/calls/{call.id}").says("Cancelled", "None of its groups will meet")
    assert "/register" not in desk.text
