"""The sandbox's clinic with the real bot, as ``bot sandbox`` starts it."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.clocks import SandboxTime
from bot.commands.bot_process import bot_running
from bot.commands.manifest import load_manifest
from bot.commands.sandbox_clients import introduce_clients
from bot.commands.sandbox_roles import appoint
from bot.commands.sandbox_settings import decide
from bot.commands.sandbox_triggers import switch_on
from bot.sandbox import seed
from bot.sandbox.app import Sandbox
from bot.sandbox.seed_templates import OPT_IN


@asynccontextmanager
async def clinic(data: Path) -> AsyncIterator[Sandbox]:
    """What ``bot sandbox`` starts."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    async with Sandbox(f"http://127.0.0.1:{port}", load_manifest()) as sandbox:
        settings = sandbox.env() | {"PORT": str(port), "DATA_DIR": str(data), "DATABASE_URL": ""}
        async with bot_running(settings, sandbox.bot_url, data / "bot.log"):
            database, clock = f"sqlite+aiosqlite:///{data / 'threadline.db'}", Path(settings["SANDBOX_CLOCK"])
            await introduce_clients(database, seed.KNOWN_CLIENTS, SandboxTime(clock))
            await appoint(database, seed.ROLES, SandboxTime(clock))
            await decide(database, seed.TIME_ZONE, seed.MONTHLY_BUDGET, OPT_IN, SandboxTime(clock))
            await switch_on(database, seed.ROLES[0][0], SandboxTime(clock))
            sandbox.open_the_day()
            yield sandbox
