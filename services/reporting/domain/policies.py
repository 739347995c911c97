"""How employers count participation: VESO days, mentors' paid hours, working time (dossier F.2, F.3).

A policy is an entry point of the group `vertaisverkko.policies`; an organisation names its policies in
`network.yml`. What a policy pays for a meeting of another length than its own rule speaks of must be chosen by
the employer or the network (`other_length: fixed` or `prorata`); nothing is computed before that.
"""

from dataclasses import dataclass
from decimal import Decimal

from shared.errors import DomainError

OTHER_LENGTHS = ("fixed", "prorata")


class OtherLengthNotChosen(DomainError):
    """A meeting's length is not the rule's, and nobody has chosen what then."""

    code = "other_length_not_chosen"
    text = (
        "Paid hours wait: the rule speaks of meetings of {rule} minutes and this one was {minutes}. "
        "Choose other_length (fixed or prorata) in the network's settings."
    )


@dataclass(frozen=True)
class MentorYear:
    """What one mentor did for one employer in one school year."""

    meeting_minutes: tuple[int, ...]
    arrangement: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class MentorHours:
    """The lines of a mentor's claim, in hours."""

    planning: Decimal = Decimal(0)
    meetings: Decimal = Decimal(0)
    arrangement: Decimal = Decimal(0)
    working_time: Decimal = Decimal(0)

    @property
    def paid(self) -> Decimal:
        """All hours that are paid."""
        return self.planning + self.meetings + self.arrangement


@dataclass(frozen=True)
class VesoRule:
    """So many meetings attended in a school year replace one teacher working day; nothing is carried over."""

    meetings_per_day: int
    entitled: frozenset[str]

    def days(self, meetings: int) -> int:
        """Whole days only."""
        return meetings // self.meetings_per_day


@dataclass(frozen=True)
class PayRule:
    """Hours paid to a mentor in a school year."""

    planning: Decimal
    arrangement_cap: Decimal
    per_meeting: Decimal
    meeting_minutes: int

    def hours(self, year: MentorYear, other_length: str | None) -> MentorHours:
        """The claim. Raises OtherLengthNotChosen where the rule is silent."""
        if not year.meeting_minutes:
            return MentorHours()
        return MentorHours(
            planning=self.planning,
            meetings=sum((self._paid(each, other_length) for each in year.meeting_minutes), Decimal(0)),
            arrangement=min(sum(year.arrangement, Decimal(0)), self.arrangement_cap),
        )

    def _paid(self, minutes: int, other_length: str | None) -> Decimal:
        if minutes == self.meeting_minutes or other_length == "fixed":
            return self.per_meeting
        if other_length == "prorata":
            return (self.per_meeting * minutes / self.meeting_minutes).quantize(Decimal("0.01"))
        raise OtherLengthNotChosen(rule=self.meeting_minutes, minutes=minutes)


@dataclass(frozen=True)
class Policy:
    """One way of counting. Without a rule nothing is earned; without a pay rule hours are working time."""

    name: str
    veso: VesoRule | None = None
    pay: PayRule | None = None

    def entitled(self, worktime_form: str | None) -> bool:
        """Whether a person of this working-time form can earn VESO days."""
        return self.veso is not None and worktime_form in self.veso.entitled

    def veso_days(self, meetings: int, worktime_form: str | None) -> int:
        """VESO days of one school year."""
        return self.veso.days(meetings) if self.veso and self.entitled(worktime_form) else 0

    def mentor_hours(self, year: MentorYear, other_length: str | None = None) -> MentorHours:
        """A mentor's hours of one school year."""
        if self.pay:
            return self.pay.hours(year, other_length)
        minutes = Decimal(sum(year.meeting_minutes))
        return MentorHours(working_time=(minutes / 60).quantize(Decimal("0.01")))


seinajoki = Policy(
    name="seinajoki",
    veso=VesoRule(meetings_per_day=4, entitled=frozenset({"teaching_obligation"})),
    pay=PayRule(planning=Decimal(3), arrangement_cap=Decimal(3), per_meeting=Decimal(1), meeting_minutes=90),
)
jyvaskyla = Policy(name="jyvaskyla")
opelix = Policy(name="opelix")
