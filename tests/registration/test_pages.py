"""The pages as a browser without JavaScript uses them: from the call to the seat, and the desk."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from werkzeug.test import Client

from services.registration.service import Web
from services.registration.tables import Group, Registration
from shared.clock import at_local, real_now
from shared.people import links, sessions
from shared.web.service import application
from tests.registration.conftest import START

INPUT = re.compile(r"<input([^>]*)>")
SELECT = re.compile(r"<select[^>]*name=\"([^\"]*)\"[^>]*>(.*?)</select>", re.S)
TEXT = re.compile(r"<textarea[^>]*name=\"([^\"]*)\"[^>]*>(.*?)</textarea>", re.S)


def held(form: str) -> dict[str, list[str]]:
    """What a form holds already."""
    found: dict[str, list[str]] = {}
    for tag in INPUT.findall(form):
        said = dict(re.findall(r"(\w+)=\"([^\"]*)\"", tag))
        if "name" in said and (said.get("type") not in ("checkbox", "radio") or " checked" in tag):
            found.setdefault(said["name"], []).append(unescape(said.get("value", "")))
    chosen = [(name, re.findall(r"value=\"([^\"]*)\" selected", inside)) for name, inside in SELECT.findall(form)]
    typed = [(name, [unescape(inside.strip())]) for name, inside in TEXT.findall(form)]
    return found | dict(chosen) | dict(typed)


class Browser:
    """A client that fills in and sends the forms of the page that it looks at."""

    def __init__(self, app):
        self.client, self.path, self.text, self.status = Client(app), "", "", 0

    def open(self, path: str) -> "Browser":
        return self._seen(path, self.client.get(path))

    def send(self, words: str = "", **values: str | list[str]) -> "Browser":
        """Send the first form that has these words."""
        for form in re.finditer(r"<form([^>]*)>(.*?)</form>", self.text, re.S):
            if words in unescape(form[2]):
                action = re.search(r'action="([^"]*)"', form[1])
                path = unescape(action[1]) if action else self.path
                return self._seen(path, self.client.post(path, data=held(form[2]) | values))
        raise AssertionError(f"no form says {words!r} on {self.path}:\n{self.text}")

    def _seen(self, path: str, response) -> "Browser":
        while response.status_code == 303:
            path = response.headers["Location"]
            response = self.client.get(path)
        self.path, self.status, self.text = path, response.status_code, response.get_data(as_text=True)
        return self

    def says(self, *words: str) -> "Browser":
        plain = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.text)))
        missing = [each for each in words if each not in plain]
        assert not missing, f"{missing} is not on {self.path} ({self.status}):\n{plain}"
        return self


@pytest.fixture
def app(season):
    return application(season.runtime, Web.routes)


@pytest.fixture
def browser(app) -> Browser:
    found = Browser(app)
    found.open("/registration/language/en")
    found.client.set_cookie("vertais_language", "en")
    return found


@pytest.fixture
def link(season):
    def path(action: str, record, person, expires=None) -> str:
        until = expires or season.clock.now() + timedelta(days=60)
        whole = links.address(season.runtime.settings, action, record, person, until)
        return whole.removeprefix(season.runtime.settings.base_url)

    return path


@pytest.fixture
def desk(season, browser):
    """A browser in which the project manager has signed in."""
    manager = season.person("projekti", "opelix", "project_manager")
    value = sessions.begin(season.runtime.settings, manager.id, remember=False, now=real_now())
    browser.client.set_cookie(sessions.COOKIE, value)
    return browser


def fill(group_id, **values: str) -> dict[str, str]:
    return {
        "group_id": str(group_id),
        "first_name": "Aino",
        "last_name": "Malli",
        "email": "aino.malli@hyria.example",
        "employer": "hyria",
        "unit": "Torikatu",
        "job_title": "koulusihteeri",
        "supervisor_email": "esihenkilo.malli@hyria.example",
        "language": "en",
        "commitment": "true",
        "step": "you",
    } | values


def test_a_person_registers_confirms_is_approved_and_sees_that_the_place_is_sure(season, browser, link):
    call = season.call()
    group = season.group_of(call)
    browser.open("/registration/calls").says("Verme 2013", "Register by")
    browser.open(f"/registration/calls/{call.id}").says("Sihteerien VERME", "Ammattiopisto Tavastia")
    browser.open(f"/registration/calls/{call.id}/register?group={group.id}").says("Which of the dates do not suit you?")
    browser.send("Continue", unsuitable_dates="26.9.2013").says("Who are you?")
    browser.send("Continue", **fill(group.id)).says("Check your answers", "aino.malli@hyria.example", "Hyria")
    browser.says("Thu 26 Sept 2013")
    browser.send("Send the registration", go="you").says("Who are you?")
    assert 'value="koulusihteeri"' in browser.text
    browser.send("Continue", go="", commitment="true").send("Send the registration")
    browser.says("Registration received", "What happens next")
    found = season.find(Registration, group_id=group.id)
    assert found.unsuitable_dates == [date(2013, 9, 26)]

    browser.open(link("confirm_registration", found.id, found.person_id)).says("Confirm your address")
    browser.send("Confirm and ask").says("We wait for your supervisor", "You hold a place")
    mine = browser.path
    supervisor = season.registration(found.id).supervisor_id
    browser.open(link("approve_registrations", supervisor, supervisor)).says("Aino Malli", "Answer by")
    browser.send("It suits").says("you said yes", "The place is sure")
    browser.open(mine).says("Your place is sure")
    browser.open(f"{mine}/statistics").send("Send", gender="female").says("Thank you for answering")
    browser.open(mine).send("Withdraw").says("You have withdrawn")
    browser.send("Undo the withdrawal").says("Your place is sure")


def test_a_form_with_faults_says_them_and_keeps_what_was_typed(season, browser):
    call = season.call()
    group = season.group_of(call)
    browser.open(f"/registration/calls/{call.id}/register")
    browser.send("Continue", **fill(group.id, email="aino", commitment=""))
    assert browser.status == 422
    assert 'value="koulusihteeri"' in browser.text
    browser.says("Check these")


def test_naming_oneself_as_supervisor_is_refused_at_the_field(season, browser):
    call = season.call()
    group = season.group_of(call)
    browser.open(f"/registration/calls/{call.id}/register")
    browser.send("Continue", **fill(group.id, supervisor_email="AINO.malli@hyria.example"))
    assert browser.status == 422
    browser.says("This is your own address")


def test_looking_at_the_confirmation_page_confirms_nothing(season, browser, link):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino", confirm=False)
    person = season.registration(found).person_id
    browser.open(link("confirm_registration", found, person))
    assert season.registration(found).state_name == "unconfirmed"


def test_the_reason_of_a_denial_is_on_the_persons_page_and_not_on_the_desk(season, desk, link):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    supervisor = season.registration(found).supervisor_id
    desk.open(link("approve_registrations", supervisor, supervisor))
    one = f"{desk.path}/{found}/deny"
    desk.open(one).send("Send", reason="budget", text="Rahat loppuivat kesken").says("you said no")
    person = season.registration(found).person_id
    desk.open(link("my_registration", found, person)).says("The budget does not allow it", "Rahat loppuivat kesken")
    desk.open(f"/registration/desk/groups/{group.id}").says("Not approved")
    assert "Rahat loppuivat" not in desk.text
    assert "The budget does not allow it" not in desk.text


def test_the_supervisor_passes_on_refuses_the_role_and_asks_first(season, browser, link):
    group = season.group_of(season.call())
    first, second = season.register(group.id, "aino"), season.register(group.id, "eero")
    supervisor = season.registration(first).supervisor_id
    page = link("approve_registrations", supervisor, supervisor)
    browser.open(page).send("I ask first").says("You wanted to talk with")
    browser.open(f"{page}/{first}/deputy").send("Send", email="sijainen.malli@hyria.example")
    deputy = season.registration(first).supervisor_id
    assert deputy != supervisor
    browser.open(page).send("I am not this person's supervisor").says("Nobody waits for your answer now")
    assert season.registration(second).supervisor_id is None
    browser.open(link("approve_registrations", deputy, deputy)).send("It suits")
    assert season.registration(first).approved_how == "deputy"
    person = season.registration(second).person_id
    mine = link("my_registration", second, person)
    browser.open(mine).says("is not your supervisor")
    browser.open(f"{mine}/supervisor").send("Send", email="oikea.malli@hyria.example").says("Oikea Malli")


def test_an_offered_place_is_taken_by_its_link_once(season, browser, link):
    group = season.group_of(season.call(max_size=1, min_size=1))
    ids = [season.register(group.id, name) for name in ("aino", "eero")]
    for each in ids:
        season.approve(each)
    person = season.registration(ids[0]).person_id
    browser.open(link("my_registration", ids[0], person)).send("Withdraw")
    taker = season.registration(ids[1]).person_id
    offer = link("take_offer", ids[1], taker)
    browser.open(offer).says("A place is yours to take").send("I take the place").says("Your place is sure")
    browser.open(offer).says("Your place is sure")


def test_links_that_are_forged_late_or_anothers_are_refused(season, browser, link):
    group = season.group_of(season.call())
    first, second = season.register(group.id, "aino"), season.register(group.id, "eero")
    owner = season.registration(first).person_id
    path = link("my_registration", first, owner)
    assert browser.open(path[:-2] + "xx").status == 404
    assert browser.open(link("my_registration", second, owner)).status == 404
    assert browser.open(link("my_registration", first, owner, START - timedelta(days=1))).status == 410
    assert browser.open(path.replace("/mine/", "/offer/")).status == 404
    stranger = season.person("vieras").id
    token = link("approve_registrations", stranger, stranger).rsplit("/", 1)[1]
    body = {"answer": "approve"}
    response = browser.client.post(f"/api/registration/v1/links/supervisor/{token}/{first}", json=body)
    assert response.status_code == 404
    assert season.registration(first).state_name == "awaiting_supervisor"


def test_the_project_manager_makes_a_call_with_a_group_and_publishes_it(season, desk):
    mentor = season.person("mentori", "tavastia", "mentor")
    desk.open("/registration/desk").says("There are no calls yet")
    desk.open("/registration/desk/calls/new/fixed").send(
        "Save the draft",
        title_fi="Verme syksy",
        title_sv="Verme hösten",
        title_en="Verme autumn",
        reporting_year="2013",
        opens_on="1.6.2013",
        venue_name="Ammattiopisto Tavastia",
    ).says("Verme autumn", "The call has no groups yet")
    page = desk.path
    desk.open(f"{page}/groups/new").send(
        "Send",
        name_fi="Opetusalan VERME",
        mentor_id=str(mentor.id),
        meetings="29.8.2013 13.00–15.30\nto 19.9.2013 klo 13.00-15.30",
        reserve_dates="28.11.2013",
        min_size="5",
        max_size="9",
        meeting_minutes="150",
        staff_groups="teacher",
    ).says("Opetusalan VERME", "Publish the call")
    desk.send("Publish the call").says("Registration is open")
    group = season.find(Group)
    assert (group.closes_on, group.state_name) == (date(2013, 8, 22), "registering")
    assert [each.start.hour if each.start else None for each in group.dates] == [13, 13, None]


def test_the_desk_proposes_a_second_group_and_opens_it_with_own_dates(season, desk):
    group = season.group_of(season.call(max_size=2, min_size=2))
    ids = [season.register(group.id, name) for name in ("aino", "eero", "iida", "olli")]
    for each in ids:
        season.approve(each)
    desk.open("/registration/desk").says("2 wait", "Open a second group")
    desk.open(f"/registration/desk/groups/{group.id}/sibling")
    desk.send("Open the group", name_fi="Sihteerien VERME 2", max_size="5", meetings="5.9.2013\n24.10.2013")
    desk.says("Sihteerien VERME 2", "A place is offered")
    assert season.states(ids) == ["confirmed", "confirmed", "offered", "offered"]


def test_the_desk_confirms_a_small_group_only_with_a_reason(season, desk):
    group = season.group_of(season.call(min_size=5))
    season.approve(season.register(group.id, "aino"))
    page = f"/registration/desk/groups/{group.id}/confirm"
    desk.open(page).send("Confirm: the group meets")
    assert desk.status in {409, 422}
    desk.says("Give a reason")
    desk.send("Confirm: the group meets", reason="Ryhmä haluaa aloittaa").says("Confirmed")


def test_an_approval_by_phone_is_shown_to_the_supervisor_who_can_undo_it(season, desk, link):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    desk.open(f"/registration/desk/registrations/{found}/phone")
    desk.send("Send", approved_by="Esihenkilö Malli", approved_on="5.6.2013").says("Has a place")
    supervisor = season.registration(found).supervisor_id
    desk.open(link("approve_registrations", supervisor, supervisor)).says("approved by phone on")
    desk.open(f"{desk.path}/{found}/deny").send("Send", reason="other").says("you said no")
    assert season.registration(found).state_name == "denied"


@pytest.mark.parametrize("path", ["/registration/desk", "/registration/desk/calls/new"])
def test_the_desk_asks_to_sign_in(season, app, path):
    response = Client(app).get(path)
    assert response.status_code == 303
    assert "/sign-in" in response.headers["Location"]


def test_somebody_without_a_role_has_no_desk(season, app):
    person = season.person("aino")
    client = Client(app)
    client.set_cookie(
        sessions.COOKIE, sessions.begin(season.runtime.settings, person.id, remember=False, now=real_now())
    )
    assert client.get("/registration/desk").status_code == 403


def test_a_members_coordinator_sees_only_the_own_people_in_a_network_group(season, browser):
    group = season.group_of(season.call())
    season.register(group.id, "aino")
    season.register(group.id, "eero", employer="tavastia", email="eero.malli@tavastia.example")
    coordinator = season.person("koordinaattori", "tavastia", "member_coordinator")
    value = sessions.begin(season.runtime.settings, coordinator.id, remember=False, now=real_now())
    browser.client.set_cookie(sessions.COOKIE, value)
    browser.open(f"/registration/desk/groups/{group.id}").says("Eero Malli")
    assert "Aino Malli" not in browser.text
    assert browser.open(f"/registration/desk/groups/{group.id}/confirm").status == 403


def test_after_the_deadline_the_call_page_offers_no_form(season, browser):
    call = season.call()
    season.clock.set(at_local(date(2013, 8, 9), START.time()))
    browser.open(f"/registration/calls/{call.id}").says("Registration to this group is not open")
    assert browser.open(f"/registration/calls/{call.id}/register").status == 409
