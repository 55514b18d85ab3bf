"""Work in the background: in order where asked, ended without complaint, never lost silently."""

import asyncio
import logging

import pytest

from bot.sandbox.background import Background, wait_until
from bot.sandbox.clock import SandboxClock


async def test_work_of_one_key_runs_in_order_and_other_work_beside_it() -> None:
    background, first_may_end, done = Background(), asyncio.Event(), []

    async def first() -> None:
        await first_may_end.wait()
        done.append("first")

    async def note(name: str) -> None:
        done.append(name)

    background.start(first(), after="a")
    second = background.start(note("second"), after="a")
    await background.start(note("other"), after="b")
    assert done == ["other"]
    first_may_end.set()
    await second
    assert done == ["other", "first", "second"]


async def test_close_ends_what_runs_and_what_waits_for_its_turn() -> None:
    background = Background()
    for _ in range(3):
        background.start(_forever(), after="a")
    await background.close()
    assert background.idle


async def test_a_failure_is_logged_and_does_not_stop_its_successor(caplog: pytest.LogCaptureFixture) -> None:
    background, done = Background(), []

    async def failing() -> None:
        raise LookupError("no such thing")

    async def following() -> None:
        done.append(1)

    background.start(failing(), after="a")
    with caplog.at_level(logging.ERROR):
        await background.start(following(), after="a")
    assert done == [1]
    assert "stand-in failed" in caplog.text


async def test_advancing_the_clock_ends_a_wait() -> None:
    clock = SandboxClock()
    waiting = asyncio.create_task(wait_until(clock, clock.now() + 3600))
    await asyncio.sleep(0)
    assert not waiting.done()
    clock.advance(3600)
    await asyncio.wait_for(waiting, 20)


async def _forever() -> None:
    await asyncio.Event().wait()
