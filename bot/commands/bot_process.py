"""The real bot as a process of its own beside the sandbox."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from bot.cannot_start import CannotStart
from bot.config import SETTING_NAMES

# A slow machine without compiled files needs seconds to load everything. In seconds.
START_SECONDS = 90.0
# The bot finishes what is in flight when it is told to stop. In seconds.
STOP_SECONDS = 20.0
_LOOK_EVERY = 0.1
_LINES_SHOWN = 5


@asynccontextmanager
async def bot_running(
    settings: Mapping[str, str], url: str, log: Path
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start ``bot run`` with ``settings``, wait until it is ready at ``url``, and stop it afterwards.

    Its log goes to the file ``log``. Raises CannotStart when it ends or is not ready in time.
    """
    # Settings of a real account that happen to be set must not reach the sandbox's bot.
    clean = {name: value for name, value in os.environ.items() if name.upper() not in SETTING_NAMES}
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env={**clean, **settings},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            # Ctrl-C is for the sandbox, which then stops the bot in its own time.
            start_new_session=True,
        )
    try:
        await _ready(process, url, log)
        yield process
    finally:
        await _stop(process)


async def _ready(process: asyncio.subprocess.Process, url: str, log: Path) -> None:
    found = "it does not answer"
    async with aiohttp.ClientSession() as session:
        try:
            async with asyncio.timeout(START_SECONDS):
                while process.returncode is None:
                    found = await _look(session, url)
                    if not found:
                        return
                    await asyncio.sleep(_LOOK_EVERY)
        except TimeoutError:
            raise CannotStart(f"The bot was not ready in {START_SECONDS:.0f} seconds: {found}.") from None
    raise CannotStart(f"The bot did not start. The end of its log:\n{_last_lines(log)}")


async def _look(session: aiohttp.ClientSession, url: str) -> str:
    """What keeps the bot from being ready, empty when nothing does."""
    try:
        async with session.get(f"{url}/readyz") as answer:
            if answer.status == 200:
                return ""
            found = await answer.json()
    except (aiohttp.ClientError, OSError, ValueError):
        return "it does not answer"
    return " ".join(f"{each['name']}: {each['says']}" for each in found["checks"] if each["state"] == "wrong")


def _last_lines(log: Path) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LINES_SHOWN:])


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
    except TimeoutError:
        process.kill()
        await process.wait()
