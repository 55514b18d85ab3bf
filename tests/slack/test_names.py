"""The names of teammates."""

import asyncio

import pytest

from bot.ports import PostFailed
from bot.slack.names import UserNames
from tests.slack.conftest import MAYA, SAM, World


class Ticking:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 0.0

    def now(self) -> float:
        return self.at


async def test_name_is_unescaped(world: World) -> None:
    assert await UserNames(world.client).look_up([SAM]) == {SAM: "Sam & Co"}


async def test_one_flight_for_all_who_ask_at_once(world: World) -> None:
    names = UserNames(world.client)
    found = await asyncio.gather(*(names.look_up([MAYA, SAM]) for _ in range(5)))
    assert found == [{MAYA: "Maya Ortiz", SAM: "Sam & Co"}] * 5
    assert len(world.calls("users.info")) == 2


async def test_name_is_asked_again_after_a_while(world: World) -> None:
    clock = Ticking()
    names = UserNames(world.client, ttl_seconds=60, monotonic=clock.now)
    await names.look_up([MAYA])
    clock.at = 59
    await names.look_up([MAYA])
    assert len(world.calls("users.info")) == 1
    clock.at = 61
    await names.look_up([MAYA])
    assert len(world.calls("users.info")) == 2


async def test_oldest_name_is_forgotten_first(world: World) -> None:
    names = UserNames(world.client, max_names=1)
    await names.look_up([MAYA])
    await names.look_up([SAM])
    await names.look_up([SAM])
    assert len(world.calls("users.info")) == 2
    await names.look_up([MAYA])
    assert len(world.calls("users.info")) == 3


async def test_unknown_user_has_no_name_and_is_asked_once(world: World) -> None:
    names = UserNames(world.client)
    assert await names.look_up(["U0NOBODY"]) == {}
    assert await names.look_up(["U0NOBODY"]) == {}
    assert len(world.calls("users.info")) == 1


async def test_failure_is_told_to_all_and_not_remembered(world: World) -> None:
    names = UserNames(world.client)
    world.slack.faults.fail_next("users.info", status=500)
    told = await asyncio.gather(names.look_up([MAYA]), names.look_up([MAYA]), return_exceptions=True)
    assert [type(each) for each in told] == [PostFailed, PostFailed]
    assert await names.look_up([MAYA]) == {MAYA: "Maya Ortiz"}


async def test_one_who_gives_up_takes_nothing_from_the_others(world: World) -> None:
    names = UserNames(world.client)
    impatient = asyncio.create_task(names.look_up([MAYA]))
    patient = asyncio.create_task(names.look_up([MAYA]))
    await asyncio.sleep(0)
    impatient.cancel()
    with pytest.raises(asyncio.CancelledError):
        await impatient
    assert await patient == {MAYA: "Maya Ortiz"}
