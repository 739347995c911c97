"""Accounts that nobody uses, whose owners are warned."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date
from sqlalchemy.orm import Mapped, mapped_column

from services.registration.tables.base import Base


class AccountWarning(Base):
    """Somebody has been warned, or is about to be, that nobody has used the account since a day.

    Without `told_on` the mail has not gone out, and nothing follows. It goes when the person comes, or is needed.
    """

    __tablename__ = "account_warnings"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation: Mapped[str]
    unused_since: Mapped[date] = mapped_column(Date)
    told_on: Mapped[date | None] = mapped_column(Date)
    kept_until: Mapped[date | None] = mapped_column(Date)
