"""What a published aggregate's table, and a projection of a foreign one, must have.

A published record is locked optimistically: of two units of work that change the same version, the second fails
with `ChangedMeanwhile`. A projection is only ever written by the bus.
"""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import Text, false, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from shared.contracts import Aggregate


class Published:
    """A service's own aggregate whose whole public state goes out with every event."""

    contract: ClassVar[type[Aggregate]]

    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-4)
    organisation: Mapped[str] = mapped_column(Text, sort_order=-3)
    version: Mapped[int] = mapped_column(server_default=text("0"), sort_order=-2)
    occasions: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"), sort_order=-2)
    concerns: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default=text("'{}'"), sort_order=-1)

    def __init__(self, **values: Any) -> None:
        super().__init__(**({"id": uuid4(), "version": 0, "occasions": {}, "concerns": []} | values))

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version, "version_id_generator": False}

    def state(self) -> dict[str, Any]:
        """The contract's fields except id, organisation and occasions, as Python values."""
        raise NotImplementedError

    def people_named(self) -> Iterable[UUID]:
        """Every person named in `state()`."""
        raise NotImplementedError


class Projected:
    """What is known of another service's aggregate: its newest state that has arrived."""

    contract: ClassVar[type[Aggregate]]

    id: Mapped[UUID] = mapped_column(primary_key=True, sort_order=-5)
    organisation: Mapped[str] = mapped_column(Text, sort_order=-4)
    version: Mapped[int] = mapped_column(server_default=text("0"), sort_order=-3)
    gone: Mapped[bool] = mapped_column(server_default=false(), sort_order=-2)
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default=text("'{}'"), sort_order=-1)

    @classmethod
    def columns(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Extra columns for queries, from the event's `data`."""
        return {}

    @classmethod
    def blank(cls) -> dict[str, Any]:
        """What a record that is gone leaves in its columns; what cannot be empty stays."""
        kept = {"id", "organisation", "version", "gone", "data"}
        columns = cls.__table__.c  # type: ignore[attr-defined]
        return {each.name: None for each in columns if each.nullable and each.name not in kept} | {"data": {}}

    def state(self) -> dict[str, Any]:
        """The aggregate's fields as Python values; empty when the record is gone."""
        return {} if self.gone or not self.data else loaded(self.contract, self.data)


def loaded(contract: type[Aggregate], data: dict[str, Any]) -> dict[str, Any]:
    """A contract's JSON values as Python values; unknown fields are left out."""
    found: dict[str, Any] = contract(unknown="exclude").load(data)
    return found
