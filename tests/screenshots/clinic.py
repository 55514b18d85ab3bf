"""The sandbox's clinic with the real bot, as ``bot sandbox`` starts it."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.clocks import SandboxTime
from bot.commands.bot_process import bot_running
from bot.commands.manifest import load_manifest
from bot.commands.sandbox_start import furnish
from bot.commands.sandbox_system import encryption_key
from bot.sandbox.app import Sandbox


@asynccontextmanager
async def clinic(data: Path) -> AsyncIterator[Sandbox]:
    """What ``bot sandbox`` starts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    async with Sandbox(f"http://127.0.0.1:{port}", load_manifest()) as sandbox:
        own = {"PORT": str(port), "DATA_DIR": str(data), "DATABASE_URL": ""}
        settings = sandbox.env() | own | {"ENCRYPTION_KEYS": encryption_key(data)}
        async with bot_running(settings, sandbox.bot_url, data / "bot.log"):
            database, clock = f"sqlite+aiosqlite:///{data / 'threadline.db'}", Path(settings["SANDBOX_CLOCK"])
            await furnish(sandbox, database, settings["ENCRYPTION_KEYS"], SandboxTime(clock))
            sandbox.open_the_day()
            yield sandbox
