"""Reads an instance from JSON: every fault is found and said at once; what is too large is refused unread.

Guaranteed: no input makes this raise anything but InstanceFaulty, or takes more than seconds.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from services.scheduling.domain.placement.faults import InstanceFaulty
from services.scheduling.domain.placement.instance import IF_NEEDED, YES, Instance, Kind, Locked, Mentor, Person, Rules
from services.scheduling.domain.placement.units import joined

LARGEST = 32 * 1024 * 1024
MOST = {"people": 20_000, "mentors": 5_000, "slots": 200, "groups": 500, "locked": 5_000}
LONGEST_NAME = 100
TOP = {"people", "mentors", "slots", "size", "groups_max", "rules", "groups", "locked"}
RULES = {"no_lone", "together", "apart", "spread"}
ANSWERS = {YES, IF_NEEDED, "no"}


def read(content: bytes) -> Instance:
    """An instance from the bytes of a file. Raises InstanceFaulty."""
    return checked(parsed(content))


def parsed(content: bytes) -> Any:
    """The JSON of a file. Raises InstanceFaulty."""
    if len(content) > LARGEST:
        raise InstanceFaulty([f"The file is larger than {LARGEST // 2**20} MB."])
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InstanceFaulty(["The file is not JSON in UTF-8, or a number or a nesting in it is absurd."]) from None


def checked(data: Any) -> Instance:
    """An instance from JSON that has been parsed. Raises InstanceFaulty."""
    reader = _Reader()
    instance = reader.instance(data)
    if instance is None or reader.faults:
        raise InstanceFaulty(reader.faults)
    return instance


class _Reader:
    def __init__(self) -> None:
        self.faults: list[str] = []

    def instance(self, data: Any) -> Instance | None:
        if not self._is(data, dict, "The file", "an object"):
            return None
        self._only(data, TOP, "The file")
        slots = self._names(data.get("slots"), "slots", unique=True)
        kinds = self._kinds(data)
        known = {"slot": set(slots), "group": {each.id for each in kinds}}
        people = [self._person(*each, known) for each in self._objects(data.get("people"), "people")]
        mentors = None
        if data.get("mentors") is not None:
            mentors = [self._mentor(*each, known) for each in self._objects(data["mentors"], "mentors")]
        self._unique([each.id for each in people], "people")
        self._unique([each.id for each in mentors or ()], "mentors")
        known |= {"person": {each.id for each in people}, "mentor": {each.id for each in mentors or ()}}
        rules = self._rules(data.get("rules"), known["person"])
        locked = [self._lock(*each, known) for each in self._objects(data.get("locked"), "locked")]
        self._unique([each for lock in locked for each in lock.people], "locked")
        most = None if data.get("groups_max") is None else self._number(data["groups_max"], "groups_max", 0, 10_000)
        order = sorted(people, key=lambda each: each.id)
        return Instance(
            people=tuple(order),
            slots=tuple(sorted(slots)),
            kinds=tuple(sorted(kinds, key=lambda each: each.id)),
            mentors=None if mentors is None else tuple(sorted(mentors, key=lambda each: each.id)),
            groups_max=most,
            rules=rules,
            locked=tuple(sorted(locked, key=lambda each: (each.group, each.slot, each.people))),
            named="groups" in data,
        )

    def _kinds(self, data: Mapping[str, Any]) -> list[Kind]:
        least, most = self._size(data.get("size"), "size", (1, 1)) if "size" in data or "groups" not in data else (1, 1)
        if "groups" not in data:
            return [Kind("", least, most)]
        kinds = []
        for each, where in self._objects(data["groups"], "groups"):
            self._only(each, {"id", "size", "times"}, where)
            if "size" not in each and "size" not in data:
                self.faults.append(f"{where}: size is missing.")
            bounds = self._size(each["size"], f"{where}.size", (1, 1)) if "size" in each else (least, most)
            times = self._number(each.get("times", 1), f"{where}.times", 0, 10_000)
            kinds.append(Kind(self._name(each.get("id"), f"{where}.id"), *bounds, times))
        self._unique([each.id for each in kinds], "groups")
        return kinds

    def _size(self, data: Any, where: str, otherwise: tuple[int, int]) -> tuple[int, int]:
        if not self._is(data, dict, where, 'an object such as {"min": 5, "max": 9}'):
            return otherwise
        self._only(data, {"min", "max"}, where)
        least = self._number(data.get("min"), f"{where}.min", 1, 1000)
        most = self._number(data.get("max"), f"{where}.max", 1, 1000)
        if least > most:
            self.faults.append(f"{where}: min {least} is more than max {most}.")
        return least, most

    def _person(self, data: dict[str, Any], where: str, known: Mapping[str, set[str]]) -> Person:
        self._only(data, {"id", "organisation", "slots", "wishes", "kind"}, where)
        given = data.get("slots", {})
        if not self._is(given, dict, f"{where}.slots", 'an object such as {"wed_pm": "yes"}'):
            given = {}
        for slot, answer in given.items():
            self._known(slot, known["slot"], f"{where}.slots", "slot")
            if not isinstance(answer, str) or answer not in ANSWERS:
                self.faults.append(f"{where}.slots: {_short(answer)} is not one of yes, if_needed, no.")
        wishes = self._names(data.get("wishes", []), f"{where}.wishes", unique=True)
        for wish in wishes:
            self._known(wish, known["slot"] | known["group"], f"{where}.wishes", "slot or group")
        kind = data.get("kind", {})
        if not self._is(kind, dict, f"{where}.kind", 'an object such as {"gender": "f"}'):
            kind = {}
        return Person(
            id=self._name(data.get("id"), f"{where}.id"),
            organisation=self._name(data.get("organisation") or "", f"{where}.organisation", empty=True),
            slots={slot: answer for slot, answer in sorted(given.items()) if answer in (YES, IF_NEEDED)},
            wishes=tuple(wishes),
            kind={key: self._name(value, f"{where}.kind") for key, value in kind.items() if value is not None},
        )

    def _mentor(self, data: dict[str, Any], where: str, known: Mapping[str, set[str]]) -> Mentor:
        self._only(data, {"id", "slots", "groups"}, where)
        found = {name: self._names(data.get(name, []), f"{where}.{name}") for name in ("slots", "groups")}
        for name in ("slots", "groups"):
            for each in found[name]:
                self._known(each, known[name[:-1]], f"{where}.{name}", name[:-1])
        identity = self._name(data.get("id"), f"{where}.id")
        return Mentor(identity, frozenset(found["slots"]), frozenset(found["groups"]))

    def _rules(self, data: Any, people: set[str]) -> Rules:
        if data is None or not self._is(data, dict, "rules", "an object"):
            return Rules()
        self._only(data, RULES, "rules")
        lone = data.get("no_lone") or {}
        if not self._is(lone, dict, "rules.no_lone", 'an object such as {"gender": ["f"]}'):
            lone = {}
        no_lone = {key: tuple(sorted(set(self._names(lone[key], f"rules.no_lone.{key}")))) for key in sorted(lone)}
        sets = {name: self._sets(data.get(name) or [], f"rules.{name}", people) for name in ("together", "apart")}
        for these in joined(people, sets["together"]) if not self.faults else ():
            for apart in (each for each in sets["apart"] if len(set(each) & set(these)) > 1):
                self.faults.append(f"rules: {_short(apart[0])} and others are to be together and apart.")
        spread = self._names(data.get("spread") or [], "rules.spread", unique=True)
        return Rules(no_lone, sets["together"], sets["apart"], tuple(spread))

    def _sets(self, data: Any, where: str, people: set[str]) -> tuple[tuple[str, ...], ...]:
        if not self._is(data, list, where, "a list of lists of people"):
            return ()
        found = []
        for number, each in enumerate(data):
            names = self._names(each, f"{where}[{number}]")
            for name in names:
                self._known(name, people, f"{where}[{number}]", "person")
            found.append(tuple(sorted(set(names))))
        return tuple(sorted(set(found)))

    def _lock(self, data: dict[str, Any], where: str, known: Mapping[str, set[str]]) -> Locked:
        self._only(data, {"slot", "group", "mentor", "people"}, where)
        slot, group = (
            self._name(data.get("slot"), f"{where}.slot"),
            self._name(data.get("group", ""), where, empty=True),
        )
        mentor = data.get("mentor")
        self._known(slot, known["slot"], where, "slot")
        self._known(group, known["group"], where, "group")
        if mentor is not None:
            self._known(mentor, known["mentor"], where, "mentor")
        people = self._names(data.get("people", []), f"{where}.people")
        for each in people:
            self._known(each, known["person"], where, "person")
        return Locked(slot, group, tuple(sorted(people)), mentor if isinstance(mentor, str) else None)

    def _objects(self, data: Any, where: str) -> Iterable[tuple[dict[str, Any], str]]:
        if data is None and where == "locked":
            return
        if not self._is(data, list, where, "a list"):
            return
        if len(data) > MOST[where]:
            self.faults.append(f"{where}: more than {MOST[where]:,}.")
            return
        for number, each in enumerate(data):
            if self._is(each, dict, f"{where}[{number}]", "an object"):
                yield each, f"{where}[{number}]"

    def _names(self, data: Any, where: str, *, unique: bool = False) -> list[str]:
        if not self._is(data, list, where, "a list of names"):
            return []
        if len(data) > MOST.get(where, MOST["people"]):
            self.faults.append(f"{where}: more than {MOST.get(where, MOST['people']):,}.")
            return []
        found = [self._name(each, where) for each in data]
        if unique:
            self._unique(found, where)
        return found

    def _name(self, data: Any, where: str, *, empty: bool = False) -> str:
        if not isinstance(data, str) or (not data and not empty) or len(data) > LONGEST_NAME or "\x00" in data:
            self.faults.append(f"{where}: {_short(data)} is not a text of 1 to {LONGEST_NAME} characters.")
            return ""
        return data

    def _number(self, data: Any, where: str, least: int, most: int) -> int:
        if isinstance(data, bool) or not isinstance(data, int) or not least <= data <= most:
            self.faults.append(f"{where}: {_short(data)} is not a whole number from {least} to {most:,}.")
            return least
        return data

    def _known(self, name: Any, known: set[str], where: str, what: str) -> None:
        if not isinstance(name, str) or name not in known:
            self.faults.append(f"{where}: there is no {what} {_short(name)}.")

    def _unique(self, names: list[str], where: str) -> None:
        twice = sorted(each for each, times in Counter(names).items() if times > 1)
        self.faults.extend(f"{where}: {_short(each)} is there twice." for each in twice[:5])

    def _only(self, data: Mapping[str, Any], known: set[str], where: str) -> None:
        self.faults.extend(f"{where}: {_short(each)} has no meaning here." for each in data if each not in known)

    def _is(self, data: Any, kind: type, where: str, what: str) -> bool:
        if isinstance(data, kind):
            return True
        self.faults.append(f"{where}: {what} is missing." if data is None else f"{where} is not {what}.")
        return False


def _short(value: Any) -> str:
    text = "a list or an object" if isinstance(value, (dict, list)) else json.dumps(value)
    return text if len(text) <= 40 else text[:39] + "…"
