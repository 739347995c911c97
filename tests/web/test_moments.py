"""Moments that come in over HTTP."""

from datetime import UTC, datetime

import pytest
from marshmallow import Schema, ValidationError

from shared.web.moments import Moment

ASKED = Schema.from_dict({"at": Moment()})()


@pytest.mark.parametrize("offset, hour", [("+00:00", 5), ("-17:18", 22), ("+23:59", 5), ("Z", 5)])
def test_a_moment_is_kept_in_utc_whatever_its_offset(offset, hour):
    at = ASKED.load({"at": f"2241-03-17T05:19:38{offset}"})["at"]
    assert (at.tzinfo, at.hour) == (UTC, hour)
    assert at == datetime.fromisoformat(f"2241-03-17T05:19:38{offset}")


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "2241-03-17T05:19:38", ""])
def test_what_has_no_place_in_utc_is_no_moment(text):
    with pytest.raises(ValidationError):
        ASKED.load({"at": text})
