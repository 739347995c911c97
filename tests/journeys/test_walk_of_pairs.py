"""Whole pair periods by the pages alone: two teachers, two supervisors, the project manager.

On a phone, without JavaScript, by keyboard; the colleague and her supervisor in Finnish, Swedish or English. A week,
five separate days, and a year with its mid-term check; a partner invited by address, found on the list, and with help.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from shared.cli.demo.registering import open_calls
from shared.cli.demo.season import Season
from shared.cli.demo.timeline import local
from shared.cli.stack import Stack
from tests.chromium import chromium
from tests.journeys.walking import Walker

__all__ = ["chromium"]
pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
SERVICES = ("registration", "shadowing", "notifications")
PLAN = {
    "purpose": "Haluamme nähdä, miten toisessa talossa ohjataan.",
    "goal": "Kumpikin ottaa käyttöön yhden tavan.",
    "benefit_inviter": "Malleja pienryhmien ohjaamiseen.",
    "benefit_invited": "Ulkopuolisen silmät omaan työhön.",
}
GOALS = {
    "goals": "Aino oppii mallin.\nBo saa palautetta.",
    "ways_of_working": "Puhumme joka päivän lopuksi.",
    "sharing_plan": "Marraskuun tiimipalaverissa.",
    "with_colleague": "true",
    "with_supervisors": "both",
}
FOLLOWUP = {
    "goal_1": "well",
    "goal_2": "partly",
    "purpose_fulfilled": "yes",
    "learned": "Tavoitteista puhutaan ennen ensimmäistä päivää.",
    "bring_to_community": "Kerron tiimille.",
    "would_recommend": "yes",
}


@dataclass
class Walks:
    """The five people, each with a browser, and what they do one after the other."""

    season: Season
    chromium: Browser
    language: str  # of the colleague and her supervisor

    def walker(self, name: str, language: str = "fi") -> Walker:
        return Walker(self.chromium, self.season.base_url, f"{name}-{self.language}", language)

    @cached_property
    def aino(self) -> Walker:
        return self.signed_in(self.walker("aino"), "PAIR-A")

    @cached_property
    def bo(self) -> Walker:
        return self.walker("bo", self.language)

    @cached_property
    def manager(self) -> Walker:
        return self.signed_in(self.walker("manager"), "PM")

    @cached_property
    def supervisors(self) -> dict[str, Walker]:
        return {"SUP-hyria": self.walker("jorma"), "SUP-hami": self.walker("gun", self.language)}

    def signed_in(self, walker: Walker, ref: str) -> Walker:
        cast = self.season.cast
        walker.open("/shadowing/sign-in").fill(email=cast.email(ref)).send()
        return walker.open(self.season.mailbox.arrived(cast.email(ref), "sign_in").link("/shadowing/sign-in/")).send()

    def mail(self, ref: str, kind: str, path: str) -> str:
        self.season.timeline.settle()
        return str(self.season.cast.mail(ref, kind).link(f"/shadowing/{path}/"))

    @property
    def today(self) -> str:
        """As it is typed."""
        now = self.season.timeline.now
        return f"{now.day}.{now.month}.{now.year}"

    @property
    def to_the_period(self) -> str:
        return {"fi": "Jaksoon", "sv": "Till perioden", "en": "To the period"}[self.language]

    def advance(self, when: str) -> None:
        self.season.timeline.advance(local(when))

    def find_each_other(self, find: str) -> None:
        """Invite by address, from the list of those who look, or after asking for help."""
        if find == "list":
            bo = self.signed_in(self.bo, "PAIR-B").open("/shadowing/periods").follow("/partners").follow("/look")
            bo.fill(listed="true", wish="Jag vill se hur ni handleder på arbetsplatser.").send()
            self.aino.open("/shadowing/periods").follow("/partners").reads("Bo Uppdiktad").press("Kutsu Bo").send()
        else:
            if find == "help":
                self.aino.open("/shadowing/periods").follow("/partners").follow("/look")
                self.aino.fill(help_wanted="true", wish="Etsin paria toisesta talosta.").send()
                self.season.timeline.settle()
                assert self.season.cast.mail("PM", "N36")
                self.manager.open("/shadowing/desk").reads("Etsin paria toisesta talosta.")
            self.aino.open("/shadowing/periods").follow("/invite").send().reads("Täytä: Etunimi")
            self.aino.fill(first_name="Bo", last_name="Uppdiktad", email=self.season.cast.email("PAIR-B"))
            self.aino.fill(organisation="hami").send()
        self.bo.open(self.mail("PAIR-B", "N37", "invitation")).send_to("/accept")

    def apply(self, shape: str, days: str) -> None:
        """Both write the plan and accept the same version; both supervisors answer; the manager decides."""
        self.aino.open("/shadowing/periods").follow(self.period).follow("/plan").send().reads("Täytä: ")
        self.aino.fill(**PLAN, shape=shape, days=days, methods="dialogue").send()
        self.aino.reads(PLAN["goal"])
        self.bo.open(self.bo.page.url).follow("/plan").fill(wider_benefit="Koko tiimi saa muistilistan.").send()
        self.bo.send_to("/accept-plan/2")
        self.aino.open(self.aino.page.url).reads("Koko tiimi saa muistilistan.").send_to("/accept-plan/2")
        for ref, walks in self.supervisors.items():
            walks.open(self.mail(ref, "N38", "statement")).send()
            assert walks.page.locator(".govuk-error-summary a").count() == 1
            walks.fill(supports="yes", took_part="true").send()
        self.manager.open("/shadowing/desk").follow("/applications").follow("/decision").send()
        criteria = dict.fromkeys(("purposeful", "serves_cooperation", "serves_both"), "yes")
        self.manager.fill(**criteria, decision="approve").send()
        self.advance("2013-08-20 10:00")
        self.bo.open(self.mail("PAIR-B", "N40", "my-period"))

    @property
    def period(self) -> str:
        """The end of the period's address."""
        links = self.aino.page.locator("main .vv-card h2 a[href^='/shadowing/periods/']")
        return str(links.first.get_attribute("href"))

    def agree_on_goals(self) -> None:
        self.bo.open(self.mail("PAIR-B", "N42", "my-period")).follow("/goals").send()
        self.bo.fill(**GOALS).send().follow("/accept-goals").fill(time_reserved="true").send()
        self.aino.open("/shadowing/periods").follow(self.period).follow("/accept-goals")
        self.aino.fill(time_reserved="true").send()
        for ref, walks in self.supervisors.items():
            walks.open(self.mail(ref, "N43", "statement")).reads("Aino oppii mallin.")

    def follow_up(self) -> None:
        """Each for itself; then the supervisors are asked to talk, and what was learned is shared."""
        for ref, walks in (("PAIR-A", self.aino), ("PAIR-B", self.bo)):
            walks.open(self.mail(ref, "N47", "followup")).send()
            walks.fill(**FOLLOWUP).send()
        self.aino.open("/shadowing/periods").follow(self.period).follow("/sharing").send()
        self.aino.fill(channels="talk", happened_on=self.today).send()
        self.season.timeline.settle()
        for ref, walks in self.supervisors.items():
            assert self.season.cast.mail(ref, "N50")
            walks.open(walks.page.url).reads("Kumpikin ottaa käyttöön yhden tavan.")
        self.bo.press(self.to_the_period).follow("/sharing").fill(channels="talk", happened_on=self.today).send()
        self.manager.open("/shadowing/desk").press("Aino Tekaistu")
        assert self.manager.page.locator("li .govuk-tag--green").count() == 5


