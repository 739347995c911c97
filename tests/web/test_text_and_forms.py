"""What people type, right or wrong (B17 to B26, B33, B35), and how it is shown."""

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from marshmallow import Schema, ValidationError, fields
from werkzeug.datastructures import MultiDict

from shared.web import formats, i18n
from shared.web.forms import Form
from shared.web.text import clean
from tests.web.test_pages import GOOD, token_in

LONE_SURROGATE = "\ud800"
BAD_TEXTS = ["a\0b", LONE_SURROGATE, "abc\u202ecba", "a" + "\u0301" * 1000, "\x1b[31m", "\u2066x"]
GOOD_TEXTS = [
    "null",
    "O'Brien",
    "Ääkkö-Virtanen",
    "Å",
    "👩‍🏫",
    "{{7*7}}",
    "%s{0.__class__}",
    "<script>alert(1)</script>",
]


def send(client, **changes):
    token = token_in(client.get("/tearoom/book").text)
    return client.post("/tearoom/book", data={**GOOD, **changes, "form_token": token})


def test_a_text_that_cannot_be_saved_is_refused_in_forms_and_json(client):
    for text in BAD_TEXTS:
        body = {"name": text, "email": "a@b.fi", "table": "window", "agreed": True}
        assert client.post("/api/tearoom/v1/bookings", json=body).status_code in {400, 422}, text
        if text != LONE_SURROGATE:
            assert send(client, name=text).status_code == 422, text


def test_a_strange_name_is_accepted_and_never_becomes_markup(client):
    for text in GOOD_TEXTS:
        assert send(client, name=text).status_code == 303, text
        refused = send(client, name=text, email="not an address").text
        assert "<script>alert" not in refused
        assert "49" not in refused.split('id="name"')[1][:200]


WRONG = [
    ("email", "a@b.fi\r\nBcc: x@y.fi"),
    ("email", "a" * 320 + "@b.fi"),
    ("day", "31.2.2014"),
    ("day", "0000-00-00"),
    ("at", "25.00"),
    ("people", "-1"),
    ("people", "1e9"),
    ("people", "99999999999999999999"),
    ("name", "   "),
    ("name", "x" * 300),
    ("table", "throne"),
    ("cakes", "wedding"),
    ("role", "admin"),
    ("agreed", ""),
]


def test_a_wrong_answer_is_refused_at_its_field(client):
    for field, text in WRONG:
        answer = send(client, **{field: text})
        assert answer.status_code == 422, (field, text)
        assert "govuk-error-summary" in answer.text


def test_faults_of_the_api_name_the_fields_in_the_readers_language(client):
    answer = client.post(
        "/api/tearoom/v1/bookings", json={"name": "x" * 81, "role": "admin"}, headers={"Accept-Language": "sv"}
    )
    assert answer.json["errors"]["name"] == ["Texten är för lång: högst 80 tecken."]
    assert answer.json["errors"]["email"] == ["Fyll i den här punkten."]
    assert answer.json["errors"]["role"] == ["Det här fältet är okänt."]


def test_dates_times_and_numbers_are_read_as_finns_write_them():
    class Day(Schema):
        day = fields.Date()
        at = fields.Time()
        hours = fields.Decimal()
        dates = fields.List(fields.Date(), metadata={"widget": "lines"})

    form = Form(Day())
    form.receive(
        MultiDict([("day", "29.8.2013"), ("at", "klo 13"), ("hours", "1 234,5"), ("dates", "1.2.2013\r\n3.4.2013")])
    )
    assert form.load() == {
        "day": date(2013, 8, 29),
        "at": time(13),
        "hours": Decimal("1234.5"),
        "dates": [date(2013, 2, 1), date(2013, 4, 3)],
    }


@pytest.mark.parametrize(
    ("language", "when"),
    [
        ("fi", "to 29.8.2013 klo 13.00–15.30"),
        ("sv", "tors 29.8.2013 kl. 13.00–15.30"),
        ("en", "Thu 29 Aug 2013 at 13.00–15.30"),
    ],
)
def test_dates_and_times_are_shown_as_finns_write_them(language, when):
    with i18n.speaking(language):
        assert formats.show_when(date(2013, 8, 29), time(13), time(15, 30)) == when


