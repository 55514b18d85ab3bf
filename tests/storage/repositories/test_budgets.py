"""Totals: taken to the very limit and no further, however many take at once; thresholds told of once."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.budget import Limit
from bot.storage.repositories.budgets import Total
from bot.storage.store import Store

NOVEMBER, DECEMBER = ("2026-11", ""), ("2026-12", "")
TEAM = ("2026-11", "S1")


@pytest.mark.parametrize(
    ("limit", "each", "fit"),
    [
        (Limit(), 7_900, 5),
        (Limit(15_800), 7_900, 2),
        (Limit(15_799), 7_900, 1),
        (Limit(7_899), 7_900, 0),
        (Limit(0), 7_900, 0),
        (Limit(None, 3), 7_900, 3),
        (Limit(31_600, 3), 7_900, 3),
        (Limit(15_800, 3), 7_900, 2),
        (Limit(None, 0), 7_900, 0),
        (Limit(0), 0, 5),
    ],
)
async def test_it_is_taken_to_the_very_limit(
    store: Store, workspace_id: str, limit: Limit, each: int, fit: int
) -> None:
    async with store.write(workspace_id) as uow:
        taken = [await uow.budgets.take(NOVEMBER, each, limit) for _ in range(5)]
        assert [total is not None for total in taken] == [True] * fit + [False] * (5 - fit)
        [stands] = (await uow.budgets.totals([NOVEMBER])).values()
    assert (stands.taken, stands.messages) == (fit * each, fit)


async def test_many_at_once_never_take_more_than_there_is(store: Store, workspace_id: str) -> None:
    stores = [Store(store.url, pool_size=1) for _ in range(6)]

    async def take(mine: Store) -> int:
        got = 0
        for _ in range(10):
            async with mine.write(workspace_id) as uow:
                got += await uow.budgets.take(NOVEMBER, 7_900, Limit(7_900 * 25 + 1)) is not None
        return got

    assert sum(await asyncio.gather(*map(take, stores))) == 25
    for each in stores:
        await each.close()
    async with store.read(workspace_id) as uow:
        assert (await uow.budgets.totals([NOVEMBER]))[NOVEMBER].taken == 7_900 * 25


async def test_months_and_teams_are_apart(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        await uow.budgets.move({DECEMBER: (5, 1), TEAM: (3, 1), NOVEMBER: (2, 1)})
        found = await uow.budgets.totals([NOVEMBER, DECEMBER, TEAM, ("2027-01", "")])
    assert [found[key].taken for key in (NOVEMBER, DECEMBER, TEAM, ("2027-01", ""))] == [2, 5, 3, 0]


async def test_a_total_is_moved_back_and_forth_whatever_the_limit(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        await uow.budgets.take(NOVEMBER, 7_900, Limit(7_900))
        [after] = await uow.budgets.move({NOVEMBER: (1_000, 0)})
        assert (after.taken, after.messages) == (8_900, 1)
        [after] = await uow.budgets.move({NOVEMBER: (-8_900, -1)})
        assert (after.taken, after.messages) == (0, 0)
        assert await uow.budgets.lock(NOVEMBER) == Total(*NOVEMBER)
        assert await uow.budgets.move({}) == []


async def test_a_threshold_is_told_of_once_a_month(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        await uow.budgets.move({NOVEMBER: (1, 1), DECEMBER: (1, 1)})
        told = [await uow.budgets.report(Total(*NOVEMBER), percent) for percent in (80, 80, 100, 80, 100)]
        assert told == [True, False, True, False, False]
        assert await uow.budgets.report(Total(*DECEMBER), 80)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@given(costs=st.lists(st.integers(0, 90_000), max_size=12), limit=st.integers(0, 300_000))
async def test_what_is_taken_is_the_sum_of_what_had_room(
    store: Store, workspace_id: str, costs: list[int], limit: int
) -> None:
    expected = 0
    async with store.write(workspace_id) as uow:
        for cost in costs:
            had_room = await uow.budgets.take(NOVEMBER, cost, Limit(limit)) is not None
            assert had_room is (expected + cost <= limit)
            expected += cost if had_room else 0
        found = (await uow.budgets.totals([NOVEMBER]))[NOVEMBER]
        assert found.taken == expected <= max(limit, 0)
        await uow.budgets.move({NOVEMBER: (-found.taken, -found.messages)})
