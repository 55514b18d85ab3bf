"""Sends without a plan: raw requests over one shared session, their outcomes recorded in groups."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.benchmarks.floors.keeping import Keep


async def send_all(
    session: aiohttp.ClientSession, url: str, recipients: Sequence[str], keep: Keep, in_flight: int
) -> None:
    """Post a create for each recipient, at most ``in_flight`` at once, and keep what was answered."""
    waiting = iter(recipients)

    async def work() -> None:
        for recipient in waiting:
            sid = await _create(session, url, recipient, "Your appointment is confirmed.")
            await keep((sid, recipient))

    await asyncio.gather(*(work() for _ in range(in_flight)))


async def send_claimed(
    session: aiohttp.ClientSession,
    url: str,
    claim: Callable[[], Awaitable[Sequence[Any]]],
    record: Keep,
    in_flight: int,
) -> None:
    """The same for what ``claim`` gives, (id, number, text) each, until it gives nothing more."""
    waiting: asyncio.Queue[Any] = asyncio.Queue(in_flight)

    async def work() -> None:
        while (claimed := await waiting.get()) is not None:
            message_id, number, body = claimed
            await record((message_id, await _create(session, url, number, body)))

    workers = [asyncio.create_task(work()) for _ in range(in_flight)]
    while batch := await claim():
        for each in batch:
            await waiting.put(each)
    for _ in workers:
        await waiting.put(None)
    await asyncio.gather(*workers)


async def _create(session: aiohttp.ClientSession, url: str, number: str, body: str) -> str:
    form = {"To": number, "From": "+12025550100", "Body": body}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with session.post(url, data=urlencode(form).encode(), headers=headers) as answer:
        return str(json.loads(await answer.read())["sid"])
