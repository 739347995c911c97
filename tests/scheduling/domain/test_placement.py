"""Placing people: whatever is asked, the groups keep every rule, and what is said of them is true."""

import contextlib
import json
import random
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.scheduling.commands.placement.child import Highs
from services.scheduling.domain.placement.answer import place
from services.scheduling.domain.placement.faults import InstanceFaulty
from services.scheduling.domain.placement.greedy import greedy
from services.scheduling.domain.placement.grouping import placed
from services.scheduling.domain.placement.reading import checked, read
from services.scheduling.domain.placement.units import prepared

SLOTS = ["mon_am", "tue_pm", "wed_pm", "thu_eve"]
FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TIME = 60.0


def answered(instance):
    return place(checked(instance), Highs(TIME, lambda said: None))


def everybody(number, slots, **more):
    return [{"id": f"p{each:02}", "organisation": "tavastia", "slots": slots, **more} for each in range(number)]


def instance(people, **more):
    return {"people": people, "slots": SLOTS, "size": {"min": 5, "max": 9}, **more}


@st.composite
def instances(draw):
    """Small instances with every rule, of which many cannot place everybody."""
    answers = st.dictionaries(st.sampled_from(SLOTS), st.sampled_from(["yes", "if_needed", "no"]), max_size=3)
    number = draw(st.integers(0, 14))
    people = [
        {
            "id": f"p{each:02}",
            "organisation": draw(st.sampled_from(["a", "b", "c"])),
            "slots": draw(answers),
            "wishes": draw(st.lists(st.sampled_from(SLOTS), unique=True, max_size=2)),
            "kind": draw(st.sampled_from([{}, {"gender": "f"}, {"gender": "m"}])),
        }
        for each in range(number)
    ]
    found = {
        "people": people,
        "slots": SLOTS,
        "size": draw(st.sampled_from([{"min": 2, "max": 4}, {"min": 3, "max": 5}])),
        "rules": {"spread": ["organisation"], "no_lone": draw(st.sampled_from([{}, {"gender": ["f"]}]))},
    }
    ids = [each["id"] for each in people]
    if number >= 4 and draw(st.booleans()):
        found["rules"]["together"] = [ids[:2]]
        found["rules"]["apart"] = [[ids[0], ids[3]]]
    if draw(st.booleans()):
        free = st.lists(st.sampled_from(SLOTS), unique=True, max_size=2)
        found["mentors"] = [{"id": f"m{each}", "slots": draw(free)} for each in range(draw(st.integers(0, 4)))]
    if draw(st.booleans()):
        found["groups_max"] = draw(st.integers(0, 3))
    return found


def assert_keeps_the_rules(asked, answer):
    people = {each["id"]: each for each in asked["people"]}
    grouped = [each for group in answer["groups"] for each in group["people"]]
    left = [each["id"] for each in answer["unplaced"]]
    assert sorted(grouped + left) == sorted(people)
    assert answer["placed"] == len(grouped) <= answer["bound"] <= len(people)
    assert len(answer["groups"]) <= asked.get("groups_max", len(people))
    for group in answer["groups"]:
        assert asked["size"]["min"] <= len(group["people"]) <= asked["size"]["max"]
        assert all(people[each]["slots"].get(group["slot"]) in ("yes", "if_needed") for each in group["people"])
        for name, values in asked["rules"].get("no_lone", {}).items():
            kinds = [people[each].get("kind", {}).get(name) for each in group["people"]]
            assert all(kinds.count(value) != 1 for value in values)
        for apart in asked["rules"].get("apart", []):
            assert len(set(apart) & set(group["people"])) <= 1
        for together in asked["rules"].get("together", []):
            assert set(together) <= set(group["people"]) or not set(together) & set(group["people"])
    if "mentors" in asked:
        free = {each["id"]: each["slots"] for each in asked["mentors"]}
        leading = [each["mentor"] for each in answer["groups"]]
        assert len(set(leading)) == len(leading)
        assert all(group["slot"] in free[group["mentor"]] for group in answer["groups"])
    else:
        assert all(each["mentor"] is None for each in answer["groups"])


@FEW
@given(instances())
def test_all_constraints_are_met_and_the_number_is_proven_and_never_below_greedy(asked):
    answer = answered(asked)
    assert_keeps_the_rules(asked, answer)
    assert answer["status"] in ("optimal", "infeasible")
    assert answer["placed"] == answer["bound"]
    assert answer["placed"] >= placed(greedy(prepared(checked(asked))) or [])