def test_instants_are_shown_in_finnish_time_and_names_sorted_in_finnish_order():
    with i18n.speaking("fi"):
        assert formats.show_date_time(datetime(2013, 8, 29, 21, 30, tzinfo=UTC)) == "pe 30.8.2013 klo 0.30"
        assert formats.show_euros(123450) == "1\N{NO-BREAK SPACE}234,50\N{NO-BREAK SPACE}€"
    names = ["Öhman", "Äijälä", "Zorro", "Åbo", "aapo"]
    assert sorted(names, key=formats.sort_key) == ["aapo", "Zorro", "Åbo", "Äijälä", "Öhman"]


def test_a_lazy_text_is_translated_when_it_is_shown():
    title = i18n.lazy("Tasks")
    with i18n.speaking("sv"):
        assert f"{title!s}" == "Uppgifter"
    with i18n.speaking("fi"):
        assert str(title) == "Tehtävät"


def test_a_menu_item_of_a_service_that_runs_elsewhere_is_in_the_readers_language():
    with i18n.speaking("fi"):
        assert i18n.gettext_of("services.scheduling", "My groups and meetings") == "Omat ryhmät ja tapaamiset"
        assert i18n.gettext_of("services.scheduling", "Tasks") == "Tehtävät"
    with i18n.speaking("en"):
        assert i18n.gettext_of("services.scheduling", "My groups and meetings") == "My groups and meetings"


def test_text_is_kept_in_one_form_of_unicode():
    assert clean({"name": "A\u0308iti"}) == {"name": "Äiti"}
    with pytest.raises(ValidationError):
        clean({"name": ["ok", "a\0"]})


def test_a_form_sent_to_change_the_language_keeps_what_was_typed_and_does_nothing_else(client):
    page = client.get("/tearoom/book").text
    half = {"name": "Aino Ääri", "email": "ei osoite", "table": "corner", "wishes": "Kaksi\r\nriviä"}
    answer = client.post("/tearoom/book", data={**half, "in_language": "sv", "form_token": token_in(page)})
    assert answer.status_code == 200
    assert 'lang="sv"' in answer.text
    assert "Arbetsmejl" in answer.text or "E-post" in answer.text or "e-post" in answer.text
    for kept in ('value="Aino Ääri"', 'value="ei osoite"', "Kaksi\nriviä"):
        assert kept in answer.text.replace("\r", ""), kept
    assert "govuk-error" not in answer.text
    assert re.search(r'value="corner" checked', answer.text)
    assert "vertais_language=sv" in answer.headers["Set-Cookie"]
    sent = client.post("/tearoom/book", data={**GOOD, "form_token": token_in(answer.text)})
    assert sent.status_code == 303
    assert client.get("/tearoom/book").text.count('html lang="sv"') == 1


def test_a_tick_that_was_taken_away_stays_away_when_the_language_changes(client):
    page = client.get("/tearoom/book").text
    answer = client.post("/tearoom/book", data={"in_language": "en", "form_token": token_in(page)})
    assert " checked" not in answer.text


def test_a_form_is_not_shown_in_a_language_that_is_none_of_ours(client):
    page = client.get("/tearoom/book").text
    answer = client.post("/tearoom/book", data={**GOOD, "in_language": "xx", "form_token": token_in(page)})
    assert answer.status_code == 303


def test_every_page_with_a_form_lets_its_form_change_the_language_and_others_have_links(client):
    page = client.get("/tearoom/book").text
    assert re.search(r'<button form="form" formnovalidate name="in_language" value="sv"', page)
    assert "/language/sv" not in page
    assert "/language/sv?next=" in client.get("/tearoom/thanks").text
    for path in [*Path("services").glob("*/templates/**/*.html"), *Path("shared/web/templates").glob("*.html")]:
        forms = re.findall(r"<form[^>]*novalidate[^>]*>", path.read_text())
        assert all('id="form"' in each for each in forms if 'method="post"' in each), path
