"""Sessions, form tokens, other sites, headers."""

from datetime import timedelta
from uuid import uuid4

from werkzeug.test import Client

from shared.clock import real_now
from shared.people import links, sessions
from shared.people.tables import Person
from shared.web.service import application
from tests.web.tearoom.pages import routes
from tests.web.tearoom.plugin import manifest
from tests.web.test_pages import GOOD, token_in


def bookings(client) -> int:
    return int(client.get("/tearoom/thanks").text.split("Tilauksia: ")[1].split("<")[0])


def test_a_page_for_those_signed_in_leads_to_the_sign_in_and_back(client):
    answer = client.get("/tearoom/tables")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/tearoom/sign-in?next=/tearoom/tables"


def test_the_api_says_401_without_a_session(client):
    answer = client.get("/api/tearoom/v1/bookings")
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "sign_in_required"


def test_a_cookie_that_is_not_ours_is_no_session(client):
    for cookie in ("", "garbage", "x" * 10_000, "eyJhIjoxfQ.abc"):
        client.set_cookie(sessions.COOKIE, cookie)
        assert client.get("/tearoom/tables").status_code == 303


def test_a_session_ends_after_twelve_hours_and_a_remembered_one_after_thirty_days(client, runtime, person):
    someone = person()
    for remember, hours, status in ((False, 11, 200), (False, 13, 303), (True, 13, 200), (True, 24 * 31, 303)):
        begun = real_now() - timedelta(hours=hours)
        client.set_cookie(sessions.COOKIE, sessions.begin(runtime.settings, someone, remember=remember, now=begun))
        assert client.get("/tearoom/tables").status_code == status, (remember, hours)


def test_the_card_ends_the_sessions_that_were_begun_before(signed_in, runtime):
    assert signed_in.get("/tearoom/tables").status_code == 200
    with runtime.work() as work:
        work.session.query(Person).update({"sessions_valid_from": real_now() + timedelta(seconds=1)})
    assert signed_in.get("/tearoom/tables").status_code == 303


def test_a_form_sent_twice_acts_once_and_is_answered_the_same(client):
    token = token_in(client.get("/tearoom/book").text)
    answers = [client.post("/tearoom/book", data={**GOOD, "form_token": token}) for _ in range(3)]
    assert [each.headers["Location"] for each in answers] == ["/tearoom/thanks"] * 3
    assert bookings(client) == 1


def test_a_form_without_a_good_token_does_nothing_and_keeps_what_was_typed(client, signed_in, app):
    foreign = token_in(Client(app).get("/tearoom/book").text)
    for token in ("", "garbage", foreign):
        answer = signed_in.post("/tearoom/book", data={**GOOD, "form_token": token})
        assert answer.status_code == 422
        assert "aino@hyria.example" in answer.text
    assert bookings(client) == 0


def test_a_refused_form_can_be_sent_again_with_the_same_token(client):
    token = token_in(client.get("/tearoom/book").text)
    refused = client.post("/tearoom/book", data={**GOOD, "table": "full", "form_token": token})
    assert refused.status_code == 409
    assert "Table full is taken" in refused.text
    assert client.post("/tearoom/book", data={**GOOD, "form_token": token}).status_code == 303
    assert bookings(client) == 1


def test_a_form_from_another_site_is_refused(client):
    token = token_in(client.get("/tearoom/book").text)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        answer = client.post("/tearoom/book", data={**GOOD, "form_token": token}, headers=headers)
        assert answer.status_code == 403, headers
    assert bookings(client) == 0


def test_the_api_acts_for_a_session_only_when_a_script_of_ours_asks(signed_in):
    body = {"name": "Aino", "email": "a@b.fi", "table": "window", "agreed": True}
    assert signed_in.post("/api/tearoom/v1/bookings", json=body).status_code == 403
    headers = {"X-Requested-By": "vertais"}
    made = signed_in.post("/api/tearoom/v1/bookings", json=body, headers=headers)
    assert made.status_code == 201
    assert made.json["name"] == "Aino"


def test_a_get_cannot_change_anything(client):
    assert client.get("/tearoom/careless").status_code == 500
    assert bookings(client) == 0


def test_every_answer_has_the_security_headers(client):
    for path in ("/tearoom/", "/nowhere", "/api/tearoom/v1/bookings", "/tearoom/broken", "/tearoom/menu.csv"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Request-Id"]


def test_pages_have_no_inline_script_or_style(client):
    for path in ("", "sign-in", "feedback", "api", "book"):
        page = client.get(f"/tearoom/{path}").text
        assert " style=" not in page
        assert "<style" not in page
        assert "<script>" not in page
        assert " onclick" not in page


def test_cookies_are_locked_to_https_where_the_address_is_https(runtime_of):
    secure = Client(application(runtime_of(manifest, base_url="https://verme.example"), (routes,)))
    answer = secure.get("/tearoom/language/sv", base_url="https://verme.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-vertais_language=sv")
    assert all(each in cookie for each in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_nobody_is_sent_to_another_site(client):
    for wanted in ("//evil.example", "/\\evil", "https:evil", "https://evil.example", "/a\r\nX: y", "a"):
        answer = client.get("/tearoom/language/sv", query_string={"next": wanted})
        assert answer.headers["Location"] == "/tearoom/", wanted


def test_an_action_link_opens_its_own_page_only_and_only_in_time(client, runtime, person):
    someone, record, settings = person(), uuid4(), runtime.settings
    later, before = real_now() + timedelta(days=1), real_now() - timedelta(days=1)
    good = links.mint(settings, "tea", record, someone, later)
    assert str(record) in client.get(f"/tearoom/invitation/{good}").text
    assert client.get(f"/tearoom/invitation/{good[:-2]}").status_code == 404
    assert client.get(f"/tearoom/invitation/{good.swapcase()}").status_code == 404
    other = links.mint(settings, "coffee", record, someone, later)
    assert client.get(f"/tearoom/invitation/{other}").status_code == 404
    old = links.mint(settings, "tea", record, someone, before)
    assert client.get(f"/tearoom/invitation/{old}").status_code == 410


def test_a_download_name_cannot_break_the_header(client):
    header = client.get("/tearoom/menu.csv").headers["Content-Disposition"]
    assert header == "attachment; filename=\"hinnat '?'.csv\"; filename*=UTF-8''hinnat%20%22%C3%A4%22.csv"
