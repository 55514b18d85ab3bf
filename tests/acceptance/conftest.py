"""The whole program over HTTP: sandbox, database, bot."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.program import Program, running_program


@pytest.fixture
async def program(database_url: str, tmp_path: Path) -> AsyncIterator[Program]:
    """The program with its bot running in one process, on each database."""
    async with running_program(database_url, tmp_path) as running:
        await running.start("run")
        yield running
