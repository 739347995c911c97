"""The season of a call by the pages alone: manager, teachers, secretary, supervisors, coordinator, mentor.

From the draft to the confirmed group, then on the desk: on behalf of somebody, the board, a group that is cancelled,
a sheet to take along. On a phone, without JavaScript, by keyboard; the forms in three languages.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from shared.cli.demo.registering import API, answers, card
from shared.cli.demo.season import Season
from shared.cli.demo.timeline import local
from shared.cli.stack import Stack
from tests.chromium import chromium
from tests.journeys.walking import Walker

__all__ = ["chromium"]
pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
SERVICES = ("registration", "scheduling", "notifications")


@pytest.fixture
def season(tmp_path: Path) -> Iterator[Season]:
    with Stack(instance=f"test-walk-{os.getpid()}", services=SERVICES) as stack:
        season = Season(stack.base_url, tmp_path, tell=print, on_move=lambda now: None, services=SERVICES)
        season.timeline.advance(local("2013-06-03 09:00"))
        yield season


@pytest.fixture
def walker(season: Season, chromium: Browser) -> Callable[..., Walker]:
    return lambda name, language="fi": Walker(chromium, season.base_url, name, language)


def signed_in(season: Season, walker: Walker, ref: str) -> Walker:
    walker.open("/registration/sign-in").fill(email=season.cast.email(ref)).send()
    mail = season.mailbox.arrived(season.cast.email(ref), "sign_in")
    return walker.open(mail.link("/registration/sign-in/")).send()


def test_a_group_comes_about_by_the_pages_alone(season, walker):
    cast = season.cast
    people = season.manager.call("POST", f"{API}/people", [card(season, each) for each in cast.staff])
    mentor = next(each["id"] for each in people["people"] if each["email"] == cast.email("MENTOR-1"))

    manager = signed_in(season, walker("manager"), "PM")
    manager.open("/registration/desk").press("Uusi ilmoittautumiskutsu").press("joiden päivät ovat tiedossa")
    manager.send().reads("Täytä: Otsikko suomeksi")
    manager.fill(title_fi="Opettajien verme", title_sv="Lärarnas verme")
    manager.fill(title_en="Teachers' verme", reporting_year="2013", opens_on="3.6.2013", venue_name="Raatihuone").send()
    manager.press("Lisää ryhmä")
    manager.fill(name_fi="Verme 1", min_size="5", max_size="7", meeting_minutes="150", mentor_id=mentor)
    manager.fill(meetings=MEETINGS, reserve_dates="12.12.2013 12.00–14.30").send().reads("Verme 1")
    manager.press("Julkaise").reads("Ilmoittautuminen on käynnissä")
    (group_id,) = re.findall(r"/registration/desk/groups/([\w-]{36})\"", manager.page.content())[:1]
    call = season.manager.call("GET", f"{API}/groups/{group_id}")["call_id"]
    season.groups, season.calls = {"ope-2013": group_id, "siht1-2013": group_id}, {"verme": call}
    season.timeline.advance(local("2013-06-10 09:00"))

    teacher = walker("teacher").open("/registration/calls").press("Opettajien verme").press("Ilmoittaudu")
    teacher.send().press("Takaisin").reads("Milloin pääset?")
    register(season, teacher, "o1")
    swedish = walker("lärare", "sv").open(f"/registration/calls/{call}/register")
    register(season, swedish, "o3")
    english = walker("teacher-en", "en").open(f"/registration/calls/{call}/register")
    register(season, english, "o6")
    for ref in ("o2", "o4", "o5", "o7"):
        register_elsewhere(season, ref)
    season.timeline.advance(local("2013-06-11 09:00"))
    secretary = walker("secretary").open(f"/registration/calls/{call}").press("Liity jonoon")
    register(season, secretary, "s01")
    season.timeline.settle()

    for ref, walks in (("o1", teacher), ("o6", english), ("s01", secretary)):
        walks.open(season.cast.mail(ref, "N5").link("/registration/confirm/")).send()
    for ref in ("o2", "o3", "o4", "o5", "o7"):
        browser = cast.browser(ref)
        browser.submit(browser.get(cast.mail(ref, "N5").link("/registration/confirm/")))
    season.timeline.advance(local("2013-06-12 12:00"))

    supervisor_link = cast.mail("SUP-hyria", "N6").link("/registration/supervisor/")
    walker("chef", "sv").open(supervisor_link).reads("Kan dina medarbetare delta?").follow("/deny").reads("Orsak")
    walker("boss", "en").open(supervisor_link).reads("Can your people take part?").follow("/deputy").send()
    supervisor = walker("supervisor").open(supervisor_link)
    supervisor.press("Ei sovi").press("Lähetä").reads("Valitse: Syy").open(supervisor_link)
    supervisor.press("Sopii").press("Sopii").reads("vastasit: sopii")
    for ref in ("SUP-tavastia", "SUP-hattula", "SUP-faktia"):
        approve(season, ref)
    season.timeline.settle()

    season.timeline.advance(local("2013-06-17 09:00"))
    coordinator = signed_in(season, walker("coordinator"), "COORD-hml").reads("Omat ryhmät ja tapaamiset")
    for _ in ("o3", "o4"):
        coordinator.open("/registration/desk").reads("Muistutettu, ei vielä vastausta")
        coordinator.press("Hyväksytty puhelimessa").fill(approved_by="Ritva Keksitty", approved_on="14.6.2013").send()
    coordinator.open("/registration/desk").reads("Mikään ei odota sinua")
    season.timeline.settle()

    mine = "/registration/mine/"
    secretary.open(cast.mail("s01", "N13").link(mine)).reads("Olet jonossa sijalla 1")
    tell_the_mentor(english, cast.mail("o6", "N12").link(mine), "Guidance online", "Tell the mentor")
    tell_the_mentor(swedish, cast.mail("o3", "N12").link(mine), "Handledning på nätet", "Berätta för mentorn")
    english.open(cast.mail("o6", "N12").link(mine)).press("Withdraw").reads("You have withdrawn")
    season.timeline.settle()
    secretary.open(cast.mail("s01", "N14").link("/registration/offer/")).press("Otan paikan").reads("Paikkasi on varma")
    season.timeline.settle()

    manager.open("/registration/desk").press("Verme 1").reads("7/7")
    manager.press("Vahvista ryhmä").send().reads("Vahvistettu")
    season.timeline.settle()
    teacher.open(cast.mail("o1", "N12").link(mine)).reads("Paikkasi on varma")
    teacher.press("Kolme vapaaehtoista tilastokysymystä").fill(gender="not_stated").send().reads("Kiitos")

    leader = signed_in(season, walker("mentor"), "MENTOR-1").open("/registration/leading").reads("Verme 1")
    leader.press("Verme 1").reads("Handledning på nätet").open("/registration/leading").follow("/profile")
    leader.fill(professional_field="Ohjaus", lead_languages="fi", training="none", capacity_groups="2", fits="thu_pm")
    leader.send().reads("Ohjaus")
    on_the_desk(manager, call, mentor)
    season.timeline.settle()
    manager.open("/registration/desk").press("Verme 2").reads("Peruttu")
    manager.open(f"/registration/calls/{call}").reads("Verme 1")


def tell_the_mentor(walker: Walker, link: str, themes: str, words: str) -> None:
    walker.open(link).press(words).fill(themes=themes).send()
    walker.follow("/statistics").fill(gender="not_stated").send()


def on_the_desk(manager: Walker, call: str, mentor: str) -> None:
    """A second group; somebody registered on behalf, in three languages; moved on the board; the group cancelled."""
    manager.open(f"/registration/desk/calls/{call}").press("Lisää ryhmä")
    manager.fill(name_fi="Verme 2", name_sv="Verme 2", name_en="Verme 2", min_size="1", max_size="7")
    manager.fill(
        meeting_minutes="150", mentor_id=mentor, meetings=MEETINGS.replace("12.00–14.30", "15.00–17.30")
    ).send()
    manager.press("Verme 2").follow("/register").send().reads("Täytä: Etunimi")
    form = manager.page.url
    for language, words in (("sv", "Anmäl någon"), ("en", "Register somebody"), ("fi", "Ilmoita joku")):
        manager.language = language
        manager.open(form).reads(words)
    manager.fill(first_name="Saara", last_name="Keksitty", email="saara@hyria.example", employer="hyria", unit="Keskus")
    manager.fill(job_title="Lehtori", supervisor_email="sup-hyria@hyria.example", agreed="true").send()
    manager.reads("Saara Keksitty").press("Näytä ryhmätaululla").reads("Saara Keksitty")
    manager.open(f"/registration/desk/calls/{call}/board").reads("Saara Keksitty")
    person = manager.page.locator("label", has_text="Eero Vertauskuva").get_attribute("for") or ""
    group = manager.page.locator("select[name=group_id] option", has_text="Verme 2").last.get_attribute("value") or ""
    manager.fill(registration_ids=person.removeprefix("r-"), agreed="true", group_id=group, reason="Toivoi itse")
    manager.press("Siirrä").reads("Siirretty")
    manager.open("/registration/desk").press("Verme 2").press("Peru ryhmä")
    manager.fill(reason="Liian vähän väkeä").send().reads("Peruttu").press("Historia").reads("Liian vähän väkeä")
    manager.open("/registration/people").takes("Tallenna nämä taulukkona", "Keksitty")


MEETINGS = "29.8.2013 12.00–14.30\n19.9.2013 12.00–14.30\n10.10.2013 12.00–14.30\n7.11.2013 12.00–14.30"


def register(season: Season, walker: Walker, ref: str) -> None:
    """Through the screens, whichever they are, to the receipt."""
    person = season.cast.people[ref]
    own = {name: value for name, value in answers(season, person).items() if name not in ("group_id", "step")}
    asked = {"group": {"group_id": season.groups[person["group"]]}, "when": {}, "you": own, "check": {}}
    while (step := walker.page.locator("main input[name=step]")).count():
        walker.fill(**asked[step.get_attribute("value") or ""]).send()
    assert "/thanks" in walker.page.url


def register_elsewhere(season: Season, ref: str) -> None:
    """Somebody whom nobody watches."""
    browser, person = season.cast.browser(ref), season.cast.people[ref]
    check = browser.submit(
        browser.get(f"/registration/calls/{season.calls['verme']}/register"), answers(season, person)
    )
    browser.submit(check)


def approve(season: Season, ref: str) -> None:
    browser = season.cast.browser(ref)
    page = browser.get(season.cast.mail(ref, "N6").link("/registration/supervisor/"))
    while any("/approve" in each.action for each in page.forms):
        page = browser.submit(page, form="/approve")
