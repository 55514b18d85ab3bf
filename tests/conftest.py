"""Fixtures that every package's tests share: real databases, a clock that obeys, and a workspace."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.flows.context import Context
from bot.storage.store import Store
from tests.support import databases
from tests.support.world import CLOCK_START, StoppedClock, make_context

# A busy machine is no failure: no example is judged by the time it takes. Every provider inherits the
# contract's tests and runs them by itself, which means no harm: no example is about one of them alone.
settings.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def sqlite_folder() -> Iterator[Path]:
    """Where the SQLite files of this session lie."""
    with databases.quick_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def sqlite_template(sqlite_folder: Path) -> Path:
    """A migrated SQLite file."""
    return databases.sqlite_template(sqlite_folder)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str | None]:
    """A PostgreSQL server: the one given, or one booted for this session, or None."""
    given = databases.server_url()
    if given:
        yield given
        return
    with databases.booted() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str | None) -> str | None:
    """The name of a migrated PostgreSQL database to clone."""
    return databases.make_template(postgres_server) if postgres_server else None


@pytest.fixture
def sqlite_url(sqlite_template: Path) -> Iterator[str]:
    """A SQLite database of this test's own."""
    with databases.quick_folder() as folder:
        path = folder / "test.db"
        shutil.copyfile(sqlite_template, path)
        yield f"sqlite+aiosqlite:///{path}"


@pytest.fixture(scope="session")
def postgres_databases(
    postgres_server: str | None, postgres_template: str | None
) -> Iterator[databases.Emptied | None]:
    """Databases of this process, emptied between tests: a clone for each would take half a second."""
    if postgres_server is None:
        yield None
        return
    with databases.Emptied(postgres_server, str(postgres_template)) as emptied:
        yield emptied


@pytest.fixture
def postgres_url(postgres_databases: databases.Emptied | None) -> Iterator[str]:
    """An empty PostgreSQL database of this test's own; skipped where there is no server."""
    if postgres_databases is None:
        pytest.skip(databases.NO_POSTGRES)
    yield postgres_databases.url()
    postgres_databases.empty()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Every test that asks for a database runs on both."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """The store over a database of this test's own."""
    opened = Store(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> StoppedClock:
    """A clock that stands still until it is told to move."""
    return StoppedClock(CLOCK_START)


@pytest.fixture
async def workspace_id(store: Store, clock: StoppedClock) -> str:
    """A workspace to own the rows."""
    async with store.workspaces() as workspaces:
        return (await workspaces.remember("T0TEST", "Harbor Clinic", "U0BOT", clock.now())).id


@pytest.fixture
def ctx(store: Store, clock: StoppedClock) -> Context:
    """The flows' context, with one SMS number and one WhatsApp sender."""
    return make_context(store, clock)
