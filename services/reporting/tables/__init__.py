"""Reporting's tables, and the facts that the domain makes figures of."""

from services.reporting.tables.records import (
    ArrangementHours,
    Base,
    KnownCall,
    KnownGroup,
    KnownMeeting,
    KnownParticipation,
    KnownPeriod,
    KnownSeries,
    KnownStatistics,
    VesoCredit,
)

__all__ = [
    "ArrangementHours",
    "Base",
    "KnownCall",
    "KnownGroup",
    "KnownMeeting",
    "KnownParticipation",
    "KnownPeriod",
    "KnownSeries",
    "KnownStatistics",
    "VesoCredit",
]
