"""Every form of registration under everything that is typed: refused in words at the field, nothing stored or lost."""

import re
from html import unescape

import pytest

from tests.registration.bad_input.corpus import IMPOSSIBLE, SCRIPT, STRANGE
from tests.registration.bad_input.everything import Everything, faults, form_of
from tests.registration.test_pages import held

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def everything(season) -> Everything:
    return Everything(season)


def plain(text: str) -> str:
    """As a form sends it: line ends are a browser's business, spaces at the edges nobody's."""
    return "\n".join(text.split())


def loses(form, answer, text: str) -> list[str]:
    """The fields in which what was typed is not shown again."""
    again = held(form_of(answer.text))
    return [each for each in form.free if plain(text) != plain("".join(again.get(each, [])))]


def test_what_cannot_be_is_refused_at_its_field_shown_again_whole_and_stored_nowhere(everything):
    """B18, B19."""
    for form in [each for each in everything.open_forms() if each.free]:
        before, free = everything.rows(), form.free
        for item, text in IMPOSSIBLE.items():
            answer = form.typed(text)
            assert 400 <= answer.status_code < 500, (item, form.path)
            assert any(f'href="#{each}"' in fault for each in free for fault in faults(answer.text)), (item, form.path)
            assert not loses(form, answer, text), (item, form.path)
        assert everything.rows() == before, form.path


def test_whatever_is_typed_there_is_no_fault_of_ours_no_markup_and_nothing_is_lost(everything):
    """B18 to B23, B33 to B35, B37: with everything done, to the last row, and taken back."""
    with everything.nothing_stays():
        for form in [each for each in everything.open_forms() if each.free]:
            for item, text in STRANGE.items():
                answer = form.typed(text)
                assert answer.status_code < 500, (item, form.path)
                assert SCRIPT not in answer.text, (item, form.path)
                assert "<img src=x" not in answer.text, (item, form.path)
                if answer.status_code >= 400:
                    assert not loses(form, answer, text), (item, form.path)
                    assert faults(answer.text), (item, form.path)


def test_faults_are_said_in_the_persons_language(everything):
    """B19, B23: one text too long, one no number, no address, no date."""
    alike, heard = [], 0
    for form in [each for each in everything.open_forms() if each.free]:
        for text in ("x" * 3000, "-1 ٣"):
            said = {}
            for language in ("fi", "sv", "en"):
                form.client.set_cookie("vertais_language", language)
                found = [re.sub(r"<[^>]+>", "", each).strip() for each in faults(form.typed(text).text)]
                said[language] = [unescape(each) for each in found]
            form.client.set_cookie("vertais_language", "fi")
            heard += len(said["sv"])
            alike += [each for each in said["en"] if each in said["fi"] or each in said["sv"]]
    assert alike == []
    assert heard > 100


def test_a_field_that_nobody_asked_for_is_refused_and_a_repeated_one_counts_once(everything):
    """B25, B26."""
    with everything.nothing_stays():
        for form in everything.open_forms():
            for name in {"role", "member_id", "state_name"} - set(form.filled()):
                assert form.send(**{name: "admin"}).status_code == 422, (name, form.path)
            assert form.send(**{each: ["Aino", "Eero"] for each in form.free}).status_code < 500, form.path


def test_what_is_chosen_is_one_of_the_choices(everything):
    """B24, B25: somebody else's id, and one that is none."""
    with everything.nothing_stays():
        for form in everything.open_forms():
            chosen = set(form.filled()) - set(form.free) - {"form_token", "step"}
            for value in (str(everything.ids[0]), "0", "x" * 500):
                assert form.send(**dict.fromkeys(chosen, value)).status_code < 500, (value, form.path)


def test_a_form_without_its_token_or_with_anothers_stores_nothing_and_loses_nothing(everything):
    """B28."""
    for form in everything.open_forms():
        before = everything.rows()
        for token in ("", "x" * 9000):
            answer = form.send(form_token=token, **dict.fromkeys(form.free, "Aino"))
            assert answer.status_code == 422, form.path
            assert not loses(form, answer, "Aino"), form.path
            assert faults(answer.text), form.path
        assert form.client.post(form.path, headers={"Origin": "https://evil.example"}).status_code == 403
        assert everything.rows() == before, form.path


def test_a_form_that_is_sent_twice_acts_once(everything, season):
    """B27: the second sending is answered as the first, also after whoever sent it has signed out."""
    form = next(each for each in everything.open_forms() if each.path.endswith("/calls/new/fixed"))
    given = {"title_fi": "Kerran", "reporting_year": "2013", "opens_on": "1.9.2013"}
    first, second = (form.send(**given) for _ in range(2))
    assert (first.status_code, first.headers["Location"]) == (303, second.headers["Location"])
    form.client.delete_cookie("vertais_session")
    assert form.send(**given).headers["Location"].startswith("/registration/sign-in")
