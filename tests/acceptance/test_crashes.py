"""The program is killed with SIGKILL and started again: nothing is lost and nothing goes twice."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.acceptance.people import MAYA, SAM, WHATSAPP, Desk
from tests.support.program import Program, eventually, running_program

pytestmark = pytest.mark.crash

NUMBERS = [f"+1202555{number:04d}" for number in range(1000, 1040)]


@pytest.fixture
async def idle(database_url: str, tmp_path: Path) -> AsyncIterator[Program]:
    """The program with no process of the bot running yet."""
    async with running_program(database_url, tmp_path) as running:
        yield running


async def conversations(desk: Desk) -> dict[str, str]:
    """Forty clients write on WhatsApp, whose pace is not one a second; each one's card by number."""
    for number in NUMBERS:
        desk.phone(number).write(f"Question from {number[-4:]}", WHATSAPP)
    roots = {}
    for number in NUMBERS:
        roots[number] = await desk.thread_of(f"555-{number[-4:]}")
    return roots


async def told_of(desk: Desk, root: str) -> bool:
    return any("send again" in f"{m.text} {m.blocks}".lower() for m in desk.thread(root))


async def each_once_or_told(desk: Desk, roots: dict[str, str], expected: dict[str, str]) -> Counter[str]:
    """Wait until every reply has reached its client or is asked about; how many took which way."""

    async def settled() -> bool:
        for number, text in expected.items():
            if text not in desk.phone(number).texts(WHATSAPP) and not await told_of(desk, roots[number]):
                return False
        return True

    await eventually(settled, "every reply has arrived or is asked about", 60)
    ways: Counter[str] = Counter()
    for number, text in expected.items():
        times = desk.phone(number).texts(WHATSAPP).count(text)
        assert times <= 1, f"A reply went {times} times."
        ways["arrived" if times else "told"] += 1
    return ways


async def test_killed_at_random_moments_with_forty_conversations_in_flight(idle: Program) -> None:
    desk = Desk(idle)
    process = await idle.start()
    roots = await conversations(desk)
    expected = {number: f"Answer for {number[-4:]}" for number in NUMBERS}
    chance = random.Random(20261122)
    waiting = list(expected.items())
    while waiting:
        batch, waiting = waiting[:10], waiting[10:]
        for number, text in batch:
            desk.reply(chance.choice([MAYA, SAM]), roots[number], text)
        await asyncio.sleep(chance.uniform(0.05, 0.6))
        await idle.kill(process)
        process = await idle.start()
    ways = await each_once_or_told(desk, roots, expected)
    assert sum(ways.values()) == len(NUMBERS)
    assert ways["arrived"] >= len(NUMBERS) // 2


async def test_killed_after_the_call_and_before_its_answer_was_recorded(idle: Program) -> None:
    desk = Desk(idle)
    process = await idle.start()
    desk.phone(NUMBERS[0]).write("Question")
    root = await desk.thread_of("555-1000")
    # Twilio takes the text, and its answer stays under way until the bot is gone.
    idle.twilio.faults.fail_next("create", timeout=True, performed=True)
    idle.twilio.faults.hold_receipts()
    reply = desk.reply(MAYA, root, "Only once, please")
    phone = desk.phone(NUMBERS[0])
    await eventually(lambda: phone.texts() == ["Only once, please"], "Twilio has taken the text")
    await idle.kill(process)
    await idle.start()
    # The receipts are lost with the old process: the look-up alone must find it.
    await eventually(
        lambda: "outbox_tray" in desk.reactions(reply) or _done(desk, reply), "it is found again"
    )
    idle.twilio.faults.release_receipts()
    await eventually(lambda: "white_check_mark" in desk.reactions(reply), "the delivery shows")
    assert phone.texts() == ["Only once, please"]
    assert not await told_of(desk, root)


async def test_killed_before_the_call_was_carried_out(idle: Program) -> None:
    desk = Desk(idle)
    process = await idle.start()
    desk.phone(NUMBERS[0]).write("Question")
    root = await desk.thread_of("555-1000")
    idle.twilio.faults.fail_next("create", timeout=True)
    desk.reply(MAYA, root, "Did this go?")
    await eventually(lambda: _tried(idle), "the bot is in its call")
    await idle.kill(process)
    await idle.start()
    await eventually(lambda: told_of(desk, root), "a person is asked")
    assert desk.phone(NUMBERS[0]).texts() == []
    question = await desk.in_thread(root, "Send again")
    action = next(b for b in question.blocks if b["type"] == "actions")
    button = next(e for e in action["elements"] if e["action_id"] == "send_again")
    await desk.people.click(MAYA, (desk.inbox, question.ts), action["block_id"], button["action_id"])
    phone = desk.phone(NUMBERS[0])
    await eventually(lambda: phone.texts() == ["Did this go?"], "sent again because a person said so")


async def test_replies_and_answers_while_the_bot_is_down_are_not_lost(idle: Program) -> None:
    desk = Desk(idle)
    process = await idle.start()
    desk.phone(NUMBERS[0]).write("Question")
    root = await desk.thread_of("555-1000")
    await idle.kill(process)
    desk.reply(MAYA, root, "Written while you were away")
    phone = desk.phone(NUMBERS[0])
    phone.write("So was this")
    # Slack and Twilio ask again in vain and give up: only looking helps.
    await idle.slack.settle()
    await idle.start()
    await desk.in_thread(root, "So was this")
    await eventually(lambda: phone.texts() == ["Written while you were away"], "it is read back, and it goes")


async def test_sigterm_finishes_what_is_under_way(idle: Program) -> None:
    desk = Desk(idle)
    process = await idle.start()
    desk.phone(NUMBERS[0]).write("Question")
    root = await desk.thread_of("555-1000")
    idle.twilio.faults.fail_next("create", slow=1.0)
    reply = desk.reply(MAYA, root, "Slowly")
    await eventually(lambda: _tried(idle), "the bot is in its call")
    assert await idle.terminate(process) == 0
    phone = desk.phone(NUMBERS[0])
    assert phone.texts() == ["Slowly"]
    await idle.start()
    await eventually(lambda: "white_check_mark" in desk.reactions(reply), "its receipt is asked for or found")
    assert phone.texts() == ["Slowly"]


@pytest.mark.postgres
async def test_two_workers_on_postgresql_one_killed(postgres_url: str, tmp_path: Path) -> None:
    async with running_program(postgres_url, tmp_path) as program:
        desk = Desk(program)
        await program.start("web")
        first = await program.start("worker")
        await program.start("worker")
        roots = await conversations(desk)
        expected = {number: f"Answer for {number[-4:]}" for number in NUMBERS}
        for number, text in expected.items():
            desk.reply(MAYA, roots[number], text)
        await eventually(
            lambda: sum(bool(desk.phone(number).texts(WHATSAPP)) for number in NUMBERS) >= 2, "some have gone"
        )
        await program.kill(first)
        ways = await each_once_or_told(desk, roots, expected)
        assert sum(ways.values()) == len(NUMBERS)
        assert ways["arrived"] >= len(NUMBERS) // 2


def _tried(program: Program) -> bool:
    return any(call.op == "create" for call in program.twilio.calls)


def _done(desk: Desk, message: object) -> bool:
    return bool({"white_check_mark", "outbox_tray"} & set(desk.reactions(message)))  # type: ignore[arg-type]
