"""Real databases for tests: a SQLite file each, and a clone of a migrated PostgreSQL template each.

PostgreSQL is the one TEST_POSTGRES_URL names, or one booted from the system's binaries; where there is
neither, the tests that need it are skipped with a plain word.
"""

import asyncio
import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Self

import psycopg
from sqlalchemy.engine import make_url

from bot.storage.migrate import upgrade
from bot.storage.store import Store
from bot.storage.tables import metadata
from bot.storage.version import HEAD

NO_POSTGRES = (
    "PostgreSQL is not here: set TEST_POSTGRES_URL or install PostgreSQL’s server package (postgresql)."
)


def _binary(name: str) -> str | None:
    found = shutil.which(name)
    if found:
        return found
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return str(installed[0]) if installed else None


@cache
def server_url() -> str | None:
    """A PostgreSQL server's URL for this test session, or None."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        return make_url(given).set(drivername="postgresql").render_as_string(hide_password=False)
    return None


@contextmanager
def booted() -> Iterator[str | None]:
    """Boot a PostgreSQL of our own and yield its URL; None where its binaries are missing."""
    initdb, server = _binary("initdb"), _binary("postgres")
    if initdb is None or server is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        yield from _boot(initdb, server, Path(folder))


def _boot(initdb: str, server: str, folder: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    as_user = _as_ordinary_user(folder)
    data = folder / "data"
    init = [initdb, "-D", str(data), "-U", "postgres", "-A", "trust", "--no-sync"]
    subprocess.run([*as_user, *init], check=True, capture_output=True)
    options = ["-D", str(data), "-p", str(port), "-k", str(folder), "-h", "127.0.0.1", "-c", "fsync=off"]
    process = subprocess.Popen([*as_user, server, *options], stderr=subprocess.DEVNULL)
    try:
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        _wait_until_up(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def _as_ordinary_user(folder: Path) -> list[str]:
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def _wait_until_up(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        try:
            psycopg.connect(url, connect_timeout=1).close()
        except psycopg.OperationalError:
            if process.poll() is not None:
                raise RuntimeError("PostgreSQL ended while it was starting.") from None
            subprocess.run(["sleep", "0.05"], check=True)
        else:
            return
    raise RuntimeError("PostgreSQL did not come up.")


def make_template(server: str) -> str:
    """A migrated database to clone, made once per form of the schema; its name."""
    name = f"threadline_{HEAD}_{_fingerprint()}"
    with psycopg.connect(server, autocommit=True) as connection:
        # Several test processes may come here at once: one makes it, the others wait.
        connection.execute("SELECT pg_advisory_lock(72061131)")
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not there:
            connection.execute(f'CREATE DATABASE "{name}"')
            _migrate(async_url(server, name))
        connection.execute("SELECT pg_advisory_unlock(72061131)")
    return name


def _fingerprint() -> str:
    versions = Path(__file__).parents[2] / "bot" / "storage" / "migrations" / "versions"
    text = "".join(path.read_text() for path in sorted(versions.glob("*.py"))) + str(metadata.tables.keys())
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _migrate(url: str) -> None:
    async def run() -> None:
        store = Store(url)
        await upgrade(store.writer)
        await store.close()

    # The caller may be inside an event loop already.
    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    thread.join()


def async_url(server: str, name: str) -> str:
    """The URL of a database on the server, with the driver the store uses."""
    url = make_url(server).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


@contextmanager
def clone(server: str, template: str) -> Iterator[str]:
    """A fresh copy of the template, dropped at the end; its URL."""
    name = f"test_{os.getpid()}_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    try:
        yield async_url(server, name)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory where the system has one: a test's commits need survive no power cut."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="threadline-", dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


def sqlite_template(folder: Path) -> Path:
    """A migrated SQLite file to copy."""
    path = folder / "template.db"
    _migrate(f"sqlite+aiosqlite:///{path}")
    return path


class Emptied:
    """A database that is emptied after each test, and made anew when it cannot be."""

    def __init__(self, server: str, template: str) -> None:
        self._server = server
        self._template = template
        self._kept = ExitStack()
        self._url: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._kept.close()

    def url(self) -> str:
        """The database's URL, with the driver the store uses."""
        if self._url is None:
            self._url = self._kept.enter_context(clone(self._server, self._template))
        return self._url

    def empty(self) -> None:
        """Everything belongs to a workspace, so that one statement empties all tables.

        A test that has changed the tables, or left a transaction open, has its database dropped instead.
        """
        dsn = make_url(self.url()).set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            with psycopg.connect(dsn, autocommit=True, options="-c lock_timeout=3s") as connection:
                connection.execute("DELETE FROM workspaces")
                self._check_tables(connection)
        except psycopg.Error:
            self._kept.close()
            self._url = None

    def _check_tables(self, connection: "psycopg.Connection[tuple[object, ...]]") -> None:
        for table in metadata.tables:
            connection.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
