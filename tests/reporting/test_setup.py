"""What is checked before reporting begins, and what cannot drift."""

import pytest
import yaml

from services.reporting.commands import check_policies
from services.reporting.domain import attendance, costs, groups, mentors, participants, periods, veso
from services.reporting.queries.reports import KINDS
from services.reporting.schemas.words import CODES, COLUMNS, REPORTS
from shared.errors import ConfigurationError

MODULES = (attendance, costs, groups, mentors, participants)
EVERY = [module.COLUMNS for module in MODULES] + [
    periods.FIGURE_COLUMNS,
    periods.STATE_COLUMNS,
    veso.COLUMNS,
    veso.UNIT_COLUMNS,
]


def test_the_policies_of_the_network_are_found(runtime_of):
    with runtime_of("reporting").work() as work:
        assert check_policies(work) is None


@pytest.mark.parametrize(
    ("policies", "fault"),
    [
        ({"veso": "imaginary"}, "hyria: veso: There is no policy named imaginary"),
        ({"other_length": "sometimes"}, "hyria: other_length must be one of fixed, prorata"),
    ],
)
def test_a_policy_that_does_not_exist_stops_the_setup(policies, fault, runtime_of, network_file):
    content = yaml.safe_load(network_file.read_text(encoding="utf-8"))
    next(each for each in content["organisations"] if each["slug"] == "hyria")["policies"] = policies
    network_file.write_text(yaml.safe_dump(content), encoding="utf-8")
    with runtime_of("reporting").work() as work, pytest.raises(ConfigurationError, match=fault):
        check_policies(work)


def test_every_report_and_every_column_has_its_words():
    assert KINDS.keys() == REPORTS.keys()
    assert {column.code for columns in EVERY for column in columns} == COLUMNS.keys()


def test_every_code_that_a_report_shows_has_its_words():
    shown = {*periods.STATUSES, "internal", "cross_organisation", "entitled", "not_entitled", "no_rule", "none"}
    assert shown <= CODES.keys()
