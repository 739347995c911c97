"""What the kit's own tables keep about people, in every service."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import and_, exists
from sqlalchemy.orm import aliased

from shared.database.kit import (
    AccessRow,
    AuditRow,
    BusState,
    DomainClockRow,
    FailedEvent,
    OutboxRow,
    RetentionRun,
    SignIn,
    Timer,
    TombstoneRow,
    UsedForm,
)
from shared.network import Network
from shared.people.tables import AccountUse, ErasureAnswer, Introduction, KnownErasure, Person
from shared.privacy.declared import Kept, Named
from shared.privacy.rules import Follows, Rule, Ruling, Stays
from shared.web.i18n import gettext as _
from shared.web.i18n import language
from shared.web.i18n import lazy as N_

ROLES = {
    "mentor": N_("mentor"),
    "supervisor": N_("supervisor"),
    "member_coordinator": N_("coordinator"),
    "member_admin": N_("administrator"),
    "project_manager": N_("project manager"),
    "leadership": N_("leadership"),
    "payroll_finance": N_("payroll and finance"),
    "funder": N_("funder"),
    "auditor": N_("auditor"),
    "dpo": N_("data protection officer"),
}
READERS = ROLES | {"participant": N_("participant")}
CARD = (
    (N_("First name"), "first_name"),
    (N_("Last name"), "last_name"),
    (N_("Work e-mail"), "email"),
    (N_("Unit"), "unit"),
    (N_("Job title"), "job_title"),
    (N_("Language"), "language"),
    (N_("Roles"), lambda card: [each["role"] for each in card.roles]),
)
LANGUAGES = {"fi": N_("Finnish"), "sv": N_("Swedish"), "en": N_("English")}
NAMES = (
    (N_("First name"), "first_name"),
    (N_("Last name"), "last_name"),
    (N_("Work e-mail"), "email"),
)


def held(network: Network, roles: Iterable[str], on: date) -> str:
    """Roles of the access log in words: `coordinator, mentor (Hyria)`."""
    by_place: dict[str, list[str]] = {}
    for each in roles:
        role, _at, place = each.partition("@")
        by_place.setdefault(place, []).append(_(READERS[role]) if role in READERS else role)
    names = {slug: each.name(language(), on) for slug, each in network.organisations.items()}
    return "; ".join(f"{', '.join(found)} ({names.get(place, place)})" for place, found in by_place.items())


KIT = (
    Kept(Person, N_("Your card"), "id", facts=CARD, words=ROLES | LANGUAGES),
    Kept(Introduction, N_("Your card, as it was first told"), "id", facts=NAMES),
    Kept(
        SignIn,
        N_("Signing in"),
        "person_id",
        facts=((N_("Asked for"), "created_at"), (N_("Signed in"), "used_at")),
        secret=("link_hash", "code_hash", "browser_hash", "next_path"),
    ),
    Kept(
        AccountUse,
        N_("Your last visit"),
        "id",
        facts=((N_("Month"), lambda row: row.month and f"{row.month.month}/{row.month.year}"),),
    ),
    Named(Person, N_("Cards that name you as supervisor"), ("supervisor_id",)),
    Named(AccessRow, N_("Times that you have read data of others"), ("who",)),
    Named(AuditRow, N_("Lines of the history that say that you did something"), ("who",)),
)

_Later = aliased(SignIn)
_LAST_OF_A_PERSON = and_(
    SignIn.used_at.is_not(None), ~exists().where(_Later.person_id == SignIn.person_id, _Later.used_at > SignIn.used_at)
)

KIT_RETENTION: tuple[Ruling, ...] = (
    Rule(SignIn, "technical", SignIn.created_at, ~_LAST_OF_A_PERSON, real=True),  # the last one is a sign of life
    Rule(UsedForm, "technical", UsedForm.used_at, real=True),
    Rule(FailedEvent, "technical", FailedEvent.first_at, FailedEvent.verdict.in_(("dead", "refused")), real=True),
    Rule(AuditRow, "history", AuditRow.at),
    Rule(AccessRow, "access_log", AccessRow.at),
    Rule(RetentionRun, "history", RetentionRun.day),
    Follows(Person, "registration's card"),
    Follows(AccountUse, "the person's card"),
    Follows(Introduction, "the person's card"),
    Stays(OutboxRow, "leaves when the broker has confirmed it"),
    Stays(Timer, "goes when it has run; ids of records alone"),
    Stays(TombstoneRow, "ids of what is gone, so that nothing brings it back"),
    Stays(KnownErasure, "ids of the forgotten, so that nothing brings them back"),
    Stays(ErasureAnswer, "that the forgotten were forgotten; numbers alone"),
    Stays(DomainClockRow, "no person's"),
    Stays(BusState, "no person's"),
)
