"""``bot sandbox``: the stand-ins, the real bot beside them, and the page."""

import asyncio
import errno
import logging
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import logs
from bot.cannot_start import CannotStart
from bot.clocks import SandboxTime
from bot.commands.bot_process import bot_running
from bot.commands.manifest import load_manifest
from bot.commands.prepare import run_async
from bot.commands.sandbox_start import furnish
from bot.commands.sandbox_system import encryption_key
from bot.sandbox.app import Sandbox, WhatsApp

LOG_NAME = "bot.log"
CLOCK_NAME = "clock"


def execute(*, port: int, data: Path | None, open_page: bool, whatsapp: WhatsApp = "twilio") -> None:
    """Run until Ctrl-C or SIGTERM. Raises CannotStart when the port is taken or the bot does not start."""
    logs.configure("WARNING")
    # When the sandbox ends, pages that still listen are cut off, which uvicorn would call an error.
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
    with _data_folder(data) as folder:
        run_async(_run(port, folder, open_page, whatsapp))


@contextmanager
def _data_folder(data: Path | None) -> Iterator[Path]:
    if data is None:
        with TemporaryDirectory(prefix="threadline-") as name:
            yield Path(name)
        return
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(f"The folder {data} cannot be made: {error.strerror}.") from None
    yield data.absolute()


async def _run(port: int, data: Path, open_page: bool, whatsapp: WhatsApp) -> None:
    stopping = _stop_on_signals()
    bot_port = _free_port()
    async with _sandbox(f"http://127.0.0.1:{bot_port}", port, data, whatsapp) as sandbox:
        own = {"PORT": str(bot_port), "DATA_DIR": str(data), "DATABASE_URL": ""}
        settings = sandbox.env() | own | {"ENCRYPTION_KEYS": encryption_key(data)}
        starting = asyncio.create_task(_live(sandbox, settings, data, open_page, stopping))
        asked_to_stop = asyncio.create_task(stopping.wait())
        await asyncio.wait({starting, asked_to_stop}, return_when=asyncio.FIRST_COMPLETED)
        asked_to_stop.cancel()
        if not starting.done():
            starting.cancel()
        await asyncio.gather(starting, return_exceptions=stopping.is_set())


async def _live(
    sandbox: Sandbox, settings: dict[str, str], data: Path, open_page: bool, stopping: asyncio.Event
) -> None:
    log = data / LOG_NAME
    async with bot_running(settings, sandbox.bot_url, log) as process:
        database = f"sqlite+aiosqlite:///{data / 'threadline.db'}"
        clock = SandboxTime(data / CLOCK_NAME)
        await furnish(sandbox, database, settings["ENCRYPTION_KEYS"], clock)
        if wrong := await sandbox.meet_the_bot():
            raise CannotStart(f"The bot did not prove its address to Meta's stand-in: {wrong} See {log}.")
        sandbox.open_the_day()
        print(f"The bot's log is in {log}. Stop with Ctrl-C.")  # noqa: T201
        print(f"Open {sandbox.url}", flush=True)  # noqa: T201
        if open_page and _has_screen():
            # In a thread, because some systems wait for the browser.
            await asyncio.to_thread(webbrowser.open, sandbox.url)
        await process.wait()
    if not stopping.is_set():
        raise CannotStart(f"The bot ended by itself (exit code {process.returncode}); see {log}.")


@asynccontextmanager
async def _sandbox(bot_url: str, port: int, data: Path, whatsapp: WhatsApp) -> AsyncIterator[Sandbox]:
    manifest = load_manifest()
    try:
        sandbox = Sandbox(bot_url, manifest, port, clock_file=data / CLOCK_NAME, whatsapp=whatsapp)
    except OSError as error:
        reason = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
        raise CannotStart(
            f"Port {port} {reason}. Choose another one, such as: bot sandbox --port 0"
        ) from None
    async with sandbox:
        yield sandbox


def _free_port() -> int:
    """A port that nobody uses now. Another program could take it first; the bot would then say so."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def _has_screen() -> bool:
    """Without one Python would start a text browser in this very terminal, or nothing."""
    return sys.platform in {"darwin", "win32"} or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _stop_on_signals() -> asyncio.Event:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(each, stopping.set)
    return stopping
