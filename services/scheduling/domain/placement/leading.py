"""Who leads which group: each mentor one at most, by augmenting paths, so that whatever can be led is led."""

from collections.abc import Iterable, Sequence

from services.scheduling.domain.placement.grouping import Draft
from services.scheduling.domain.placement.units import Setting


class Leading:
    """Groups and their mentors; a group is taken in only if all can still be led."""

    def __init__(self, setting: Setting, drafts: Iterable[Draft] = ()) -> None:
        self._setting = setting
        self._choices: list[Sequence[str]] = []
        self._leads: dict[str, int] = {}
        self._led: dict[int, str] = {}
        taken = [self.take(each) for each in drafts]
        self.complete = all(taken)

    def take(self, draft: Draft) -> bool:
        """Take in one more group, if it can be led beside the others."""
        if self._setting.leaders is None:
            return True
        self._choices.append(self._of(draft))
        if self._augment(len(self._choices) - 1):
            return True
        self._choices.pop()
        return False

    def of(self, number: int) -> str | None:
        """The mentor of the n-th group taken in; None where nobody is needed."""
        return self._led.get(number)

    def _of(self, draft: Draft) -> Sequence[str]:
        locks = sorted(unit.lock for unit in draft.units if unit.lock is not None)
        wanted = self._setting.instance.locked[locks[0]].mentor if locks else None
        found = (self._setting.leaders or {}).get(draft.pattern, ())
        ordered = sorted(found, key=lambda each: (len(each.slots), each.id))
        return [each.id for each in ordered if wanted in (None, each.id)]

    def _augment(self, start: int) -> bool:
        came: dict[str, int] = {}
        waiting = [start]
        for number in waiting:
            for name in self._choices[number]:
                if name in came:
                    continue
                came[name] = number
                if name not in self._leads:
                    self._pass_on(name, came)
                    return True
                waiting.append(self._leads[name])
        return False

    def _pass_on(self, name: str | None, came: dict[str, int]) -> None:
        while name is not None:
            number = came[name]
            before = self._led.get(number)
            self._leads[name], self._led[number] = number, name
            name = before
