"""What goes again and again, over the whole program: killed in the middle of a due minute, nothing goes twice
and nothing is lost."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.domain.channel import Channel
from bot.domain.ids import new_id
from bot.domain.recurrence import Every, Recurrence, Series
from bot.sandbox import seed
from bot.storage.store import Store
from bot.storage.tables import messages, series
from bot.storage.unit_of_work import UnitOfWork
from tests.acceptance.people import MAYA, WHATSAPP, Desk
from tests.support.program import Program, eventually, running_program

pytestmark = pytest.mark.crash

NUMBERS = [f"+1202555{number:04d}" for number in range(1000, 1024)]
TEXT = "Your pills, please"


@pytest.fixture
async def idle(database_url: str, tmp_path: Path) -> AsyncIterator[Program]:
    """The program with no process of the bot running yet."""
    async with running_program(database_url, tmp_path) as running:
        yield running


@asynccontextmanager
async def rows(program: Program) -> AsyncIterator[UnitOfWork]:
    """The program's own database, from beside it."""
    store: Store = program._store()
    try:
        async with store.workspaces() as workspaces:
            workspace = await workspaces.only()
        assert workspace
        async with store.write(workspace.id) as uow:
            yield uow
    finally:
        await store.close()


async def due_for_all(program: Program) -> None:
    """A text to each of the clients that goes every day, and the first time is this minute."""
    now = datetime.fromtimestamp(program.sandbox.clock.now(), UTC)
    this_minute = now.replace(second=0, microsecond=0)
    there = this_minute.astimezone(ZoneInfo(seed.TIME_ZONE))
    daily = Recurrence(Every.DAY, there.date(), there.time(), seed.TIME_ZONE)
    async with rows(program) as uow:
        owners = await uow.clients.by_addresses(NUMBERS)
        sender = (await uow.connection.execute(select(messages.c.sender).limit(1))).scalar_one()
        for owner in owners.values():
            whom = new_id(), owner.client_id, owner.address_id
            due = Series(*whom, Channel.WHATSAPP, sender, daily, MAYA, now, TEXT, next_at=this_minute)
            assert await uow.series.add(due, f"view:{owner.client_id}")


async def test_killed_in_the_middle_of_a_due_minute_each_client_gets_it_once(idle: Program) -> None:
    desk = Desk(idle)
    process = await idle.start()
    idle.fast_forward_to(time(10))
    for number in NUMBERS:
        desk.phone(number).write(f"Question from {number[-4:]}", WHATSAPP)
    roots = {number: await desk.thread_of(f"555-{number[-4:]}") for number in NUMBERS}
    await due_for_all(idle)
    chance = random.Random(20261126)
    for _ in range(4):
        await asyncio.sleep(chance.uniform(0.05, 0.4))
        await idle.kill(process)
        process = await idle.start()

    def settled() -> bool:
        return all(
            TEXT in desk.phone(number).texts(WHATSAPP) or _is_asked_about(desk, root)
            for number, root in roots.items()
        )

    await eventually(settled, "every text has arrived or is asked about", 60)
    assert all(desk.phone(number).texts(WHATSAPP).count(TEXT) <= 1 for number in NUMBERS)
    async with rows(idle) as uow:
        made = select(messages.c.id).where(messages.c.intent_key.like("series:%"))
        assert len((await uow.connection.execute(made)).all()) == len(NUMBERS)
        assert set((await uow.connection.execute(select(series.c.gone))).scalars()) == {1}


def _is_asked_about(desk: Desk, root: str) -> bool:
    """A call was under way when the program was killed: a person is asked, and nothing is sent blindly."""
    return any("send again" in f"{m.text} {m.blocks}".lower() for m in desk.thread(root))
