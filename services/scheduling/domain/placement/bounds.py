"""What bounds the numbers of groups in either model: how many in all, how often each kind, and who can lead them."""

from collections.abc import Sequence

from services.scheduling.domain.placement.program import INFINITE, Program
from services.scheduling.domain.placement.units import Pattern, Setting

Formed = Sequence[tuple[Pattern, int]]
"""The columns that count groups, each with the pattern at which they meet."""


def limit_groups(program: Program, setting: Setting, formed: Formed) -> None:
    """No more groups than the instance allows, in all and of each kind."""
    if setting.instance.groups_max is not None:
        program.row(0.0, float(setting.instance.groups_max), *((column, 1.0) for _, column in formed))
    of_kind: dict[str, list[int]] = {}
    for pattern, column in formed:
        of_kind.setdefault(pattern.group, []).append(column)
    for kind in setting.instance.kinds:
        if kind.times is not None and kind.id in of_kind:
            program.row(0.0, float(kind.times), *((each, 1.0) for each in of_kind[kind.id]))


def lead_groups(program: Program, setting: Setting, formed: Formed) -> None:
    """At each pattern as many mentors as groups, and each mentor leads one at most; columns: who leads where."""
    there: dict[Pattern, list[int]] = {}
    for pattern, column in formed:
        there.setdefault(pattern, []).append(column)
    leads: dict[str, list[int]] = {}
    fixed = {lock.mentor: Pattern(lock.group, lock.slot) for lock in setting.instance.locked if lock.mentor}
    for pattern, mentors in (setting.leaders or {}).items():
        columns = {each.id: program.column() for each in mentors if fixed.get(each.id, pattern) == pattern}
        for name, column in columns.items():
            leads.setdefault(name, []).append(column)
        groups = [(column, -1.0) for column in there.get(pattern, ())]
        program.row(0.0, INFINITE, *((each, 1.0) for each in columns.values()), *groups)
    for columns_of_one in leads.values():
        program.row(0.0, 1.0, *((each, 1.0) for each in columns_of_one))
