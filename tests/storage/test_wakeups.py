"""Wake-ups: who waits is woken, who was busy finds the word when it comes round."""

import asyncio

from bot.storage.wakeups import Topic, Wakeups

LONG = 60.0


async def test_a_waiting_loop_is_woken() -> None:
    wakeups = Wakeups()
    waiting = asyncio.create_task(wakeups.wait(Topic.OUTBOX, LONG))
    await asyncio.sleep(0)
    wakeups.notify([Topic.OUTBOX])
    async with asyncio.timeout(10):
        await waiting


async def test_a_word_said_while_the_loop_was_busy_is_not_lost() -> None:
    wakeups = Wakeups()
    wakeups.notify([Topic.MESSAGES])
    async with asyncio.timeout(10):
        await wakeups.wait(Topic.MESSAGES, LONG)


async def test_a_word_wakes_once() -> None:
    wakeups = Wakeups()
    wakeups.notify([Topic.MESSAGES, Topic.MESSAGES])
    await wakeups.wait(Topic.MESSAGES, LONG)
    waiting = asyncio.create_task(wakeups.wait(Topic.MESSAGES, LONG))
    await asyncio.sleep(0)
    assert not waiting.done()
    wakeups.notify([Topic.MESSAGES])
    await waiting


async def test_a_word_about_one_topic_wakes_nobody_who_waits_for_another() -> None:
    wakeups = Wakeups()
    waiting = asyncio.create_task(wakeups.wait(Topic.OUTBOX, LONG))
    await asyncio.sleep(0)
    wakeups.notify([Topic.MESSAGES, Topic.SLACK_EVENTS])
    await asyncio.sleep(0)
    assert not waiting.done()
    wakeups.notify([Topic.OUTBOX])
    await waiting


async def test_all_who_wait_for_a_topic_are_woken() -> None:
    wakeups = Wakeups()
    waiting = [asyncio.create_task(wakeups.wait(Topic.OUTBOX, LONG)) for _ in range(3)]
    await asyncio.sleep(0)
    wakeups.notify([Topic.OUTBOX])
    async with asyncio.timeout(10):
        await asyncio.gather(*waiting)


async def test_without_a_word_the_wait_ends_by_itself() -> None:
    async with asyncio.timeout(10):
        await Wakeups().wait(Topic.OUTBOX, 0.001)
