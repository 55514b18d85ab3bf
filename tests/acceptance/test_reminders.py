"""Reminders due at one minute, and the program killed in the middle of it: each goes once, or is told."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.ids import new_id
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.occasion import Details, OccasionKind
from bot.domain.trigger import Offset, Trigger, Unit, When
from bot.flows.context import Context, FlowSettings
from bot.flows.occasions.set import set_occasion
from bot.flows.occasions.wanted import OccasionSet, Wanted
from bot.storage.repositories.consents import ConsentChange
from bot.storage.store import Store
from tests.acceptance.people import WHATSAPP, Desk
from tests.support.program import Program, eventually, running_program

pytestmark = pytest.mark.crash

NUMBERS = [f"+1202555{number:04d}" for number in range(1000, 1040)]
TWO_HOURS = timedelta(hours=2)


@pytest.fixture
async def idle(database_url: str, tmp_path: Path) -> AsyncIterator[Program]:
    """The program with no process of the bot running yet."""
    async with running_program(database_url, tmp_path) as running:
        yield running


class Clinic:
    """A clinic whose appointments are set through another process on the same database."""

    def __init__(self, program: Program, database_url: str) -> None:
        self.program = program
        self.desk = Desk(program)
        self.store = Store(database_url)
        self.workspace_id = ""
        settings = FlowSettings("US", self.desk.inbox, timedelta(0))
        self.ctx = Context(self.store, self, (), settings)

    def now(self) -> datetime:
        """The sandbox's time, which is the bot's."""
        return datetime.fromtimestamp(self.program.sandbox.clock.now(), UTC)

    async def opens(self) -> None:
        """It is noon: clients write, so that WhatsApp takes our words, and want to be reminded."""
        self.program.fast_forward_to(time(12))
        async with self.store.workspaces() as workspaces:
            workspace = await workspaces.only()
        assert workspace
        self.workspace_id = workspace.id
        for number in NUMBERS:
            self.desk.phone(number).write(f"Question from {number[-4:]}", WHATSAPP)
        for number in NUMBERS:
            await self.desk.thread_of(f"555-{number[-4:]}")
        async with self.store.write(self.workspace_id) as uow:
            owners = await uow.clients.by_addresses(NUMBERS)
            yes = ConsentState.EXPRESS
            await uow.consents.record(
                ConsentChange(owner.address_id, Channel.WHATSAPP, yes, "test", "a test's word", self.now())
                for owner in owners.values()
            )
            words = Variant("", "See you in room {{ room }}")
            template = MessageTemplate(new_id(), "Two hours before", Reach.ALL, (words,), 1, self.now())
            await uow.message_templates.add(template)
            offset = Offset(When.BEFORE, 2, Unit.HOURS)
            kind = OccasionKind.APPOINTMENT
            await uow.triggers.save(Trigger(new_id(), kind, template.id, (offset,), self.now()))

    async def book(self, due_at: datetime) -> dict[str, str]:
        """An appointment for each client, of whom all are reminded at ``due_at``; what each is to read."""
        for number in NUMBERS:
            wanted = Wanted(
                OccasionKind.APPOINTMENT,
                "http",
                ref=f"A-{number}",
                number=number,
                at=due_at + TWO_HOURS,
                details=Details(more=(("room", number[-4:]),)),
            )
            done = await set_occasion(self.ctx, self.workspace_id, wanted)
            assert isinstance(done, OccasionSet)
            assert len(done.planned) == 1
        return {number: f"See you in room {number[-4:]}" for number in NUMBERS}

    async def until(self, at: datetime, seconds: float = 0.0) -> None:
        """Wait until that moment on the sandbox's clock, and some seconds more."""
        await asyncio.sleep(max(0.0, (at - self.now()).total_seconds() + seconds))

    async def each_once_or_told(self, expected: dict[str, str]) -> Counter[str]:
        """Wait until every reminder has reached its client or is asked about; how many took which way."""
        roots = {number: await self.desk.thread_of(f"555-{number[-4:]}") for number in NUMBERS}

        def settled() -> bool:
            return all(
                self.got(number, text) or self.told(roots[number]) for number, text in expected.items()
            )

        await eventually(settled, "every reminder has arrived or is asked about", 90)
        ways: Counter[str] = Counter()
        for number, text in expected.items():
            times = self.got(number, text)
            assert times <= 1, f"A reminder went {times} times."
            ways["arrived" if times else "told"] += 1
        return ways

    def got(self, number: str, text: str) -> int:
        """How often the client has read it."""
        return self.desk.phone(number).texts(WHATSAPP).count(text)

    def told(self, root: str) -> bool:
        """Whether the thread asks about it."""
        return any("send again" in f"{post.text} {post.blocks}".lower() for post in self.desk.thread(root))


async def test_killed_in_the_middle_of_a_due_minute(idle: Program, database_url: str) -> None:
    process = await idle.start()
    clinic = Clinic(idle, database_url)
    await clinic.opens()
    due_at = clinic.now() + timedelta(seconds=5)
    expected = await clinic.book(due_at)
    chance = random.Random(20261126)
    await clinic.until(due_at)
    for _ in range(5):
        await asyncio.sleep(chance.uniform(0.05, 0.9))
        await idle.kill(process)
        process = await idle.start()
    ways = await clinic.each_once_or_told(expected)
    assert sum(ways.values()) == len(NUMBERS)
    assert ways["arrived"] >= len(NUMBERS) // 2
    await clinic.store.close()


async def test_after_an_hour_away_what_is_late_goes_and_what_is_over_is_told(
    idle: Program, database_url: str
) -> None:
    process = await idle.start()
    clinic = Clinic(idle, database_url)
    await clinic.opens()
    due_at = clinic.now() + timedelta(seconds=30)
    expected = await clinic.book(due_at)
    await idle.kill(process)
    idle.fast_forward(hours=1)
    process = await idle.start()
    ways = await clinic.each_once_or_told(expected)
    assert ways["arrived"] == len(NUMBERS)
    due_at = clinic.now() + timedelta(minutes=1)
    await clinic.book(due_at)
    await idle.kill(process)
    idle.fast_forward(hours=3)
    await idle.start()
    for number in NUMBERS[:3]:
        root = await clinic.desk.thread_of(f"555-{number[-4:]}")
        await clinic.desk.in_thread(root, "its moment has passed")
        assert clinic.got(number, expected[number]) == 1
    await clinic.store.close()


@pytest.mark.postgres
async def test_two_workers_fire_none_twice_and_one_may_die(postgres_url: str, tmp_path: Path) -> None:
    async with running_program(postgres_url, tmp_path) as program:
        await program.start("web")
        first = await program.start("worker")
        await program.start("worker")
        clinic = Clinic(program, postgres_url)
        await clinic.opens()
        due_at = clinic.now() + timedelta(seconds=5)
        expected = await clinic.book(due_at)
        await eventually(
            lambda: sum(clinic.got(number, text) for number, text in expected.items()) >= 2, "some have gone"
        )
        await program.kill(first)
        ways = await clinic.each_once_or_told(expected)
        assert ways["arrived"] >= len(NUMBERS) // 2
        await clinic.store.close()
