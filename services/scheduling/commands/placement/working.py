"""Working on a proposal: the question is put together, a process of its own solves it, the answer is kept.

Guaranteed: no transaction is open while the solver works; of two who begin the same work one goes on; the answer of a
proposal that has been given up is thrown away. Not guaranteed: that a solve survives its service; it is asked again.
"""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.scheduling.commands.placement.asking import fail
from services.scheduling.commands.placement.running import Solve, SolveFailed
from services.scheduling.domain.placement import board
from services.scheduling.domain.placement.faults import InstanceFaulty
from services.scheduling.tables import KnownConsideration, KnownGroup, Placement
from services.scheduling.tables.candidates import answers_of, candidates, groups_of, mentors_of
from shared.people import Person
from shared.work import Runtime, UnitOfWork

SECONDS = 60.0
LOOK_EVERY = 0.5
CONSIDERED = ("gender", "career_stage")


def solve_placement(work: UnitOfWork, placement_id: UUID) -> None:
    """Begin to solve beside what the service does, and go on."""
    threading.Thread(target=work_on_placement, args=(work.runtime, placement_id), daemon=True).start()


def work_on_placement(runtime: Runtime, placement_id: UUID, seconds: float = SECONDS) -> None:
    """Solve a proposal that waits, from the beginning to the kept answer."""
    with runtime.work() as work:
        placement = _locked(work, placement_id)
        if placement is None or not board.allowed(placement.state_, "begin"):
            return
        placement.state_ = board.after(placement.state_, "begin")
        instance = instance_of(work, placement)
    try:
        answer = _answer(runtime, placement_id, instance, seconds)
    except (InstanceFaulty, SolveFailed) as error:
        return _finish(runtime, placement_id, None, getattr(error, "faults", []))
    _finish(runtime, placement_id, answer, [])


def _answer(runtime: Runtime, placement_id: UUID, instance: dict[str, Any], seconds: float) -> dict[str, Any]:
    with Solve(instance, seconds) as solve, _watched(runtime, placement_id, solve):
        for said in solve.told():
            if "progress" in said:
                with runtime.work() as work:
                    if placement := _locked(work, placement_id):
                        placement.progress = said["progress"]
    answer: dict[str, Any] = said["answer"]
    return answer


