"""Turns in a lane: never faster than its pace, a burst after a rest, and rests that are kept."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, literal, select

from bot.storage.repositories.lanes import Lane, Lanes, Pace
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.store import Store
from bot.storage.tables import lanes
from bot.storage.unit_of_work import UnitOfWork
from tests.storage.seeds import NOW, SECOND

LONG_AGO = NOW - timedelta(days=9000)


@pytest.mark.parametrize(
    ("free_at", "pace", "most", "turns"),
    [
        (LONG_AGO, Pace(SECOND), 5, [0, 1, 2]),
        (LONG_AGO, Pace(SECOND), 2, [0, 1]),
        (LONG_AGO, Pace(SECOND), 0, []),
        (NOW + SECOND, Pace(SECOND), 5, [1, 2]),
        (NOW + 3 * SECOND, Pace(SECOND), 5, []),
        (NOW - SECOND, Pace(5 * SECOND), 5, [0]),
        (LONG_AGO, Pace(SECOND, burst=3), 9, [-2, -1, 0, 1, 2]),
        (NOW - SECOND, Pace(SECOND, burst=3), 9, [-1, 0, 1, 2]),
        (NOW + 2 * SECOND, Pace(SECOND, burst=3), 9, [2]),
        (LONG_AGO, Pace(timedelta(0)), 3, [0, 0, 0]),
    ],
)
def test_turns_follow_the_pace_within_the_horizon(
    free_at: datetime, pace: Pace, most: int, turns: list[int]
) -> None:
    given_out = Lane("l", free_at).turns(pace, NOW, 2 * SECOND, most)
    assert given_out == [NOW + seconds * SECOND for seconds in turns]


asks = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 20)), min_size=1, max_size=30)


@settings(deadline=None)
@given(asks, st.integers(50, 2000), st.integers(1, 10), st.integers(0, 1000))
def test_however_workers_ask_no_span_of_time_holds_more_than_its_pace_and_burst(
    asked: list[tuple[int, int]], interval_ms: int, burst: int, horizon_ms: int
) -> None:
    pace = Pace(timedelta(milliseconds=interval_ms), burst)
    free_at, now, goes = LONG_AGO, NOW, []
    for wait_ms, most in asked:
        now += timedelta(milliseconds=wait_ms)
        turns = Lane("l", free_at).turns(pace, now, timedelta(milliseconds=horizon_ms), most)
        if turns:
            free_at = turns[-1] + pace.interval
        # A turn that has passed is taken at once.
        goes.extend(max(turn, now) for turn in turns)
    goes.sort()
    for first in range(len(goes)):
        for last in range(first, len(goes)):
            assert last - first + 1 <= (goes[last] - goes[first]) // pace.interval + burst


# As if something were due in every lane.
_SOMETHING = select(literal("something"))


async def _locked(uow: UnitOfWork, most: int = 10) -> list[Lane]:
    """Every lane of the outbox, whenever it is free."""
    lanes = Lanes(uow.connection, uow.workspace_id, "outbox")
    return await lanes.lock_free(_SOMETHING, NOW, NOW + timedelta(days=1), most)


async def _free_at(store: Store, workspace_id: str) -> datetime:
    async with store.write(workspace_id) as uow:
        [lane] = await _locked(uow)
    return lane.next_free_at


async def test_a_rest_that_slack_asks_for_is_kept_and_never_shortens_a_longer_one(
    store: Store, workspace_id: str
) -> None:
    async with store.write(workspace_id) as uow:
        await Lanes(uow.connection, workspace_id, "outbox").ensure({"update"})
        await uow.outbox.hold_lane("update", NOW + 30 * SECOND)
    assert await _free_at(store, workspace_id) == NOW + 30 * SECOND
    async with store.write(workspace_id) as uow:
        await uow.outbox.hold_lane("update", NOW + 2 * SECOND)
    assert await _free_at(store, workspace_id) == NOW + 30 * SECOND


async def test_a_lane_that_is_known_is_not_made_anew(store: Store, workspace_id: str) -> None:
    for _ in range(2):
        async with store.write(workspace_id) as uow:
            lanes = Lanes(uow.connection, workspace_id, "outbox")
            await lanes.ensure({"update"})
            await lanes.ensure(set())
            await lanes.hold("update", NOW)
    assert await _free_at(store, workspace_id) == NOW


async def test_the_longest_free_lanes_are_locked_and_no_more_than_asked_for(
    store: Store, workspace_id: str
) -> None:
    async with store.write(workspace_id) as uow:
        assert await _locked(uow) == []
        lanes = Lanes(uow.connection, workspace_id, "outbox")
        await lanes.ensure({"late", "early", "latest"})
        for seconds, name in enumerate(("early", "late", "latest")):
            await lanes.take(name, NOW + seconds * SECOND)
        assert await _locked(uow, 2) == [Lane("early", NOW), Lane("late", NOW + SECOND)]
        soon = await lanes.lock_free(_SOMETHING, NOW, NOW, 10)
        assert soon == [Lane("early", NOW)]


async def test_on_postgresql_a_lane_that_another_worker_takes_turns_from_is_passed_over(
    postgres_url: str,
) -> None:
    store = Store(postgres_url)
    async with store.workspaces() as workspaces:
        workspace_id = (await workspaces.remember("T0TEST", "Harbor Clinic", "U0BOT", NOW)).id
    async with store.write(workspace_id) as uow:
        await Lanes(uow.connection, workspace_id, "outbox").ensure({"update"})
    async with store.write(workspace_id) as one, store.write(workspace_id) as other:
        assert [lane.name for lane in await _locked(one)] == ["update"]
        assert await _locked(other) == []
    await store.close()


async def _add(store: Store, workspace_id: str, *, fail: bool = False) -> None:
    async with store.write(workspace_id) as uow:
        await uow.outbox.add([OutboxItem("card", "k", "update", "card:1", newest_only=True)], NOW)
        if fail:
            raise ConnectionError("before the commit")


async def _count(store: Store) -> int:
    async with store.writer.connect() as connection:
        return int((await connection.execute(select(func.count()).select_from(lanes))).scalar_one())


async def test_a_lane_that_was_committed_is_not_inserted_with_every_batch(
    store: Store, workspace_id: str
) -> None:
    said: list[str] = []
    await _add(store, workspace_id)
    engine = store.writer.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    await _add(store, workspace_id)
    assert said
    assert not any("lanes" in statement for statement in said)
    assert await _count(store) == 1


async def test_a_lane_of_a_transaction_that_was_rolled_back_is_not_taken_to_exist(
    store: Store, workspace_id: str
) -> None:
    with pytest.raises(ConnectionError):
        await _add(store, workspace_id, fail=True)
    assert await _count(store) == 0
    await _add(store, workspace_id)
    assert await _count(store) == 1


async def test_a_lane_known_in_one_workspace_is_made_in_another(
    store: Store, workspace_id: str, elsewhere: str
) -> None:
    await _add(store, workspace_id)
    await _add(store, elsewhere)
    assert await _count(store) == 2
