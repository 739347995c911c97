"""Whether and whom to ask: the employer's policy cannot be avoided by what somebody types."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registration.domain import approval
from shared.errors import ConfigurationError
from shared.network import APPROVAL, Network, Organisation
from shared.testing.network import CONTENT


def employer(slug, policy=None, *domains):
    return Organisation(slug, (), policies={"approval": policy} if policy else {}, email_domains=domains)


@pytest.mark.parametrize("given_policy, expected", [(None, "required"), *zip(APPROVAL, APPROVAL, strict=True)])
def test_the_employers_policy_says_whether_the_supervisor_is_asked(given_policy, expected):
    assert approval.policy([employer("hyria", given_policy)], "aino@x.example", ["hyria"]) == expected


def test_a_person_of_no_known_employer_needs_an_approval():
    assert approval.policy([employer("hyria", "none")], "aino@x.example", ["muu"]) == "required"


def test_a_private_address_is_not_let_off_where_the_employer_has_addresses_of_its_own():
    assert approval.policy([employer("hyria", "none", "hyria.example")], "aino@x.example", ["hyria"]) == "required"
    assert approval.policy([employer("hyria", "none", "hyria.example")], "a@Hyria.example", ["hyria"]) == "none"


def test_claiming_an_employer_that_asks_nobody_does_not_help():
    employers = [employer("hyria", "required", "hyria.example"), employer("vapaa", "none")]
    assert approval.policy(employers, "aino@hyria.example", ["vapaa"]) == "required"
    assert approval.policy(employers, "aino@x.example", ["vapaa", "hyria"]) == "required"


@given(st.lists(st.sampled_from(APPROVAL), min_size=1, max_size=4))
def test_the_strictest_of_the_policies_holds(policies):
    employers = [employer(f"e{number}", each) for number, each in enumerate(policies)]
    found = approval.policy(employers, "aino@x.example", [each.slug for each in employers])
    assert found == min(policies, key=APPROVAL.index)


@pytest.mark.parametrize("party, above", list(product([True, False], [None, "above", "member"])))
def test_the_one_above_is_asked_only_when_the_supervisor_is_a_party_and_she_is_not(party, above):
    parties = {"member", "boss"} if party else {"member"}
    assert approval.next_level("boss", parties, above) == ("above" if party and above == "above" else None)


def test_a_policy_that_does_not_exist_is_refused_when_the_network_file_is_read():
    hyria = {**CONTENT["organisations"][1], "policies": {"approval": "inform_only"}}
    with pytest.raises(ConfigurationError, match="hyria's policy approval is inform_only"):
        Network.from_dict(CONTENT | {"organisations": [CONTENT["organisations"][0], hyria]})


def test_the_policies_of_the_network_file_are_those_of_registration():
    assert approval.STRICTEST_FIRST == APPROVAL
