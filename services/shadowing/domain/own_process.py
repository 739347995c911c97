"""An organisation's own process: its settings in `network.yml` laid over the seeds' process.

An organisation may change deadlines, leave out what `LEAVE_OUT` names, and add questions to forms, without code.
What cannot be used is refused with its place in the settings, all faults at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Protocol

from services.shadowing.domain.definition import Deadline, Process, Transition
from services.shadowing.domain.forms import FormOf
from services.shadowing.domain.forms.own import question_faults, question_of
from services.shadowing.domain.process import THE_SEEDS
from shared.errors import ConfigurationError

Settings = Mapping[str, Any]
KNOWN = ("deadlines", "without", "forms")
LONGEST = 366
LATER = (("goals_asked", "goals"),)  # of two that are counted before the first day, the one that is the earlier


class Organisation(Protocol):
    """What is needed of an organisation of the network."""

    @property
    def services(self) -> Mapping[str, Settings]:
        """Its settings by service."""


class Network(Protocol):
    """What is needed of the network."""

    @property
    def organisations(self) -> Mapping[str, Any]:
        """Its organisations by their slugs."""


def process_of(network: Network, organisation: str) -> Process:
    """The process by which an organisation's periods go. Raises ConfigurationError that names every fault."""
    known = network.organisations.get(organisation)
    settings = known.services.get("shadowing") if known else None
    return laid_over(THE_SEEDS, settings) if settings else THE_SEEDS


def laid_over(process: Process, settings: Settings) -> Process:
    """A process with an organisation's settings. Raises ConfigurationError that names every fault."""
    if found := list(faults(process, settings)):
        raise ConfigurationError("\n".join(found))
    left_out = frozenset(settings.get("without", ()))
    gone = {name for each in left_out for name in process.leave_out[each]}
    return replace(
        process,
        transitions=tuple(_without(row, gone) for row in process.transitions if row.command not in gone),
        deadlines=_deadlines(process, settings),
        forms={name: _with_questions(form, settings) for name, form in process.forms.items()},
        without=left_out,
    )


def faults(process: Process, settings: Any) -> Iterator[str]:
    """What is wrong with settings, each with its place."""
    if not isinstance(settings, Mapping):
        yield "shadowing: must hold some of " + ", ".join(KNOWN)
        return
    for name in settings.keys() - set(KNOWN):
        yield f"shadowing.{name}: unknown; can be {', '.join(KNOWN)}"
    yield from _deadline_faults(process, settings.get("deadlines", {}))
    yield from _without_faults(process, settings.get("without", []))
    yield from _form_faults(process, settings.get("forms", {}))


def _deadline_faults(process: Process, given: Any) -> Iterator[str]:
    if not isinstance(given, Mapping):
        yield "shadowing.deadlines: must be names with numbers of days"
        return
    usable = True
    for name, days in given.items():
        if name not in process.deadlines:
            yield f"shadowing.deadlines.{name}: unknown; can be {', '.join(process.deadlines)}"
        elif isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= LONGEST:
            usable = False
            yield f"shadowing.deadlines.{name}: must be a whole number of days, 1 to {LONGEST}"
    for early, late in LATER if usable else ():
        days = {name: given.get(name, process.deadlines[name].days) for name in (early, late)}
        if days[early] < days[late]:
            yield f"shadowing.deadlines.{early}: {days[early]} days are fewer than those of {late}, {days[late]}"


def _without_faults(process: Process, given: Any) -> Iterator[str]:
    if not isinstance(given, list):
        yield "shadowing.without: must be a list"
        return
    for name in given:
        if name not in process.leave_out:
            yield f"shadowing.without: {name} cannot be left out; can be {', '.join(process.leave_out)}"


def _form_faults(process: Process, given: Any) -> Iterator[str]:
    if not isinstance(given, Mapping):
        yield "shadowing.forms: must be forms with their questions"
        return
    for name, questions in given.items():
        where = f"shadowing.forms.{name}"
        if name not in process.forms or not process.forms[name].takes_own:
            known = ", ".join(key for key, form in process.forms.items() if form.takes_own)
            yield f"{where}: takes no questions; can be {known}"
        elif not isinstance(questions, list):
            yield f"{where}: must be a list of questions"
        else:
            yield from question_faults(process.forms[name], questions, where)


def _deadlines(process: Process, settings: Settings) -> Mapping[str, Deadline]:
    given = settings.get("deadlines", {})
    return {name: replace(each, days=given.get(name, each.days)) for name, each in process.deadlines.items()}


def _without(row: Transition, gone: set[str]) -> Transition:
    return replace(row, guards=tuple(each for each in row.guards if each not in gone))


def _with_questions(form: FormOf, settings: Settings) -> FormOf:
    added = settings.get("forms", {}).get(form.name, ())
    return replace(form, questions=(*form.questions, *(question_of(form, each) for each in added)))
