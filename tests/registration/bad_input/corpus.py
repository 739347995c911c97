"""The catalogue of bad input by HTTP, B1 to B45: what is sent, and the test that sends it.

| item | what | shown by |
|---|---|---|
| B1 to B11 | broken HTTP | `tests/web/test_server.py`, `tests/stack/test_front.py`; methods and URLs here |
| B12 to B17 | bodies that are too large, of a wrong kind, or no JSON | `test_bodies.py`, `test_calls.py` |
| B18 to B23, B33 to B35 | what is typed | `test_forms.py` in every field of every form, `test_calls.py` in the API |
| B24 | ids of others, of nothing, of another kind | `test_requests.py`, `test_rights.py` |
| B25, B26 | fields that nobody asked for, repeated ones | `test_forms.py`, `test_calls.py` |
| B27, B28 | twice, late, without a token | `test_forms.py` on every form |
| B29, B30, B32 | cookies, links, where one is sent on | `test_requests.py` |
| B31 | sign-in by OIDC | there is none: what is forged or replayed of links, codes and sessions, `tests/people` |
| B36, B37 | names of files, cells of sheets | `test_shown.py` |
| B38 | lists of people that are none | `tests/registration/test_staff_lists.py` |
| B39 to B42 | calendars, languages, searching, pages | `test_requests.py` |
| B43 | fifty at once for one seat, for one colleague | `test_places.py`, `test_all_paths.py`, `tests/shadowing` |
| B44 | the pages of groups | `test_requests.py`: registration has none that a supervisor's link opens |
| B45 | choices that narrow a figure down | no surveys: `tests/reporting`, `test_pages.py`, `test_small_cells.py` |
"""

SCRIPT = "<script>alert(1)</script>"

IMPOSSIBLE = {
    "B18 NUL": "Ai\0no\x1b[31m",
    "B18 turned writing": "abc\u202ecba\u2066",
    "B18 a pile of marks": "a" + "\u0301" * 1000,
    "B19 10,000 characters": "sana " * 2000,
}
"""Refused in every field that is typed in."""

STRANGE = {
    "B18, B19 names": "👩‍👩‍👧 A\u0308iti O'Brien null Ääkkö-Virtanen",
    "B19 one letter": "Å",
    "B19 300 characters": "å" * 300,
    "B19 nothing but spaces": "   ",
    "B20 a header in an address": "a@b.fi\r\nBcc: x@y.fi",
    "B20 a quoted, foreign address": '"a b"@örebro.example',
    "B20 a long address": "a" * 320 + "@example.org",
    "B20 a tag, another case": "AINO+verme@HYRIA.example",
    "B21 the year 0": "0000-01-01",
    "B21 the year 9999": "31.12.9999 13.00–15.30",
    "B21 29 February of a common year": "29.2.2027",
    "B21 an hour that is left out": "30.3.2014 3.30",
    "B21 an offset that is none": "2013-08-29T10:00:00+99:99",
    "B22 an end before its start": "27.10.2013 3.30–3.00",
    "B22 a thousand days": "29.8.2013\n" * 1000,
    "B23 less than nothing": "-1",
    "B23 too much": "9" * 40,
    "B23 a power": "1e9",
    "B23 other digits": "٣",
    "B33 to B35": f"\">{SCRIPT}<img src=x> %_\\'; DROP TABLE person; {{{{7*7}}}}%s",
    "B37 a formula": '=cmd|" /C calc"!A0',
}
"""Taken or refused, by the field; never a fault, never markup, never lost."""