@contextmanager
def _watched(runtime: Runtime, placement_id: UUID, solve: Solve) -> Iterator[None]:
    """Tell the solver to stop as soon as somebody asks for it."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(LOOK_EVERY):
            with runtime.work(read_only=True) as work:
                if work.session.scalar(select(Placement.stop_asked).where(Placement.id == placement_id)):
                    return solve.stop()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _finish(runtime: Runtime, placement_id: UUID, answer: dict[str, Any] | None, faults: list[str]) -> None:
    with runtime.work() as work:
        placement = _locked(work, placement_id)
        if placement is None or not board.allowed(placement.state_, "finish"):
            return
        placement.revision += 1
        work.cancel_timer("placement_overdue", placement_id)
        if answer is None:
            return fail(work, placement, faults)
        placement.state_ = board.after(placement.state_, "finish")
        placement.groups = [each.dumped() for each in board.solved(answer, placement.proposed)]
        placement.unplaced = answer["unplaced"]
        placement.result = {name: answer[name] for name in ("status", "placed", "bound", "seconds")}
        work.emit("placement_proposed", placement)


def _locked(work: UnitOfWork, placement_id: UUID) -> Placement | None:
    return work.session.get(Placement, placement_id, with_for_update=True, populate_existing=True)


def instance_of(work: UnitOfWork, placement: Placement) -> dict[str, Any]:
    """The question to the solver: ids and what was allowed to be considered, no names."""
    groups, everybody = groups_of(work, placement.call_id), candidates(work, placement.call_id)
    ids = {each.person_id for each in everybody}
    cards = {each.id: each for each in work.session.scalars(select(Person).where(Person.id.in_(ids)))}
    kinds = _kinds(work, cards)
    group_ids = {str(each.id) for each in groups}
    mentors = _mentors(work, placement, groups)
    people: list[dict[str, Any]] = [
        {
            "id": str(each.person_id),
            "organisation": cards[each.person_id].organisation if each.person_id in cards else "",
            "slots": answers_of(each),
            "wishes": [wish for wish in dict.fromkeys(each.wishes) if wish in group_ids],
            "kind": kinds.get(each.person_id, {}),
        }
        for each in everybody
    ]
    supervisors = [(each.supervisor_id, str(each.person_id)) for each in everybody if each.supervisor_id]
    known = {each["id"] for each in people}
    apart = [list(pair) for pair in supervisors if pair[0] in known and pair[0] != pair[1]]
    found: dict[str, Any] = {
        "people": people,
        "slots": list(board.WEEKLY_SLOTS),
        "groups": [{"id": str(each.id), "size": _size(each), "times": 1} for each in groups],
        "rules": _rules(placement, people, apart, known),
        "locked": _locks(placement, group_ids, known, mentors),
    }
    return found if mentors is None else found | {"mentors": mentors}


def _size(group: KnownGroup) -> dict[str, int]:
    return {"min": max(group.data["min_size"], 1), "max": max(group.data["max_size"], 1)}


def _kinds(work: UnitOfWork, cards: dict[UUID, Person]) -> dict[UUID, dict[str, str]]:
    """The staff group of the card, and what the person allowed."""
    found = {each.id: {"staff_group": each.staff_group} if each.staff_group else {} for each in cards.values()}
    allowed = work.session.scalars(select(KnownConsideration).where(KnownConsideration.id.in_(cards)))
    for each in allowed:
        given = {name: each.data[name] for name in CONSIDERED if each.data.get(name)}
        found[each.id] = found.get(each.id, {}) | given
    return found


def _rules(
    placement: Placement, people: list[dict[str, Any]], apart: list[list[str]], known: set[str]
) -> dict[str, Any]:
    """Nobody alone of a kind, where there are others of it at all; nobody with their own supervisor (R9)."""
    counts = Counter((name, each["kind"][name]) for each in people for name in CONSIDERED if name in each["kind"])
    lone: dict[str, list[str]] = {}
    for (name, value), count in sorted(counts.items()):
        if count > 1 and placement.rules.get("company", True):
            lone.setdefault(name, []).append(value)
    own = {
        name: [sorted(pair) for pair in placement.rules.get(name, []) if set(pair) <= known]
        for name in ("together", "apart")
    }
    spread = ["organisation", "staff_group"] if placement.rules.get("spread", True) else []
    return {"no_lone": lone, "together": own["together"], "apart": [*own["apart"], *apart], "spread": spread}


def _mentors(work: UnitOfWork, placement: Placement, groups: list[KnownGroup]) -> list[dict[str, Any]] | None:
    """None while nobody's times are known. Whoever is named in a group leads that one: at any time, unless told."""
    if not placement.mentors:
        return None
    unled = [str(each.id) for each in groups if not each.mentor_ids]
    found = []
    for person in mentors_of(work, groups):
        told = placement.mentors.get(str(person.id))
        for group in (each for each in groups if person.id in each.mentor_ids):
            slots = told or list(board.WEEKLY_SLOTS)
            found.append({"id": f"{person.id}/{group.id}", "slots": slots, "groups": [str(group.id)]})
        if told and unled and not any(person.id in each.mentor_ids for each in groups):
            found.append({"id": f"{person.id}/", "slots": told, "groups": unled})
    return found


def _locks(
    placement: Placement, groups: set[str], known: set[str], mentors: list[dict[str, Any]] | None
) -> list[dict[str, Any]]:
    names = {each["id"] for each in mentors or ()}
    found = []
    for each in placement.proposed:
        people = sorted(each.locked & known)
        if people and each.group in groups:
            own = [name for name in (f"{each.mentor}/{each.group}", f"{each.mentor}/") if name in names]
            found.append({"slot": each.slot, "group": each.group, "people": people, "mentor": own[0] if own else None})
    return found
