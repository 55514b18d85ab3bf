"""The sandbox's stand-ins, a database, and the real ``bot web`` or ``bot run`` as a process beside them."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.sandbox import seed as clinic
from bot.sandbox.app import Sandbox
from bot.storage.store import Store
from tests.benchmarks.databases import fresh
from tests.benchmarks.plan import Kind
from tests.benchmarks.processes import Running, free_port, serving
from tests.benchmarks.webhooks import Signer
from tests.support.program import manifest


@dataclass(frozen=True)
class World:
    """What a measure over HTTP needs; ``workspace`` owns the rows."""

    kind: Kind
    url: str
    store: Store
    workspace: str
    signer: Signer
    env: dict[str, str]
    port: int
    channel: str

    def product(self, command: str = "web") -> AbstractAsyncContextManager[Running]:
        """The bot itself, as a process."""
        return serving(["-m", "bot", command], self.env, self.port)

    def floor(self, which: str, how: str) -> AbstractAsyncContextManager[Running]:
        """A floor on the same database and the same secrets, as a process."""
        env = {name: self.env[name] for name in ("PUBLIC_URL", "TWILIO_AUTH_TOKEN", "SLACK_SIGNING_SECRET")}
        arguments = ["-m", "tests.benchmarks.floors", which, how]
        return serving(arguments, env | {"FLOOR_DATABASE": self.url}, free_port())


@asynccontextmanager
async def world(kind: Kind, folder: Path) -> AsyncIterator[World]:
    """A world with an empty database; ``folder`` is the program's data folder."""
    port = free_port()
    with fresh(kind) as url:
        store = Store(url)
        try:
            async with Sandbox(f"http://127.0.0.1:{port}", manifest()) as sandbox:
                env = sandbox.env() | {
                    "DATABASE_URL": url.replace("+psycopg", "").replace("+aiosqlite", ""),
                    "DATA_DIR": str(folder),
                    # The load is signed, and the floors live, by the machine's clock.
                    "SANDBOX_CLOCK": "",
                }
                # The program as it is installed lives by the machine's clock, as the load does.
                del env["SANDBOX_CLOCK"]
                signer = Signer(
                    sandbox.bot_url, sandbox.account_sid, sandbox.auth_token, sandbox.signing_secret
                )
                owner = await _workspace(store)
                yield World(kind, url, store, owner, signer, env, port, env["INBOX_CHANNEL"])
        finally:
            await store.close()


async def _workspace(store: Store) -> str:
    async with store.workspaces() as workspaces:
        known = await workspaces.remember(clinic.TEAM_ID, clinic.TEAM_NAME, "U0BOT", datetime.now(UTC))
        return known.id