@FEW
@given(instances(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(asked, chance: random.Random):
    other = json.loads(json.dumps(asked))
    for name in ("people", "slots", "mentors"):
        chance.shuffle(other.get(name, []))
    for each in other["people"]:
        each["slots"] = dict(chance.sample(sorted(each["slots"].items()), len(each["slots"])))
    assert answered(other) == answered(asked)


def changed(asked, person, change):
    """The instance after one change that was said to help."""
    after = json.loads(json.dumps(asked))
    match change["change"]:
        case "free_at":
            next(each for each in after["people"] if each["id"] == person)["slots"][change["slot"]] = "yes"
        case "one_more_mentor":
            after["mentors"].append({"id": "newcomer", "slots": [change["slot"]]})
        case "one_more_group":
            after["groups_max"] = change["to"]
        case "one_more_group_and_mentor":
            after["groups_max"] = change["to"]
            after["mentors"].append({"id": "newcomer", "slots": [change["slot"]]})
        case "bigger_groups":
            after["size"]["max"] = change["to"]
        case "smaller_groups":
            after["size"]["min"] = change["to"]
        case "without_rule":
            del after["rules"][change["rule"]]
    return after


@FEW
@given(instances())
def test_whatever_would_help_is_true_when_tried(asked):
    answer = answered(asked)
    for left in answer["unplaced"]:
        for change in left["would_help"]:
            assert left["id"] in change["people"]
            tried = answered(changed(asked, left["id"], change))
            grouped = {each for group in tried["groups"] for each in group["people"]}
            assert left["id"] in grouped, change
            assert tried["placed"] > answer["placed"]


def test_a_mentor_on_the_right_day_would_place_these_four_and_more():
    people = everybody(6, {"wed_pm": "yes"}) + [
        {"id": f"q{each}", "slots": {"mon_am": "yes"}, "organisation": "hyria"} for each in range(5)
    ]
    answer = answered(instance(people, mentors=[{"id": "maija", "slots": ["mon_am"]}]))
    assert answer["placed"] == 5
    assert {each["reason"] for each in answer["unplaced"]} == {"no_mentor_at_their_slots"}
    first = answer["unplaced"][0]["would_help"][0]
    assert (first["change"], first["slot"], len(first["people"])) == ("one_more_mentor", "wed_pm", 6)
    assert first["text"] == "a mentor free on wed_pm would place these 6"


def test_the_number_placed_comes_before_every_wish():
    people = everybody(9, {"mon_am": "yes", "tue_pm": "yes"}, wishes=["tue_pm"])
    people += [{"id": "late", "slots": {"mon_am": "if_needed"}}]
    answer = answered(instance(people, size={"min": 5, "max": 10}, groups_max=1))
    assert [group["slot"] for group in answer["groups"]] == ["mon_am"]
    assert answer["placed"] == 10


def test_wishes_come_before_the_spread_and_if_needed_counts_against():
    people = everybody(5, {"mon_am": "if_needed", "tue_pm": "yes", "wed_pm": "yes"})
    assert answered(instance(people))["groups"][0]["slot"] != "mon_am"
    wished = everybody(5, {"mon_am": "yes", "tue_pm": "yes", "wed_pm": "yes"}, wishes=["wed_pm", "mon_am"])
    assert answered(instance(wished))["groups"][0]["slot"] == "wed_pm"


def test_organisations_are_spread_as_evenly_as_can_be():
    people = everybody(6, {"mon_am": "yes"}) + [
        {"id": f"q{each}", "organisation": "hyria", "slots": {"mon_am": "yes"}} for each in range(6)
    ]
    answer = answered(instance(people, size={"min": 6, "max": 6}, rules={"spread": ["organisation"]}))
    assert [sum(each.startswith("q") for each in group["people"]) for group in answer["groups"]] == [3, 3]


def test_what_is_locked_stays_and_the_rest_is_solved_around_it():
    people = everybody(12, {"mon_am": "yes", "tue_pm": "yes"}, wishes=["mon_am"])
    locked = [{"slot": "tue_pm", "mentor": "b", "people": ["p03", "p07"]}]
    mentors = [{"id": name, "slots": ["mon_am", "tue_pm"]} for name in ("a", "b")]
    answer = answered(instance(people, mentors=mentors, locked=locked))
    kept = next(each for each in answer["groups"] if each["slot"] == "tue_pm")
    assert {"p03", "p07"} <= set(kept["people"])
    assert kept["mentor"] == "b"
    assert answer["placed"] == 12


def test_locks_that_contradict_are_explained():
    people = everybody(12, {"mon_am": "yes"})
    answer = answered(instance(people, locked=[{"slot": "tue_pm", "people": ["p03"]}]))
    assert answer["status"] == "infeasible"
    assert {each["reason"] for each in answer["unplaced"]} == {"locks_contradict"}
    assert answer["unplaced"][0]["would_help"][0]["change"] == "without_locks"


def test_named_groups_are_formed_once_each_with_sizes_and_mentors_of_their_own():
    groups = [{"id": "verkko", "size": {"min": 2, "max": 3}}, {"id": "oppisopimus"}]
    people = everybody(10, {"mon_am": "yes"}, wishes=["oppisopimus", "verkko"])
    mentors = [{"id": "a", "slots": ["mon_am"], "groups": ["verkko"]}, {"id": "b", "slots": ["mon_am"]}]
    answer = answered(instance(people, groups=groups, mentors=mentors))
    by_name = {each["group"]: each for each in answer["groups"]}
    assert (len(by_name["oppisopimus"]["people"]), by_name["oppisopimus"]["mentor"]) == (8, "b")
    assert (len(by_name["verkko"]["people"]), by_name["verkko"]["mentor"]) == (2, "a")


def test_nobody_to_place_is_an_answer_and_nobody_placed_is_explained():
    assert answered(instance([])) == {"status": "optimal", "placed": 0, "bound": 0, "groups": [], "unplaced": []}
    none_free = answered(instance(everybody(6, {})))
    assert none_free["status"] == "infeasible"
    assert {each["reason"] for each in none_free["unplaced"]} == {"no_slot_marked"}
    too_few = answered(instance(everybody(4, {"mon_am": "yes"})))
    assert {each["reason"] for each in too_few["unplaced"]} == {"too_few_at_their_slots"}
    change = too_few["unplaced"][0]["would_help"][0]
    assert (change["change"], change["to"]) == ("smaller_groups", 4)


def test_no_better_number_exists_as_all_choices_show():
    """Tried against every way to choose one slot for each of a few people."""
    slots = [["mon_am"], ["mon_am", "tue_pm"], ["tue_pm"], ["tue_pm"], ["mon_am"], ["wed_pm"]]
    people = [{"id": f"p{n}", "slots": dict.fromkeys(each, "yes")} for n, each in enumerate(slots)]
    best = 0
    for number in range(len(people) + 1):
        for chosen in combinations(range(len(people)), number):
            sizes = [sum(slot in slots[each] for each in chosen) for slot in ("mon_am", "tue_pm")]
            if number <= sum(sizes) and "wed_pm" not in {s for each in chosen for s in slots[each]} and min(sizes) >= 2:
                best = max(best, number)
    assert answered(instance(people, size={"min": 2, "max": 3}))["placed"] == best == 5


HOSTILE = {
    "not JSON": b"\xff\x00{",
    "a list": b"[]",
    "deep": b"[" * 200_000,
    "a huge number": b'{"people": ' + b"9" * 6000 + b"}",
    "not a number": b'{"people":[],"slots":[],"size":{"min":NaN,"max":1e999}}',
    "people as text": json.dumps({"people": "all", "slots": [], "size": {"min": 1, "max": 2}}).encode(),
    "an unknown slot": json.dumps(instance(everybody(1, {"sun_pm": "yes"}))).encode(),
    "a strange answer": json.dumps(instance(everybody(1, {"mon_am": {"yes": 1}}))).encode(),
    "twice the same": json.dumps(instance(everybody(1, {}) * 2)).encode(),
    "sizes reversed": json.dumps(instance([], size={"min": 9, "max": 5})).encode(),
    "size true": json.dumps(instance([], size={"min": True, "max": 5})).encode(),
    "a name that is a list": json.dumps(instance([{"id": [], "slots": {}}])).encode(),
    "a stranger kept apart": json.dumps(instance([], rules={"apart": [["nobody", "else"]]})).encode(),
    "together and apart": json.dumps(
        instance(everybody(3, {}), rules={"together": [["p00", "p01"]], "apart": [["p00", "p01", "p02"]]})
    ).encode(),
    "a word that means nothing": json.dumps(instance([], mentor=[])).encode(),
    "far too many": json.dumps(instance([{}] * 20_001)).encode(),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_file_that_makes_no_sense_is_refused_in_words(content):
    with pytest.raises(InstanceFaulty) as caught:
        read(content)
    assert caught.value.faults
    assert all(len(each) < 250 for each in caught.value.faults)


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["people", "id", "slots", "size", "min", "rules", "groups"]), inner)
        ),
        max_leaves=12,
    )
)
def test_no_json_at_all_leads_to_anything_but_an_instance_or_its_faults(data):
    with contextlib.suppress(InstanceFaulty):
        assert checked(data).slots is not None
