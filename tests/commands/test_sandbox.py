"""``bot sandbox`` from its first line to its last, in a process of its own."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.cannot_start import CannotStart
from bot.commands import bot_process
from bot.commands.bot_process import bot_running
from bot.web.server import listen
from tests.support.program import eventually

# Two processes start on a machine that may be busy; in seconds.
PATIENCE = 100


@asynccontextmanager
async def sandbox(*arguments: str, **settings: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "sandbox", "--no-open", *arguments),
        env=os.environ | settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), PATIENCE)


async def opened(process: asyncio.subprocess.Process) -> str:
    """The page's address, which is the last line."""
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        while line := (await process.stdout.readline()).decode():
            if found := re.fullmatch(r"Open (http://127\.0\.0\.1:\d+)\n", line):
                return found[1]
    assert process.stderr is not None
    raise AssertionError((await process.stderr.read()).decode())


def alive(folder: Path) -> set[int]:
    """The processes that hold a file of this folder open."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if entry.readlink().is_relative_to(folder):
                found.add(int(entry.parts[2]))
        except OSError:  # It ended while we looked.
            continue
    return found


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
async def test_it_shows_the_page_and_stops_with_the_bot(way: signal.Signals, tmp_path: Path) -> None:
    # A real account's settings in the environment must not reach the sandbox's bot.
    async with sandbox(
        "--port", "0", "--data", str(tmp_path / "kept"), TWILIO_FROM="nonsense", DATABASE_URL="nonsense"
    ) as process:
        url = await opened(process)
        async with aiohttp.ClientSession() as session, session.get(url) as page:
            assert page.status == 200
            assert "text/html" in page.headers["Content-Type"]
        assert alive(tmp_path)

        process.send_signal(way)
        assert await asyncio.wait_for(process.wait(), PATIENCE) == 0

    assert process.stderr is not None
    assert (await process.stderr.read()).decode() == ""
    assert (tmp_path / "kept" / "threadline.db").is_file()
    assert (tmp_path / "kept" / "bot.log").is_file()
    assert float((tmp_path / "kept" / "clock").read_text()) >= 0
    assert not alive(tmp_path)


async def test_with_meta_the_bot_proves_its_address_and_hears_the_first_client() -> None:
    async with sandbox("--port", "0", "--whatsapp", "meta") as process:
        url = await opened(process)
        async with aiohttp.ClientSession() as session:

            async def heard() -> bool:
                """Whether the clinic's channel shows what the first client wrote by WhatsApp."""
                async with session.get(f"{url}/sandbox/state") as answer:
                    return "X-rays" in str((await answer.json())["slack"]["channels"])

            await eventually(heard, "the thread shows the client's message", PATIENCE)


async def test_a_port_that_is_taken_is_told_in_words() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        async with sandbox("--port", str(port)) as process:
            _, err = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 1
    assert err.decode() == f"bot: Port {port} is taken. Choose another one, such as: bot sandbox --port 0\n"


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    async with sandbox("--data", str(tmp_path / "file" / "folder")) as process:
        _, err = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 1
    assert "cannot be made" in err.decode()
    assert "Traceback" not in err.decode()


async def test_a_bot_that_ends_at_once_is_told_with_its_own_words(tmp_path: Path) -> None:
    log = tmp_path / "bot.log"
    with pytest.raises(CannotStart, match="SLACK_BOT_TOKEN is missing"):
        async with bot_running({"TWILIO_FROM": "+12025550100"}, "http://127.0.0.1:9", log):
            raise AssertionError("it cannot be running")


async def test_a_bot_that_never_gets_ready_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot_process, "START_SECONDS", 0.01)
    with pytest.raises(CannotStart, match="not ready in 0 seconds"):
        async with bot_running({}, "http://127.0.0.1:9", tmp_path / "bot.log"):
            raise AssertionError("it cannot be running")
