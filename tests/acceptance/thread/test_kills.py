"""Threads go on under fresh cards while the program is killed again and again: each thing stands once."""

import asyncio
import random
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from bot.sandbox.slack.models import Message
from tests.acceptance.people import WHATSAPP, Desk
from tests.support.program import Program, eventually, running_program

pytestmark = pytest.mark.crash

NUMBERS = [f"+1202555{number:04d}" for number in range(1100, 1103)]


@pytest.fixture
async def idle(database_url: str, tmp_path: Path) -> AsyncIterator[Program]:
    """The program with no process of the bot running yet."""
    async with running_program(database_url, tmp_path) as running:
        yield running


def cards(desk: Desk, number: str) -> list[Message]:
    """The cards of a client, the oldest first."""
    found = [m for m in desk.all_messages() if not m.is_reply and m.bot_id and number[-4:] in m.text]
    return sorted(found, key=lambda m: m.ts)


def holding(desk: Desk, root: str, words: str) -> int:
    """How many posts under a card hold these words."""
    return sum(words in f"{m.text} {m.blocks}" for m in desk.thread(root))


def whole(desk: Desk, number: str) -> bool:
    """Whether the new text stands under a new card, and the old place leads there."""
    found = cards(desk, number)
    if len(found) < 2:
        return False
    old, new = found[0].ts, found[1].ts
    shown = holding(desk, new, f"Second from {number[-4:]}") and holding(desk, old, "goes on in a new thread")
    return bool(shown) and "newer card" in desk.said(old)


async def test_a_thread_that_goes_on_is_whole_after_kills(idle: Program) -> None:
    desk = Desk(idle)
    process = await idle.start()
    for number in NUMBERS:
        desk.phone(number).write(f"First from {number[-4:]}", WHATSAPP)
    for number in NUMBERS:
        await desk.in_thread(await desk.thread_of(f"555-{number[-4:]}"), f"First from {number[-4:]}")
    await idle.slack.settle()
    idle.fast_forward(days=15)
    chance = random.Random(20261126)
    for number in NUMBERS:
        desk.phone(number).write(f"Second from {number[-4:]}", WHATSAPP)
        await asyncio.sleep(chance.uniform(0.0, 0.5))
        await idle.kill(process)
        process = await idle.start()

    for number in NUMBERS:
        await eventually(partial(whole, desk, number), f"the thread of {number} is whole", 60)
    for number in NUMBERS:
        old, new = [each.ts for each in cards(desk, number)]
        assert holding(desk, new, "days of silence") == 1
        assert holding(desk, new, f"Second from {number[-4:]}") == 1
        assert holding(desk, old, "goes on in a new thread") == 1
        assert f"p{new.replace('.', '')}" in desk.said(old)
