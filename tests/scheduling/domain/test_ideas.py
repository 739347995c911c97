"""An idea in its group (dossier D.11), cell by cell."""

from itertools import product

import pytest

from services.scheduling.domain import ideas
from services.scheduling.domain.errors import NotPossibleNow

# columns: change release take_back remove
TABLE = {
    "captured": "captured released - gone",
    "released": "released - taken_back -",
    "taken_back": "taken_back released - gone",
}


@pytest.mark.parametrize("state, act", list(product(ideas.STATES, ideas.ACTS)))
def test_an_idea_goes_on_as_the_table_says(state, act):
    expected = dict(zip(ideas.ACTS, TABLE[state].split(), strict=True))[act]
    if expected == "-":
        with pytest.raises(NotPossibleNow):
            ideas.after(state, act)
    else:
        assert ideas.after(state, act) == expected
