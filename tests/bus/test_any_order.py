"""Streams shuffled, doubled, dropped and republished, on two consumers at once: the same rows, each effect once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from shared.bus.failures import surroundings
from shared.bus.process import process
from shared.contracts.registration import GroupV1
from tests.bus.library.subscriptions import subscriptions
from tests.bus.library.tables import KnownGroup, Letter

NAMES = ("group_opened", "group_filled", "group_confirmed")
RELAXED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def plays(draw):
    """Per group the names of its events; which deliveries are dropped; a seed of the order; the size of batches."""
    groups = draw(st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6), min_size=1, max_size=4))
    dropped = draw(st.sets(st.integers(0, 23), max_size=8))
    return groups, dropped, draw(st.randoms(use_true_random=False)), draw(st.integers(1, 12))


def histories(event, groups) -> list[list]:
    """The events of each group: every state carries the occasions before it."""
    found = []
    for names in groups:
        group_id, occasions, events = uuid4(), {}, []
        for name in names:
            made = event(GroupV1, name, id=group_id)
            occasions = occasions | {name: made.data["occasions"][name]}
            made.data["occasions"] = occasions
            events.append(made)
        found.append(events)
    return found


def consume(runtime, batches) -> None:
    for batch in batches:
        while True:
            try:
                assert process(runtime, subscriptions, batch) == []
                break
            except Exception as error:  # what the consumer does: keep the batch and try again
                if not surroundings(error):
                    raise


def on_two_consumers(runtime, delivered, size) -> None:
    batches = [delivered[start : start + size] for start in range(0, len(delivered), size)]
    with ThreadPoolExecutor(2) as consumers:
        list(consumers.map(lambda half: consume(runtime, batches[half::2]), (0, 1)))


@RELAXED
@given(play=plays())
def test_any_stream_ends_in_the_same_state_and_every_effect_runs_once(library, event, play):
    """P3, P4: with two consumers at once."""
    groups, dropped, random, size = play
    streams = histories(event, groups)
    sent = [each for stream in streams for each in stream]
    kept = [each for number, each in enumerate(sent) if number not in dropped]
    last = [
        event(GroupV1, "group_republished", id=each[-1].subject, occasions=each[-1].data["occasions"])
        for each in streams
    ]
    delivered = [*kept, *kept, *last]
    random.shuffle(delivered)
    on_two_consumers(library, delivered, size)
    assert_same(library, streams, last)


def assert_same(library, streams, last) -> None:
    with library.sessions() as session:
        for stream, final in zip(streams, last, strict=True):
            row = session.get(KnownGroup, final.subject)
            assert (row.version, row.data["occasions"]) == (final.version, final.data["occasions"])
            letters = Counter(session.scalars(select(Letter.occasion).where(Letter.group_id == final.subject)))
            confirmed = [each.version for each in stream if each.type.name == "group_confirmed"]
            assert set(letters.values()) <= {1}
            assert set(letters) <= set(confirmed)
            assert not confirmed or confirmed[-1] in letters


@RELAXED
@given(play=plays())
def test_a_record_that_is_gone_stays_gone_in_any_order(library, event, play):
    """P29: whatever comes before, after or at the same time as its tombstone."""
    groups, _, random, size = play
    streams = histories(event, groups)
    stones = [event(GroupV1, "group_gone", id=each[0].subject) for each in streams]
    delivered = [*(each for stream in streams for each in stream), *stones, *stones]
    random.shuffle(delivered)
    on_two_consumers(library, delivered, size)
    with library.sessions() as session:
        for stone in stones:
            row = session.get(KnownGroup, UUID(str(stone.subject)))
            assert row is None or (row.gone and row.data == {})
            farewells = session.scalars(select(Letter).where(Letter.group_id == stone.subject, Letter.occasion == 0))
            assert len(list(farewells)) == (0 if row is None else 1)
