"""Pages, forms and buttons, as a browser without JavaScript uses them."""

import re

from sqlalchemy import text


def token_in(page: str) -> str:
    return re.search(r'name="form_token" value="([^"]+)"', page)[1]


GOOD = {"name": "Aino Ääri", "email": "aino@hyria.example", "table": "window", "day": "29.8.2013", "agreed": "true"}


def test_a_form_is_shown_filled_in_and_answered_by_a_redirect(client):
    page = client.get("/tearoom/book")
    assert page.status_code == 200
    answer = client.post("/tearoom/book", data={**GOOD, "form_token": token_in(page.text)})
    assert answer.status_code == 303, answer.text
    assert answer.headers["Location"] == "/tearoom/thanks"
    assert "Tilauksia: 1" in client.get("/tearoom/thanks").text


def test_the_kit_pages_open_without_signing_in(client):
    for path in ("", "sign-in", "accessibility", "privacy", "feedback", "openapi.json", "api"):
        answer = client.get(f"/tearoom/{path}")
        assert answer.status_code == 200, (path, answer.text)


def test_a_form_that_finds_the_database_busy_is_shown_again_with_all_that_was_typed(client, runtime):
    page = client.get("/tearoom/book")
    with runtime.sessions() as other:
        other.execute(text("LOCK TABLE audit IN EXCLUSIVE MODE"))
        answer = client.post("/tearoom/book", data={**GOOD, "form_token": token_in(page.text)})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert 'value="Aino Ääri"' in answer.text
    assert "Odota hetki" in answer.text
    again = client.post("/tearoom/book", data={**GOOD, "form_token": token_in(answer.text)})
    assert again.status_code == 303
