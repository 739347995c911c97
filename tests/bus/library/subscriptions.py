"""What the test service does with what it hears; some names make it fail on purpose."""

import eventlet
from sqlalchemy.dialects.postgresql import insert

from shared.bus import NotYet, Occasion, Subscriptions, Timers
from shared.contracts.people import PersonV1
from shared.contracts.registration import GroupV1
from shared.contracts.scheduling import ParticipationV1
from shared.people import resolve
from shared.work import UnitOfWork
from tests.bus.library.tables import KnownGroup, KnownParticipation, Letter, Seen

subscriptions = Subscriptions()
subscriptions.project(GroupV1, KnownGroup)
subscriptions.project(ParticipationV1, KnownParticipation)
timers = Timers()


@subscriptions.on(GroupV1, "group_confirmed")
def write_letter(work: UnitOfWork, group: KnownGroup, occasion: Occasion) -> None:
    """Not harmless when repeated, so that tests see it."""
    match group.data["name"]["fi"]:
        case "poison":
            raise ValueError("poison: secret words")
        case "timeout":
            raise eventlet.Timeout
        case "exit":
            raise SystemExit(3)
        case "needs mentor":
            if resolve(work.session, group.state()["mentor_ids"][0]) is None:
                raise NotYet(PersonV1, group.state()["mentor_ids"][0])
    work.session.add(Letter(group_id=group.id, occasion=occasion.version))


@subscriptions.on(GroupV1, "group_gone")
def write_farewell(work: UnitOfWork, group: KnownGroup, occasion: Occasion) -> None:
    work.session.add(Letter(group_id=group.id, occasion=0))


@subscriptions.derive(GroupV1)
def count_states(work: UnitOfWork, group: KnownGroup) -> None:
    statement = insert(Seen).values(group_id=group.id, times=1)
    work.session.execute(statement.on_conflict_do_update(index_elements=["group_id"], set_={"times": Seen.times + 1}))


@timers.on("ring")
def ring(work: UnitOfWork, key: str) -> None:
    work.session.add(Letter(group_id=key, occasion=1))


@timers.on("fail")
def fail(work: UnitOfWork, key: str) -> None:
    raise ValueError(key)
