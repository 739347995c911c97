"""Pages, forms and buttons, as a browser without JavaScript uses them."""

import re


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
