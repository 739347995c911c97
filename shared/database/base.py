"""Declarative bases: the kit's own, and a fresh one for each service.

The names of constraints are fixed, so that migrations can name them. A service's metadata holds its own tables only.
"""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, MetaData, Numeric, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
TYPES: dict[Any, Any] = {
    str: Text(),
    int: BigInteger(),
    Decimal: Numeric(9, 2),
    UUID: Uuid(),
    dt.datetime: DateTime(timezone=True),
    dict: JSONB(),
    list: JSONB(),
    dict[str, Any]: JSONB(),
    list[dict[str, Any]]: JSONB(),
    list[str]: ARRAY(Text()),
    list[UUID]: ARRAY(Uuid()),
}


def service_base() -> Any:
    """A declarative base with an empty metadata of its own."""

    class Base(DeclarativeBase):
        metadata = MetaData(naming_convention=NAMES)
        type_annotation_map = TYPES

    return Base


KitBase: Any = service_base()
