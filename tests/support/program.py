"""The whole program for acceptance tests: the sandbox in this event loop, the bot as processes beside it."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import yaml
from sqlalchemy import select

from bot.clocks import SandboxTime
from bot.config import SETTING_NAMES
from bot.domain.roles import Role
from bot.sandbox import seed
from bot.sandbox.app import Sandbox, WhatsApp
from bot.storage.repositories.roles import Grant
from bot.storage.store import Store
from bot.storage.tables import audit
from bot.storage.unit_of_work import UnitOfWork

ROOT = Path(__file__).parents[2]
READY_SECONDS = 60.0
WAIT_SECONDS = 30.0


def manifest() -> dict[str, Any]:
    """The product's own manifest, from which the stand-in learns what the app may do."""
    read: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text("utf-8"))
    return read


class Program:
    """A sandbox, a database and the bot's processes."""

    def __init__(self, sandbox: Sandbox, env: dict[str, str], port: int, log: Path) -> None:
        self.sandbox = sandbox
        self.slack = sandbox.slack
        self.twilio = sandbox.twilio
        self.url = f"http://127.0.0.1:{port}"
        self.log = log
        self.clock = SandboxTime(Path(env["SANDBOX_CLOCK"]))
        self._env = env
        self._processes: list[asyncio.subprocess.Process] = []

    @property
    def database_url(self) -> str:
        """Where the bot's processes keep their data."""
        return self._env["DATABASE_URL"]

    async def start(self, part: str = "run", **env: str) -> asyncio.subprocess.Process:
        """Start a process of the bot; with a web part, return when it is ready."""
        clean = {name: value for name, value in os.environ.items() if name.upper() not in SETTING_NAMES}
        with self.log.open("ab") as output:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.support.impatient", part),
                cwd=ROOT,
                env={**clean, **self._env, **env},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        self._processes.append(process)
        if part in {"run", "web"}:
            await eventually(lambda: self._ready(process), "the bot is ready", READY_SECONDS)
            assert await self.sandbox.meet_the_bot() == ""
        return process

    def fast_forward(self, **by: float) -> None:
        """Move the stand-ins and the bot forward by a timedelta's arguments.

        The bot looks for due work each second; what is under way is best waited for before.
        """
        self.sandbox.clock.advance(timedelta(**by).total_seconds())

    def fast_forward_to(self, at: time, zone: str = seed.TIME_ZONE) -> None:
        """Move forward to the next moment at which clocks in ``zone`` show ``at``."""
        self.sandbox.clock.advance_to(self.sandbox.clock.until(at, zone))

    async def promote(self, user: str, role: Role) -> None:
        """Give a teammate a role, as an admin does."""
        async with self.writing() as uow:
            await uow.roles.grant(Grant(user, role, None, datetime.now(UTC)))

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[UnitOfWork]:
        """Write past the program, for what the tests of other ways have shown."""
        store = self._store()
        try:
            async with store.workspaces() as workspaces:
                workspace = await workspaces.only()
            assert workspace
            async with store.write(workspace.id) as uow:
                yield uow
        finally:
            await store.close()

    async def audit(self, action: str) -> list[Any]:
        """What the audit holds of this kind."""
        store = self._store()
        try:
            async with store.reader.connect() as connection:
                rows = await connection.execute(select(audit).where(audit.c.action == action))
                return list(rows)
        finally:
            await store.close()

    def _store(self) -> Store:
        scheme, _, rest = self.database_url.partition("://")
        driver = "sqlite+aiosqlite" if scheme == "sqlite" else "postgresql+psycopg"
        return Store(f"{driver}://{rest}")

    async def kill(self, process: asyncio.subprocess.Process) -> None:
        """SIGKILL: the process gets no chance to tidy up."""
        process.kill()
        await process.wait()

    async def terminate(self, process: asyncio.subprocess.Process) -> int:
        """SIGTERM; the exit code after it has finished what was under way."""
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(40):
            return await process.wait()

    async def close(self) -> None:
        """Stop what still runs."""
        for process in self._processes:
            if process.returncode is None:
                await self.kill(process)

    async def _ready(self, process: asyncio.subprocess.Process) -> bool:
        if process.returncode is not None:
            raise AssertionError(f"The bot ended while starting:\n{self.log_tail()}")
        try:
            async with aiohttp.ClientSession() as session, session.get(f"{self.url}/readyz") as answer:
                return answer.status == 200
        except (aiohttp.ClientError, OSError):
            return False

    def log_tail(self, lines: int = 40) -> str:
        """The end of the bot's log, for a failure's report."""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])


async def eventually(
    condition: Callable[[], Any | Awaitable[Any]], what: str, seconds: float = WAIT_SECONDS
) -> Any:
    """The condition's first true value; fails with ``what`` when there is none in time."""
    deadline = asyncio.get_running_loop().time() + seconds
    while True:
        value = condition()
        if asyncio.iscoroutine(value):
            value = await value
        if value:
            return value
        assert asyncio.get_running_loop().time() < deadline, f"Waited {seconds:.0f} s in vain: {what}."
        await asyncio.sleep(0.02)


@asynccontextmanager
async def running_program(
    database_url: str,
    folder: Path,
    *,
    slack_options: dict[str, Any] | None = None,
    twilio_options: dict[str, Any] | None = None,
    whatsapp: WhatsApp = "twilio",
    **env: str,
) -> AsyncIterator[Program]:
    """A sandbox with quick stand-ins and a database; the caller starts the bot's processes."""
    port = _free_port()
    slack = {"rate_limits": False, "retry_delays": (0.2, 0.5, 1.0)} | (slack_options or {})
    twilio = {"sent_after": 0.0, "delivered_after": 0.0, "pacing": False} | (twilio_options or {})
    meta = {"sent_after": 0.0, "delivered_after": 0.0, "pacing": False}
    async with Sandbox(
        f"http://127.0.0.1:{port}",
        manifest(),
        slack_options=slack,
        twilio_options=twilio,
        meta_options=meta,
        whatsapp=whatsapp,
    ) as sandbox:
        settings = sandbox.env() | {
            "DATABASE_URL": database_url.replace("+psycopg", "").replace("+aiosqlite", ""),
            "DATA_DIR": str(folder),
            "PORT": str(port),
            "UNDO_SECONDS": "0",
            **env,
        }
        program = Program(sandbox, settings, port, folder / "bot.log")
        try:
            yield program
        finally:
            await program.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
