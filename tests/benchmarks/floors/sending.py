"""Sends without a plan: raw requests over one shared session, their outcomes recorded in groups."""

import asyncio
import json
from collections.abc import Sequence
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
            form = {"To": recipient, "From": "+12025550100", "Body": "Your appointment is confirmed."}
            async with session.post(
                url,
                data=urlencode(form).encode(),
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            ) as answer:
                sid = json.loads(await answer.read())["sid"]
            await keep((sid, recipient))

    await asyncio.gather(*(work() for _ in range(in_flight)))
