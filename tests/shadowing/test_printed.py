"""The forms on paper, in three languages, filled in with what the reader may read."""

import io

import pytest
from pypdf import PdfReader

from services.shadowing import commands
from tests.shadowing.conftest import FOLLOWUP, GOALS, PLAN, World
from tests.shadowing.web import browser, link


def printed(world: World, name: str | None, path: str) -> str:
    answer = browser(world, name).client.get(path)
    assert answer.status_code == 200, answer.text[:500]
    assert answer.content_type == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    return " ".join(text.split())


TITLES = {
    "fi": "Tiimiopettaja-/työparijakson tavoitteet ja seuranta",
    "sv": "(Tiimiopettaja-/työparijakson tavoitteet ja seuranta)",
    "en": "Goals and monitoring of the team-teacher or work-pair period",
}


@pytest.mark.parametrize("language", TITLES)
def test_the_goals_form_is_printed_under_its_title_in_three_languages(world: World, language: str) -> None:
    world.reach("goals_reported")
    text = printed(world, "anna", f"/shadowing/periods/{world.period_id}/goals.pdf?language={language}")
    assert TITLES[language] in text
    assert "Anna Esimerkki – Bertta Esimerkki" in text
    assert GOALS["ways_of_working"] in text


def test_a_party_without_an_account_prints_the_plan_by_link(world: World) -> None:
    world.reach("submitted")
    text = printed(world, None, f"{link(world, 'period', 'bertta')}/plan.pdf?language=en")
    assert PLAN["purpose"] in text
    assert "How does it serve the competence of Bertta Esimerkki?" in text


def test_a_printed_follow_up_holds_only_what_its_reader_may_read(world: World) -> None:
    world.reach("followup_due")
    world.do("anna", commands.submit_followup, world.period_id, FOLLOWUP)
    path = f"/shadowing/periods/{world.period_id}/followup.pdf?language=en"
    own = printed(world, "anna", path)
    assert "How well was this goal met? Anna learns to plan. Well" in own
    assert FOLLOWUP["learned"] in own
    assert "What became of them: 5 days agreed: 5 kept." in own
    supervisors = printed(world, "hanna", path)
    assert FOLLOWUP["learned"] in supervisors
    assert "recommend" not in supervisors
    browser(world, "bertta").get(path, status=404)  # nothing is shared with the partner
    browser(world, "teuvo").get(path, status=404)


def test_what_somebody_types_is_never_markup(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    world.do("anna", commands.save_plan, world.period_id, {**PLAN, "goal": "#set page(width: 1pt) *bold* $x$"}, 0)
    text = printed(world, "anna", f"/shadowing/periods/{world.period_id}/plan.pdf?language=en")
    assert "#set page(width: 1pt) *bold* $x$" in text


@pytest.mark.parametrize("name", ["plan", "goals", "followup"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_empty_forms_are_printed_in_three_languages(world: World, name: str, language: str) -> None:
    text = printed(world, "cecilia", f"/shadowing/forms/{name}.pdf?language={language}")
    assert len(text) > 300
    assert f"/shadowing/forms/{name}.pdf?language={language}" in browser(world, "cecilia").get("/shadowing/periods")


@pytest.mark.parametrize("tail", ["goals.pdf", "followup.pdf", "plan.pdf"])
def test_a_form_that_nobody_has_written_and_a_strangers_form_are_not_there(world: World, tail: str) -> None:
    world.invite()
    for name in ("anna", "cecilia", "kaija"):
        browser(world, name).get(f"/shadowing/periods/{world.period_id}/{tail}", status=404)


def test_only_forms_that_exist_are_printed(world: World) -> None:
    browser(world, "cecilia").get("/shadowing/forms/secrets.pdf", status=404)
    assert browser(world).client.get("/shadowing/forms/plan.pdf").headers["Location"].startswith("/shadowing/sign-in")
