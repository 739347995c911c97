"""Placing 50, 1,000 and 5,600 people at once, each with a tight variant, against the quick answer without a solver.

The ratio is a minute to what the largest instance took. The solver runs as in the service: in a process of its own.
"""

import statistics
import time

import pytest

from services.scheduling.commands.placement.running import solved
from services.scheduling.domain.placement.greedy import greedy
from services.scheduling.domain.placement.grouping import placed, points
from services.scheduling.domain.placement.reading import checked
from services.scheduling.domain.placement.units import prepared
from tests.bench.placing import instance_of
from tests.bench.report import store

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
SIZES = ((50, 7), (1000, 140), (5600, 800))
LIMIT = 60


def test_placements_are_proven_and_quick():
    rows, slowest = [], 0.0
    for people, groups in SIZES:
        for tight in (False, True):
            instance = instance_of(people, groups, tight=tight)
            answers = [solved(instance, LIMIT) for _ in range(3)]
            seconds = [each["seconds"] for each in answers]
            best = answers[0]
            assert best["status"] == "optimal" or (people > 1000 and best["placed"] >= 0.99 * best["bound"])
            began = time.perf_counter()
            quick = greedy(prepared(checked(instance)))
            taken = time.perf_counter() - began
            assert best["placed"] >= placed(quick)
            name = f"{people:,} people, {groups} groups{', tight' if tight else ''}"
            median = f"{statistics.median(seconds):.2f} s, {best['status']}, {best['placed']} of {best['bound']} placed"
            rows.append((name, median, ", ".join(f"{each:.2f}" for each in seconds)))
            rows.append(("without a solver", f"{taken:.2f} s, {placed(quick)} placed", f"{points(quick)} points"))
            slowest = max(slowest, statistics.median(seconds)) if people == 5600 else slowest
    store("placement", rows, LIMIT / slowest, 1, 20)
    assert slowest <= LIMIT
