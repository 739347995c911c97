"""Bodies that no browser sends, to every form: refused before anything is done, and never a fault of ours."""

import gzip

import pytest

from tests.registration.bad_input.everything import Everything

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
PART = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
BODIES = {
    "B13 50 MB": (b"x=" + b"a" * 50_000_000, FORM, {}),
    "B14 20,000 fields": (b"a=1&" * 20_000, FORM, {}),
    "B15 no boundary": (PART, "multipart/form-data", {}),
    "B15 10,000 parts": (PART * 10_000 + b"--x--", PARTS, {}),
    "B15 parts in parts": (PART.replace(b"\r\n\r\n1", b"\r\nContent-Type: multipart/mixed\r\n\r\n" + PART), PARTS, {}),
    "B16 packed": (gzip.compress(b"a" * 10_000_000), FORM, {"Content-Encoding": "gzip"}),
    "B17 text": (b"a=1", "text/plain", {}),
    "B17 JSON": (b"{}", "application/json", {}),
    "B17 no kind": (b"a=1", "", {}),
}


@pytest.mark.timeout(300)
def test_a_body_that_is_no_form_does_nothing(season):
    """B13 to B17."""
    everything = Everything(season)
    before = everything.rows()
    for form in everything.open_forms():
        for item, (body, kind, headers) in BODIES.items():
            answer = form.client.post(form.path, data=body, content_type=kind, headers=headers)
            assert 400 <= answer.status_code < 500, (item, form.path)
            assert answer.headers["X-Request-Id"], (item, form.path)
    assert everything.rows() == before
