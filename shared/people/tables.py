"""The card of a person, in every service's database.

In registration this table is the master copy and publishes; everywhere else it is a projection that only the bus
writes, apart from provisional rows of people whom this service met first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Date, Index, false, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from shared.contracts import Aggregate
from shared.contracts.people import AccountUseV1, ErasureAnswerV1, ErasureV1, IntroductionV1, PersonV1
from shared.database.base import KitBase
from shared.database.mixins import Projected, Published, loaded


@dataclass(frozen=True)
class Role:
    """A role held in an organisation, the network's own for network roles, from a day on."""

    role: str
    organisation: str
    valid_from: date
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class Person(Published, KitBase):
    """Somebody known to the network. `roles` is a list of dicts as in the contract, dates as text."""

    __tablename__ = "people"
    contract: ClassVar[type[Aggregate]] = PersonV1

    gone: Mapped[bool] = mapped_column(server_default=false(), default=False)
    provisional: Mapped[bool] = mapped_column(server_default=false(), default=False)
    first_name: Mapped[str]
    last_name: Mapped[str]
    email: Mapped[str]
    language: Mapped[str]
    unit: Mapped[str | None]
    job_title: Mapped[str | None]
    staff_group: Mapped[str | None]
    worktime_form: Mapped[str | None]
    supervisor_id: Mapped[UUID | None]
    roles: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    employments: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)
    sessions_valid_from: Mapped[datetime | None]
    same_as: Mapped[UUID | None]

    def __init__(self, **values: Any) -> None:
        # With every default given, cards are inserted many at a time.
        super().__init__(**({"gone": False, "provisional": False, "roles": [], "employments": []} | values))

    __table_args__ = (Index("ix_people_email", "email"), Index("ix_people_supervisor_id", "supervisor_id"))

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or "–"

    def held_roles(self, on: date) -> tuple[Role, ...]:
        """The roles that are valid on a day."""
        return tuple(each for each in map(_role, self.roles) if each.holds(on))

    def has_role(self, role: str, organisation: str | None = None, *, on: date) -> bool:
        """Whether the role is held on a day, anywhere or in one organisation."""
        return any(each.role == role and organisation in (None, each.organisation) for each in self.held_roles(on))

    def employer_on(self, day: date) -> str:
        """The employer on a day: what is told by date, else the card's organisation."""
        for each in self.employments or ():
            first, last = each.get("valid_from"), each.get("valid_to")
            if (not first or _date(first) <= day) and (not last or day <= _date(last)):
                return str(each["organisation"])
        return self.organisation

    def state(self) -> dict[str, Any]:
        values = {field: getattr(self, field) for field in CARD}
        employments = [_dated(each) for each in self.employments or ()]
        return values | {"roles": [vars(_role(each)) for each in self.roles], "employments": employments or None}

    def people_named(self) -> Iterable[UUID]:
        return [each for each in (self.id, self.supervisor_id, self.same_as) if each]

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        """The columns of a card that arrived."""
        found = loaded(PersonV1, data)
        return {field: found[field] for field in CARD} | {
            "roles": data["roles"],
            "employments": data.get("employments") or [],
            "occasions": data["occasions"],
            "provisional": False,
        }

    @classmethod
    def blank(cls) -> dict[str, Any]:
        """The empty card that a person who is gone leaves."""
        return GONE


CARD = (
    "first_name",
    "last_name",
    "email",
    "language",
    "unit",
    "job_title",
    "staff_group",
    "worktime_form",
    "supervisor_id",
    "sessions_valid_from",
    "same_as",
)
GONE: dict[str, Any] = {
    **dict.fromkeys(CARD),
    **{"first_name": "", "last_name": "", "email": "", "language": "fi"},
    **{"roles": [], "employments": [], "occasions": {}},
}


class Introduction(Published, KitBase):
    """Somebody whom this service met first, until the card arrives."""

    __tablename__ = "introductions"
    contract: ClassVar[type[Aggregate]] = IntroductionV1

    first_name: Mapped[str]
    last_name: Mapped[str]
    email: Mapped[str]
    language: Mapped[str]

    def state(self) -> dict[str, Any]:
        return {field: getattr(self, field) for field in ("first_name", "last_name", "email", "language")}

    def people_named(self) -> Iterable[UUID]:
        return ()


class KnownErasure(Projected, KitBase):
    """Somebody who is to be forgotten, as registration told."""

    __tablename__ = "known_erasures"
    contract: ClassVar[type[Aggregate]] = ErasureV1


class ErasureAnswer(Published, KitBase):
    """What this service did about an erasure."""

    __tablename__ = "erasure_answers"
    contract: ClassVar[type[Aggregate]] = ErasureAnswerV1

    erasure_id: Mapped[UUID]
    deployment: Mapped[str]
    service: Mapped[str]
    deleted: Mapped[int]
    kept: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default=text("'[]'"), default=list)

    def state(self) -> dict[str, Any]:
        fields = ("erasure_id", "deployment", "service", "deleted")
        stays = [each | {"until": _date(each["until"]) if each["until"] else None} for each in self.kept]
        return {field: getattr(self, field) for field in fields} | {"kept": stays}

    def people_named(self) -> Iterable[UUID]:
        return ()


class AccountUse(Published, KitBase):
    """The month in which somebody used this service last; its id is the person's id.

    In registration the table holds what every service told, and the months in which a list of staff named somebody.
    """

    __tablename__ = "account_uses"
    contract: ClassVar[type[Aggregate]] = AccountUseV1

    gone: Mapped[bool] = mapped_column(server_default=false(), default=False)
    month: Mapped[date | None] = mapped_column(Date)

    def state(self) -> dict[str, Any]:
        return {"month": self.month}

    def people_named(self) -> Iterable[UUID]:
        return [self.id]

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        """The columns of a use that another service told of."""
        return {"month": data["month"], "occasions": data["occasions"]}

    @classmethod
    def blank(cls) -> dict[str, Any]:
        """What is left of one that is gone."""
        return {"month": None, "occasions": {}}


def _role(stored: dict[str, Any]) -> Role:
    last = stored.get("valid_to")
    return Role(stored["role"], stored["organisation"], _date(stored["valid_from"]), _date(last) if last else None)


def _dated(stored: dict[str, Any]) -> dict[str, Any]:
    days = {name: _date(stored[name]) if stored.get(name) else None for name in ("valid_from", "valid_to")}
    return {"organisation": stored["organisation"], **days}


def _date(value: str | date) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
