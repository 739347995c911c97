"""The tables of shadowing, private to the service, and who somebody is to a row of them."""

from services.shadowing.tables.access import relations_to
from services.shadowing.tables.feeds import Feed
from services.shadowing.tables.rows import Base, Followup, FormVersion, KnownCall, Party, Period, Sharing
from services.shadowing.tables.searches import PairSearch

__all__ = [
    "Base",
    "Feed",
    "Followup",
    "FormVersion",
    "KnownCall",
    "PairSearch",
    "Party",
    "Period",
    "Sharing",
    "relations_to",
]
