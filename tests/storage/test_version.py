"""The revision that the program expects, and the one that the database is at."""

from pathlib import Path

from alembic.script import ScriptDirectory

import bot.storage
from bot.storage import version
from bot.storage.migrate import downgrade
from bot.storage.store import Store

MIGRATIONS = Path(bot.storage.__file__).parent / "migrations"


def test_the_expected_revision_is_the_newest_there_is() -> None:
    assert ScriptDirectory(MIGRATIONS).get_current_head() == version.HEAD


async def test_a_migrated_database_is_at_the_head_and_an_emptied_one_at_none(store: Store) -> None:
    assert await version.current(store.writer) == version.HEAD

    await downgrade(store.writer, "base")

    assert await version.current(store.writer) is None
