"""The screens of the form: which of them a call has, what comes after which, what each needs to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from services.registration.domain.availability import PARTS, WEEKDAYS, monday_of, weeks_between
from services.registration.pages.texts import group_choices
from services.registration.schemas.registering import SCREENS
from shared.clock import local_date
from shared.web.formats import show_when, sort_key
from shared.web.i18n import gettext as _
from shared.web.i18n import language
from shared.work import UnitOfWork

SEASON = timedelta(weeks=20)
UNCARRIED = frozenset({"step", "go", "form_token"})


@dataclass(frozen=True)
class Asked:
    """What the form of one call asks, today, in the reader's language."""

    call: Mapping[str, Any]
    choices: Sequence[tuple[str, str, str]]
    employers: Sequence[tuple[str, str]]
    weeks: Sequence[tuple[str, str]]
    has_questions: bool

    @property
    def together(self) -> bool:
        return bool(self.call["placing"] == "together")

    @property
    def by_id(self) -> dict[str, Mapping[str, Any]]:
        """The groups that can be chosen."""
        open_ids = {each[0] for each in self.choices}
        return {str(each["id"]): each for each in self.call["groups"] if str(each["id"]) in open_ids}

    def screens(self, chosen: str) -> list[str]:
        """The screens that this call has for somebody who chose a group (or none yet)."""
        dates = self.together or (chosen in self.by_id and self.by_id[chosen]["meetings"])
        lacking = {
            "group": len(self.choices) == 1 and not self.together,
            "when": not dates,
            "questions": not self.has_questions,
        }
        return [each for each in SCREENS if not lacking.get(each)]

    def after(self, screen: str, form: Any) -> str:
        """The screen after one; the last is to check the answers."""
        order = list(SCREENS)
        here = order.index(screen) if screen in order else 0
        return next((each for each in self.screens(_chosen(form)) if order.index(each) > here), "check")

    def context(self, form: Any, screen: Any, initial: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What the template needs to show a screen; `screen` may be a list of at most one."""
        chosen = _chosen(form) if form is not None else str(_first((initial or {}).get("group_id")) or "")
        screens = self.screens(chosen)
        wanted = str(_first(screen) or "")
        shown = wanted if wanted in screens else next(e for e in screens if e != "group" or not chosen)
        group = self.by_id.get(chosen)
        place = screens.index(shown)
        return {
            "call": self.call,
            "group": group,
            "groups": self.choices,
            "employers": self.employers,
            "weeks": self.weeks,
            "dates": dates_of(group) if group else [],
            "together": self.together,
            "screen": shown,
            "screens": screens,
            "before": screens[place - 1] if place else None,
            "weekdays": weekday_names(),
            "parts": part_names(),
            "uncarried": UNCARRIED,
        }


def asked_of(work: UnitOfWork, call: Mapping[str, Any]) -> Asked:
    """What the form of a call asks."""
    return Asked(
        call,
        group_choices(list(call["groups"]), together=call["placing"] == "together"),
        employer_choices(work, call),
        week_choices(work, call) if call["placing"] == "together" else [],
        bool(call["questions"]),
    )


def employer_choices(work: UnitOfWork, call: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The organisations whose people may register, by name in the reader's order."""
    internal = call["scope"] == "internal"
    known = work.network.organisations
    members = [each for each in known if each != work.network.slug and not known[each].has_left(work.today)]
    found = [call["organisation"]] if internal else members
    named = [(slug, work.network.organisations[slug].name(language(), work.today)) for slug in found]
    return sorted(named, key=lambda each: sort_key(each[1]))


def week_choices(work: UnitOfWork, call: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The weeks of the season that follows the deadline."""
    end = local_date(call["closes_at"]) if call["closes_at"] else work.today
    first = call["window_from"] or end + timedelta(days=7)
    weeks = weeks_between(first, call["window_to"] or first + SEASON)
    return [(each, _week_name(each)) for each in weeks]


def _week_name(week: str) -> str:
    first = monday_of(week)
    last = first + timedelta(days=4)
    days = f"{first.day}.{first.month}.–{last.day}.{last.month}."
    return _("week {number} ({days})", number=int(week[6:]), days=days)


def dates_of(group: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The dates of a group as choices; as they are typed back by the form."""
    every = [*group["meetings"], *group["reserve_dates"]]
    return [(typed_day(_value(each, "date")), _shown(each, each in group["reserve_dates"])) for each in every]


def _value(each: Any, name: str) -> Any:
    return each[name] if isinstance(each, Mapping) else getattr(each, name)


def typed_day(day: Any) -> str:
    """A day as it is typed."""
    return f"{day.day}.{day.month}.{day.year}"


def _shown(each: Any, reserve: bool) -> str:
    text = show_when(_value(each, "date"), _value(each, "start"), _value(each, "end"))
    return _("{when} (reserve date)", when=text) if reserve else text


def weekday_names() -> dict[str, str]:
    """Weekdays as rows of a table."""
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"))
    return dict(zip(WEEKDAYS, names, strict=True))


def part_names() -> dict[str, str]:
    """Parts of the day as columns of a table."""
    return dict(zip(PARTS, (_("morning"), _("afternoon"), _("evening")), strict=True))


def slot_name(slot: str) -> str:
    """A slot in words."""
    day, part = slot.split("_")
    return f"{weekday_names()[day]} {part_names()[part]}"


def _chosen(form: Any) -> str:
    return str(_first(form.typed_of("group_id")) or "")


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list | tuple) else value
