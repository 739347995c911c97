"""Solves one instance in a process of its own: HiGHS holds one core and its memory until it is done or is told to stop.

Run as a script. Standard input: `{"seconds": 60, "instance": {…}}`. Standard output: lines of JSON, first any number of
`{"progress": {"stage", "placed", "bound"}}`, then `{"answer": {…}}` or `{"faults": […]}`. SIGTERM asks to stop: the
best groups found so far are the answer, with the status `cancelled`.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

import highspy
import numpy

from services.scheduling.domain.placement.answer import place
from services.scheduling.domain.placement.faults import InstanceFaulty
from services.scheduling.domain.placement.program import Found, Program
from services.scheduling.domain.placement.reading import LARGEST, checked


class Highs:
    """HiGHS on one thread with a fixed seed: the same question has the same answer."""

    def __init__(self, seconds: float, say: Callable[[dict[str, Any]], None]) -> None:
        self._say = say
        self._ends = time.monotonic() + seconds
        self.cancelled = False

    def stop(self, *_: object) -> None:
        """Stop at the next moment."""
        self.cancelled = True

    def left(self) -> float:
        return 0.0 if self.cancelled else self._ends - time.monotonic()

    def at_least(self, seconds: float) -> None:
        self._ends = max(self._ends, time.monotonic() + seconds)

    def tell(self, stage: str, placed: int, bound: int) -> None:
        self._say({"progress": {"stage": stage, "placed": placed, "bound": bound}})

    def solve(self, program: Program, start: Mapping[int, float] | None = None) -> Found:
        if self.left() <= 0:
            return Found(None, float("inf"), proven=False, interrupted=True)
        model = self._model()
        model.passModel(_as_lp(program))
        if start:
            keys = numpy.array(list(start), dtype=numpy.int32)
            model.setSolution(len(keys), keys, numpy.array(list(start.values())))
        model.run()
        return _found(model, program)

    def _model(self) -> highspy.Highs:
        model = highspy.Highs()
        options = {
            "output_flag": False,
            "threads": 1,
            "random_seed": 1,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.5,
            "time_limit": max(self.left(), 0.1),
        }
        for name, value in options.items():
            model.setOptionValue(name, value)
        model.cbMipInterrupt.subscribe(self._interrupt)
        model.cbSimplexInterrupt.subscribe(self._interrupt)
        return model

    def _interrupt(self, event: Any) -> None:
        event.interrupt(self.cancelled)


def _as_lp(program: Program) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.worth), len(program.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = numpy.array(program.worth, dtype=float)
    lp.col_lower_ = numpy.array(program.lower, dtype=float)
    lp.col_upper_ = numpy.array(program.upper, dtype=float)
    lp.row_lower_ = numpy.array([each[0] for each in program.rows], dtype=float)
    lp.row_upper_ = numpy.array([each[1] for each in program.rows], dtype=float)
    starts = numpy.cumsum([0, *(len(each[2]) for each in program.rows)])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = lp.num_col_, lp.num_row_
    lp.a_matrix_.start_ = starts.astype(numpy.int32)
    lp.a_matrix_.index_ = numpy.array([column for each in program.rows for column, _ in each[2]], dtype=numpy.int32)
    lp.a_matrix_.value_ = numpy.array([value for each in program.rows for _, value in each[2]], dtype=float)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    if any(program.whole):
        lp.integrality_ = [kinds[each] for each in program.whole]
    return lp


def _found(model: highspy.Highs, program: Program) -> Found:
    status, info = model.getModelStatus(), model.getInfo()
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return Found(None, 0.0, proven=True)
    optimal = status == highspy.HighsModelStatus.kOptimal
    known = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = list(model.getSolution().col_value) if known else None
    bound = info.mip_dual_bound if any(program.whole) else info.objective_function_value
    if not optimal and not any(program.whole):
        bound = float("inf")
    return Found(values, bound, proven=optimal, interrupted=not optimal)


def _speaker() -> Callable[[dict[str, Any]], None]:
    """Says lines of JSON where the parent listens; what HiGHS itself prints goes elsewhere."""
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)

    def say(what: dict[str, Any]) -> None:
        print(json.dumps(what), file=out, flush=True)

    return say


def main() -> None:
    """Read, solve, say."""
    began = time.monotonic()
    asked = json.loads(sys.stdin.buffer.read(2 * LARGEST))
    say = _speaker()
    optimiser = Highs(float(asked["seconds"]), say)
    signal.signal(signal.SIGTERM, optimiser.stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        answer = place(checked(asked["instance"]), optimiser)
        say({"answer": answer | {"seconds": round(time.monotonic() - began, 3)}})
    except InstanceFaulty as faulty:
        say({"faults": faulty.faults})


if __name__ == "__main__":
    main()
