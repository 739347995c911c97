"""What a letter is made of, and the parts that many letters share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.notifications.domain import when
from services.notifications.domain.letter import Action, Bullets, Facts, Letter, Paragraph, Part, Words
from services.notifications.domain.situation import Record, Situation, Slot


@dataclass(frozen=True)
class Person:
    """What a letter may know of a person: of the receiver and of the contact, of nobody else."""

    id: UUID
    first_name: str
    last_name: str
    email: str
    language: str


@dataclass(frozen=True)
class Item:
    """One message of the mail: its kind, what it was about, and its links by action."""

    kind: str
    occasion: str
    situation: Situation
    links: Mapping[str, str]


@dataclass(frozen=True)
class Material:
    """Everything for one letter. `gettext` and `ngettext` speak the receiver's language."""

    receiver: Person
    items: Sequence[Item]
    contact: Person | None
    operator: str
    service: str
    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]

    @property
    def language(self) -> str:
        """The receiver's language."""
        return self.receiver.language

    @property
    def situation(self) -> Situation:
        """What a letter with one item is about."""
        return self.items[0].situation

    def day(self, value: date) -> str:
        """A date without its weekday, for sentences and subjects."""
        return when.day(value, self.language)

    def weekday(self, value: date) -> str:
        """A date with its weekday."""
        return when.weekday_and_day(value, self.language)

    def slot(self, value: Slot) -> str:
        """A date with weekday and times."""
        _ = self.gettext
        return when.slot(value, self.language, _("the time will be confirmed"))

    def letter(self, subject: str, *parts: Part | None) -> Letter:
        """A letter with greeting and ending; parts that are None are left out."""
        _ = self.gettext
        greeting = Paragraph(_("Hello {first_name}!").format(first_name=self.receiver.first_name))
        body = [each for each in parts if each is not None]
        return Letter(subject, [greeting, *body, *self._ending()], self.language)

    def action(self, name: str, label: str) -> Action | None:
        """The link of an action; None where this receiver has no such link."""
        url = self.items[0].links.get(name)
        return Action(label, url) if url else None

    def in_language(self, text: Record) -> Words:
        """A localised text; where it lacks the receiver's language it is the Finnish one, and says so."""
        if text.get(self.language):
            return Words(str(text[self.language]))
        _ = self.gettext
        mark = _("in Finnish only")
        return Words(f"{text['fi']} ({mark})", "fi")

    def group_facts(self, situation: Situation) -> Facts:
        """The group's name and place."""
        _ = self.gettext
        rows = []
        if situation.group:
            rows.append((_("Group"), self.in_language(situation.group["name"])))
        if venue := self.venue(situation):
            rows.append((_("Place"), Words(venue)))
        return Facts(rows)

    def name(self, situation: Situation) -> str:
        """The name of the situation's group, for subjects."""
        return str(self.in_language(situation.group["name"])) if situation.group else ""

    def venue(self, situation: Situation) -> str:
        """Where people meet: the meeting's own place, else the group's, else the call's."""
        for each in (situation.record, situation.group, situation.call):
            if each and each.get("venue"):
                return ", ".join(filter(None, (each["venue"]["name"], each["venue"].get("town"))))
        return ""

    def dates(self, situation: Situation) -> Bullets | None:
        """The coming meetings of the group."""
        _ = self.gettext
        slots = situation.coming()
        return Bullets(_("Meetings:"), [self.slot(each) for each in slots]) if slots else None

    def reserves(self, situation: Situation) -> Bullets | None:
        """The reserve dates of the group, with what they are for."""
        _ = self.gettext
        slots = situation.reserves()
        lead = _("Reserve date, kept only in case a meeting is cancelled:")
        return Bullets(lead, [self.slot(each) for each in slots]) if slots else None

    def _ending(self) -> list[Part]:
        _ = self.gettext
        asked = [Paragraph(self._whom_to_ask())] if self.contact else []
        signature = _("This mail was sent by {service}. Technical problems: {operator}.")
        return [*asked, Paragraph(signature.format(service=self.service, operator=self.operator))]

    def _whom_to_ask(self) -> str:
        _ = self.gettext
        assert self.contact
        name = f"{self.contact.first_name} {self.contact.last_name}"
        return _("Questions: {name}, {email}.").format(name=name, email=self.contact.email)
