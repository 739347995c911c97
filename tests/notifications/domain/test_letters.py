"""Every mail in three languages, word by word; a change is accepted by VERTAIS_ACCEPT=1 and read like code."""

import os
import re
from pathlib import Path

import pytest

from services.notifications.domain.kinds import TITLES
from services.notifications.domain.letter import Action, Bullets, Facts, Letter, Paragraph, Words
from services.notifications.domain.rules import RULES
from tests.notifications.samples import SAMPLES, letter, sample

GOLDEN = Path(__file__).parents[1] / "golden"
LANGUAGES = ("fi", "sv", "en")


def compare(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("VERTAIS_ACCEPT"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SAMPLES)
def test_a_mail_says_exactly_what_was_agreed(kind: str, language: str) -> None:
    written = letter(kind, language)
    compare(f"{kind}.{language}.txt", f"{written.subject}\n\n{written.text()}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mentors_start_letter_carries_the_first_attendance_screen(language: str) -> None:
    _, _, found = sample("N21")
    written = letter("N21", language, receiver=found.group["mentor_ids"][0])
    compare(f"N21_mentor.{language}.txt", f"{written.subject}\n\n{written.text()}")
    assert "/attendance/TOKEN" in written.text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "changes"),
    [("none", {"placed": 0, "left": 4}), ("failed", {"state": "failed"})],
)
def test_whoever_runs_the_call_reads_what_to_do_when_no_groups_came_of_it(
    name: str, changes: dict[str, object], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SAMPLES, "placement", SAMPLES["placement"] | changes)
    written = letter("placement", language)
    compare(f"placement_{name}.{language}.txt", f"{written.subject}\n\n{written.text()}")


def test_the_html_form_says_the_same_with_simple_marks() -> None:
    compare("N21.sv.html", letter("N21", "sv").html())


def test_every_kind_has_a_sample_and_a_title() -> None:
    kinds = {each.kind for each in RULES}
    assert kinds == set(SAMPLES) == set(TITLES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SAMPLES)
def test_a_mail_names_its_receiver_and_the_contact_and_nobody_else(kind: str, language: str) -> None:
    text = letter(kind, language).text()
    names = set(re.findall(r"\b(?:Saara|Sihteeri\b|Pia|Projekti)", text))
    assert names <= {"Saara", "Pia", "Projekti"}
    assert "mentor_ill" not in text


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("kind", SAMPLES)
def test_no_english_is_left_in_a_translated_mail(kind: str, language: str) -> None:
    translated, source = letter(kind, language), letter(kind, "en")
    if kind != "bulletin":  # its subject is what somebody wrote
        assert translated.subject != source.subject
    prose = [line for line in translated.text().splitlines() if "://" not in line]
    english = {"Hello", "group", "meeting", "Meetings", "Questions", "the", "of"}
    assert english.isdisjoint(re.findall(r"[A-Za-z]+", "\n".join(prose)))


def test_one_supervisors_letter_counts_all_her_people() -> None:
    assert "3 alaistasi on ilmoittautunut" in letter("N6", "fi", items=3).text()


def test_a_name_that_lacks_the_readers_language_is_marked_and_carries_its_own() -> None:
    written = letter("N21", "en")
    assert "Sihteerien VERME1 (in Finnish only)" in written.text()
    assert '<dd lang="fi">Sihteerien VERME1' in written.html()


def test_text_from_people_cannot_become_marks_in_the_html() -> None:
    written = Letter(
        "<b>", [Paragraph("<i>"), Facts([("&", Words('"<'))]), Bullets("<", ["<"]), Action("<", "https://a/?b&c")], "fi"
    )
    body = written.html().split("<body>")[1]
    assert set(re.findall(r"<(\w+)", body)) == {"p", "dl", "dt", "dd", "ul", "li", "a"}
    assert "https://a/?b&amp;c" in body


def test_an_address_is_never_broken_across_lines() -> None:
    url = "https://verme.example/registration/confirm/" + "x" * 200
    assert url in Letter("s", [Action("Do it", url)], "en").text().splitlines()


def test_prose_has_at_most_72_characters_a_line() -> None:
    lines = [line for kind in SAMPLES for line in letter(kind, "fi").text().splitlines() if "://" not in line]
    assert max(map(len, lines)) <= 72
