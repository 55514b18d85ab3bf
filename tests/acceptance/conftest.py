"""The whole program over HTTP: sandbox, database, bot."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.sandbox.app import WhatsApp
from tests.acceptance import private
from tests.acceptance.people import Desk
from tests.acceptance.private import BotLog
from tests.support.databases import quick_folder
from tests.support.program import Program, running_program


@pytest.fixture
async def program(database_url: str, tmp_path: Path) -> AsyncIterator[Program]:
    """The program with its bot running in one process, on each database."""
    async with running_program(database_url, tmp_path) as running:
        await running.start("run")
        yield running


@pytest.fixture(scope="module")
def bot_env() -> dict[str, str]:
    """Settings of the module's shared program that differ from the harness's; a module may give its own."""
    return {}


@pytest.fixture(scope="module")
def whatsapp() -> WhatsApp:
    """Who carries WhatsApp in the module's shared program; a module may give its own."""
    return "twilio"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    bot_env: dict[str, str],
    whatsapp: WhatsApp,
) -> AsyncIterator[Program]:
    """One running program on SQLite for all tests of a module; each test brings its own clients."""
    folder = tmp_path_factory.mktemp("shared")
    with quick_folder() as quick:
        shutil.copyfile(sqlite_template, quick / "test.db")
        url = f"sqlite+aiosqlite:///{quick / 'test.db'}"
        async with running_program(url, folder, whatsapp=whatsapp, **bot_env) as running:
            await running.start("run")
            yield running


@pytest.fixture
def log(shared: Program) -> BotLog:
    """The shared program's log from the beginning of this test."""
    return BotLog(shared.log)


@pytest.fixture
def desk(shared: Program, log: BotLog) -> Iterator[Desk]:
    """Teammates at the shared program; afterwards nothing private may stand in its log."""
    at_work = Desk(shared)
    yield at_work
    private.check(shared, log, at_work.typed)