@pytest.fixture
def season(tmp_path: Path) -> Iterator[Season]:
    with Stack(instance=f"test-pairs-{os.getpid()}", services=SERVICES) as stack:
        season = Season(stack.base_url, tmp_path, tell=print, on_move=lambda now: None, services=SERVICES)
        season.timeline.advance(local("2013-06-03 09:00"))
        open_calls(season)
        season.timeline.advance(local("2013-08-19 10:00"))
        yield season


def test_a_week_goes_through_all_five_stages_by_the_pages_alone(season: Season, chromium: Browser) -> None:
    walks = Walks(season, chromium, "fi")
    walks.find_each_other("address")
    walks.apply("contiguous_week", "7.10.2013")
    walks.bo.reads("11.10.2013")
    walks.advance("2013-09-24 10:00")
    walks.agree_on_goals()
    walks.aino.follow("/place").fill(method="job_shadowing", place="Työpaja 2", starts="8.00", ends="14.00")
    walks.aino.fill(all_days="true").send().reads("Työpaja 2")
    walks.advance("2013-10-14 10:00")
    walks.follow_up()


def test_five_separate_days_in_swedish_go_through_all_five_stages(season: Season, chromium: Browser) -> None:
    walks = Walks(season, chromium, "sv")
    walks.find_each_other("list")
    walks.apply("separate_days", "1.10.2013\n8.10.2013\n22.10.2013\n29.10.2013\n5.11.2013")
    walks.advance("2013-09-18 10:00")
    walks.agree_on_goals()
    walks.advance("2013-10-02 10:00")
    walks.aino.open(walks.aino.page.url).follow("/move").fill(date="12.11.2013").send().reads("12.11.2013")
    walks.advance("2013-11-13 10:00")
    walks.follow_up()


def test_a_year_with_its_mid_term_check_in_english_goes_through_all_five_stages(
    season: Season, chromium: Browser
) -> None:
    walks = Walks(season, chromium, "en")
    walks.find_each_other("help")
    walks.apply("year_long", "1.10.2013\n5.11.2013\n14.1.2014\n11.3.2014\n13.5.2014")
    walks.advance("2013-09-18 10:00")
    walks.agree_on_goals()
    walks.advance("2014-02-03 10:00")
    walks.bo.open(walks.bo.page.url).follow("/mid-term").send()
    walks.bo.fill(on_course="partly", changes="Sovimme päivät uudelleen.").send()
    walks.aino.open("/shadowing/periods").follow(walks.period).reads("Sovimme päivät uudelleen.")
    walks.advance("2014-05-14 10:00")
    walks.follow_up()
