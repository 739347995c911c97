"""Situations made from the contracts' examples, and one sample for each kind of mail."""

from datetime import date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from services.notifications.domain.letters import LETTERS, Item, Letter, Material, Person
from services.notifications.domain.rule import Rule
from services.notifications.domain.rules import RULES, rule
from services.notifications.domain.situation import Situation
from services.notifications.domain.timing import days_after
from services.notifications.tables import BY_AGGREGATE
from shared.contracts.export import example
from shared.database.mixins import loaded
from shared.web import i18n

NOW = datetime.fromisoformat("2013-08-20T09:00:00+03:00")
NAMES = {"fi": "Sihteerien VERME1", "sv": "Sekreterarnas VERME1", "en": None}


def named(name: str) -> UUID:
    """The id of somebody or something by name."""
    return uuid5(NAMESPACE_URL, name)


def record(aggregate: str, **changes: Any) -> dict[str, Any]:
    """A record as services know it: the example, changed."""
    contract = BY_AGGREGATE[aggregate].contract
    return loaded(contract, example(contract)) | changes


def situation(aggregate: str, *, group: dict[str, Any] | None = None, **changes: Any) -> Situation:
    """A record with the example's group and call around it."""
    found = record(aggregate, **changes)
    if aggregate in ("call", "period", "pair_search"):
        return Situation(aggregate, found, found["organisation"], call=record("call", **SHADOWING))
    if aggregate == "placement":
        return Situation(aggregate, found, found["organisation"], call=record("call"))
    group = found if aggregate == "group" else record("group", name=NAMES) | (group or {})
    return Situation(
        aggregate, found, found["organisation"], group=group, call=record("call"), meetings=meetings(found)
    )


SHADOWING = {"kind": "shadowing", "window_from": date(2013, 9, 1), "window_to": date(2013, 12, 20), "venue": None}


def meetings(found: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """The meeting that replaces a moved one."""
    if not found.get("replaced_by"):
        return ()
    times = {"start": time(13), "end": time(15, 30)}
    return (record("meeting", id=found["replaced_by"], date=date(2014, 1, 9), state="scheduled", **times),)


AT = datetime.fromisoformat("2013-08-22T20:59:59+00:00")
MEETING = {"number": 2, "state": "scheduled", "date": date(2013, 9, 26), "present": None, "held_minutes": None}
SAMPLES: dict[str, dict[str, Any]] = {
    "N4": {"state": "cancelled", "name": NAMES, "merged_into": None},
    "bulletin": {},
    "N5": {"state": "unconfirmed", "confirm_by": AT},
    "N6": {"approve_by": AT},
    "N7": {"approved": True, "approved_how": "not_needed", "state": "confirmed"},
    "N9": {"state": "denied"},
    "N10": {"approve_by": AT},
    "N11": {"state": "expired"},
    "N12": {"state": "confirmed", "approved": True, "approved_how": "supervisor"},
    "N13": {"state": "waitlisted", "approved": True, "queue_position": 2},
    "N14": {"state": "offered", "offer_expires_at": AT},
    "N15": {"state": "expired"},
    "N16": {"state": "confirmed", "approved": True},
    "N18": {"state": "not_seated", "ended_because": "group_cancelled"},
    "N17": {"state": "withdrawn"},
    "N19": {"state": "completed"},
    "N20": {"state": "full", "waiting": 5, "name": NAMES},
    "N21": {"state": "confirmed", "name": NAMES},
    "N24": {"state": "finished"},
    "N25": {"state": "proposed"},
    "N57": {
        "state": "realised",
        "theme": "Kansainvälisyys",
        "need": "Opettajat tarvitsevat keinoja tuoda kansainvälisyys oppituntiin.",
        "realised_name": "Koulu goes Global",
        "realised_from": date(2014, 9, 12),
        "realised_place": "Hämeenlinna",
    },
    "N26": {},
    "N27": {},
    "N28_29": MEETING | {"state": "moved", "replaced_by": named("replacement"), "cancellation_reason": "mentor_ill"},
    "N30": MEETING | {"state": "held"},
    "N36": {},
    "N33": {"state": "open"},
    "N33_reminder": {"state": "open"},
    "N34": {"state": "closed"},
    "N35": {"state": "failed"},
    "N37": {"state": "drafting", "days": []},
    "N38": {"state": "submitted"},
    "placement": {"state": "ready", "by_itself": True, "placed": 14, "left": 2},
    "partner_replaced": {"state": "drafting", "former_party_ids": [named("cecilia")]},
    "N39": {"state": "returned_for_clarification"},
    "N40": {"state": "approved"},
    "N40_reserve": {"state": "under_review"},
    "N40_place": {"state": "under_review"},
    "N41": {"state": "rejected"},
    "N42": {"state": "goals_due"},
    "N43": {"state": "goals_reported"},
    "N45": {"state": "in_progress"},
    "N46": {"state": "interrupted"},
    "N46_shortened": {"state": "followup_due"},
    "N53": {"state": "in_progress"},
    "amendment": {"state": "in_progress"},
    "amendment_decided": {"state": "in_progress"},
    "N4_period": {"state": "cancelled"},
    "N47": {"state": "followup_due", "followup_due_on": date(2013, 11, 12)},
    "N48": {"state": "followup_due"},
    "N51": {"state": "followup_complete"},
    "N50": {"state": "followup_complete"},
    "N52": {"state": "withdrawn"},
    "N58": MEETING,
    "approved_by_phone": {"approved": True, "approved_how": "phone", "state": "confirmed"},
    "back_on": MEETING,
    "desk": {"state": "submitted"},
    "withdrawal_receipt": {"state": "withdrawn"},
}
DESK = ("period", "application_submitted")


def sample(kind: str) -> tuple[Rule, str, Situation]:
    """The row, an occasion of it and a situation in which it holds."""
    rows = {each.kind: each for each in RULES}
    row = rule(kind, *DESK) if kind == "desk" else rows[kind]
    occasion = DESK[1] if kind == "desk" else row.occasions[0]
    aggregate = "meeting_series" if kind == "N27" else row.aggregate
    row = rule("N27", "meeting_series", "series_times_confirmed") if kind == "N27" else row
    found = situation(aggregate, **SAMPLES[kind])
    if kind == "back_on":
        found = Situation(**vars(found) | {"told": frozenset(found.group["member_ids"])})
    return row, occasion if kind != "N27" else "series_times_confirmed", found


def letter(kind: str, language: str, *, receiver: UUID | None = None, items: int = 1) -> Letter:
    """The letter of a sample, to one of those concerned."""
    row, occasion, found = sample(kind)
    person_id = receiver or min(row.concerns(found))
    links = {
        each.action: f"https://verme.example/{each.action}/TOKEN"
        for each in row.links
        if each.to is None or person_id in each.to(found)
    }
    person = Person(person_id, "Saara", "Sihteeri", "saara@hyria.example", language)
    contact = Person(named("contact"), "Pia", "Projekti", "pia@opelix.example", "fi")
    i18n.use_catalogues("services.notifications")
    with i18n.speaking(language):
        item = Item(kind, occasion, found, links)
        others = [
            Item(kind, occasion, situation(row.aggregate, id=named(str(n)), **SAMPLES[kind]), links)
            for n in range(1, items)
        ]
        material = Material(
            person,
            [item, *others],
            contact,
            "Tuki, +358 3 000 0000",
            "Vertaisverkko Opelix",
            i18n.gettext,
            i18n.ngettext,
        )
        return LETTERS[row.letter](material)


FAR = days_after(date(2014, 1, 1), 0)
