"""Classes of data by how long they are kept (dossier C.6), and why. Each organisation may fix its own times.

In `network.yml`: `retention: {attendance: 12 years}` of an organisation. The network's own times hold for members
that say nothing, and these for a network that says nothing.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from shared.errors import ConfigurationError
from shared.network import Network
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_
from shared.web.i18n import ngettext

PERIOD = re.compile(r"(\d{1,4}) (day|month|year)s?")


@dataclass(frozen=True)
class Retention:
    """For how long, counted from what, and what for."""

    period: str
    what: str
    since: str
    why: str


_EVIDENCE = N_("evidence of the use of grants and of working time")
_BOOKS = N_("accounting, and evidence to the funder")
_COURSE = N_("running the groups")
_SECURITY = N_("finding out what has happened")
CLASSES = {
    "access_log": Retention("24 months", N_("Who has looked at whose data"), N_("each look"), _SECURITY),
    "account": Retention("24 months", N_("Cards and choices of people"), N_("the last sign of life"), _COURSE),
    "agreement": Retention("12 months", N_("Agreement and plan of a group"), N_("the end of the group"), _COURSE),
    "answers": Retention("0 days", N_("Answers of the form, times that suit"), N_("the end of the group"), _COURSE),
    "attendance": Retention("10 years", N_("Attendance, meetings, certificates"), N_("the end of the year"), _EVIDENCE),
    "costs": Retention("6 years", N_("Credits, hours and costs"), N_("the end of the accounting year"), _BOOKS),
    "history": Retention("10 years", N_("Who changed what"), N_("each change"), _EVIDENCE),
    "messages": Retention("24 months", N_("Mails that were sent"), N_("sending"), _SECURITY),
    "not_seated": Retention("12 months", N_("Registrations without a place"), N_("the close of the call"), _COURSE),
    "pair_period": Retention("6 years", N_("Pair periods with their forms"), N_("the close of the period"), _EVIDENCE),
    "pair_search": Retention("12 months", N_("Looking for a partner"), N_("the end of the search"), _COURSE),
    "pair_texts": Retention("2 years", N_("Free text of pair periods"), N_("the close of the period"), _COURSE),
    "placement": Retention("12 months", N_("Proposals of groups"), N_("the confirmation"), _COURSE),
    "poll_answers": Retention("30 days", N_("Answers to polls"), N_("the decision"), _COURSE),
    "registration": Retention("10 years", N_("Registrations with a place"), N_("the end of the year"), _EVIDENCE),
    "staff_list": Retention("24 months", N_("What a list of staff changed"), N_("bringing it in"), _SECURITY),
    "technical": Retention("30 days", N_("Signing in, used forms, failed events"), N_("each"), _SECURITY),
    "waiting_list": Retention("6 months", N_("Places in a queue"), N_("the close of the call"), _COURSE),
}


def period_of(network: Network, name: str, organisation: str | None = None) -> str:
    """The time of a class for an organisation: its own, else the network's, else the default."""
    for slug in (organisation, network.slug):
        known = network.organisations.get(slug or "")
        if known is not None and name in known.retention:
            return known.retention[name]
    return CLASSES[name].period


def words(period: str) -> str:
    """A time in words: `24 months`."""
    found = PERIOD.fullmatch(period)
    number, unit = (int(found[1]), found[2]) if found else (0, "day")
    if unit == "year":
        return ngettext("{number} year", "{number} years", number)
    if unit == "month":
        return ngettext("{number} month", "{number} months", number)
    return ngettext("{number} day", "{number} days", number) if number else _("at once")


def after(day: date, period: str) -> date:
    """The day that lies a period after another. ValueError for what is no period."""
    found = PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(period)
    number, unit = int(found[1]), found[2]
    if unit == "day":
        return day + timedelta(days=number)
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def check_periods(network: Network) -> Network:
    """The network. Raises ConfigurationError that names every time that is no time, and every unknown class."""
    faults = [
        f"{slug}: retention of {name} is {given}: must be of {', '.join(sorted(CLASSES))}, such as 24 months"
        for slug, organisation in network.organisations.items()
        for name, given in organisation.retention.items()
        if name not in CLASSES or not PERIOD.fullmatch(given)
    ]
    faults += [
        f"{slug}: holds {name}: must be of {', '.join(sorted(CLASSES))}"
        for slug, organisation in network.organisations.items()
        for name in organisation.holds
        if name not in CLASSES
    ]
    if faults:
        raise ConfigurationError("network.yml has times that cannot be used:\n" + "\n".join(faults))
    return network
