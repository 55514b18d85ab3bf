"""How soon a process answers, and what it weighs when it rests."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

from tests.benchmarks.plan import Plan, Row, Samples
from tests.benchmarks.processes import ROOT, compiled
from tests.benchmarks.world import World, world

# What a web process cannot do without, and nothing else.
_LEAN = (
    "uvloop, uvicorn.protocols.http.httptools_impl, starlette.applications, slack_bolt.async_app, "
    "aiohttp, pydantic_settings, sqlalchemy.ext.asyncio, {driver}, phonenumbers, regex"
)
_DRIVERS = {
    "sqlite": "sqlalchemy.dialects.sqlite.aiosqlite",
    "postgres": "sqlalchemy.dialects.postgresql.psycopg",
}
_LIMITS_MB = {"web": 110.0, "run": 150.0}
_REST_SECONDS = 1.5


async def startup(plan: Plan) -> AsyncIterator[Row]:
    """``bot web`` and ``bot run`` to their first answer; Slack and Twilio are the sandbox's stand-ins."""
    for kind in plan.databases:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            async with world(kind, Path(folder)) as place:
                async for row in _on(plan, place):
                    yield row


async def _on(plan: Plan, place: World) -> AsyncIterator[Row]:
    lean = Samples()
    started = {command: Samples() for command in _LIMITS_MB}
    weighed = {command: Samples() for command in _LIMITS_MB}
    # The first of each compiles what it loads, and is not counted.
    await _import_seconds(_DRIVERS[place.kind])
    for command in _LIMITS_MB:
        async with place.product(command):
            pass
    for _ in range(plan.runs):
        lean.add(await _import_seconds(_DRIVERS[place.kind]))
        for command in _LIMITS_MB:
            async with place.product(command) as running:
                started[command].add(running.started_in)
                await asyncio.sleep(_REST_SECONDS)
                weighed[command].add(running.memory())
    for command, limit in _LIMITS_MB.items():
        seconds, memory = started[command].middle, weighed[command].middle
        yield Row(
            f"bot {command}, start to /healthz",
            place.kind,
            f"lean imports {lean.middle * 1000:.0f} ms",
            f"{seconds * 1000:.0f} ms",
            seconds / lean.middle,
            at_most=1.5 if command == "web" else None,
        )
        yield Row(
            f"bot {command}, idle memory",
            place.kind,
            f"limit {limit:.0f} MB",
            f"{memory:.0f} MB",
            memory / limit,
            at_most=1,
        )


async def _import_seconds(driver: str) -> float:
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", f"import {_LEAN.format(driver=driver)}"),
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(compiled())},
    )
    if await process.wait() != 0:
        raise RuntimeError("The lean imports failed.")
    return time.perf_counter() - began
