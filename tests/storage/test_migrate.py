"""Migrations: up, down and up again on both databases, and the result is what the code expects."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, String, inspect, text

from bot.storage import migrate, version
from bot.storage.store import Store
from bot.storage.tables import metadata
from bot.storage.tables.base import FreeText, UtcDateTime


@pytest.fixture
async def empty(database_url: str) -> AsyncIterator[Store]:
    """A store over a database without tables."""
    store = Store(database_url)
    await migrate.downgrade(store.writer, "base")
    yield store
    await store.close()


async def tables(store: Store) -> set[str]:
    """The names of the tables there are."""
    async with store.writer.connect() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


async def test_going_down_leaves_nothing_but_alembic_s_own_table(empty: Store) -> None:
    assert await tables(empty) <= {"alembic_version"}
    assert await version.current(empty.writer) is None


async def test_up_down_and_up_again_ends_at_the_head_with_every_table(empty: Store) -> None:
    await migrate.upgrade(empty.writer)
    await migrate.downgrade(empty.writer, "base")
    await migrate.upgrade(empty.writer)
    assert await version.current(empty.writer) == version.HEAD
    assert await tables(empty) == set(metadata.tables) | {"alembic_version"}


async def test_upgrading_what_is_up_to_date_changes_nothing(store: Store) -> None:
    before = await tables(store)
    await migrate.upgrade(store.writer)
    assert await tables(store) == before
    assert await version.current(store.writer) == version.HEAD


async def test_several_processes_may_migrate_at_once(empty: Store) -> None:
    others = [Store(empty.url) for _ in range(3)]
    await asyncio.gather(*(migrate.upgrade(other.writer) for other in others))
    for other in others:
        await other.close()
    assert await version.current(empty.writer) == version.HEAD


async def test_a_migration_that_fails_leaves_the_database_as_it_was(
    empty: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: Connection, do: Any, revision: str) -> None:
        apply(connection, do, revision)
        connection.execute(text("SELECT no_such_column FROM workspaces"))

    apply = migrate._run
    monkeypatch.setattr(migrate, "_run", broken)
    with pytest.raises(Exception, match="no_such_column"):
        await migrate.upgrade(empty.writer)
    monkeypatch.undo()
    assert await tables(empty) <= {"alembic_version"}
    await migrate.upgrade(empty.writer)
    assert await version.current(empty.writer) == version.HEAD


async def test_the_migrated_schema_is_the_one_the_code_declares(store: Store) -> None:
    def differences(connection: Connection) -> list[Any]:
        options = {"compare_type": _type_differs, "compare_server_default": False}
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    async with store.writer.connect() as connection:
        assert await connection.run_sync(differences) == []


def _type_differs(context: Any, _inspected: Any, column: Any, found: Any, declared: Any) -> bool | None:
    # Our own types are what they are built on, as far as the database can tell.
    if isinstance(declared, UtcDateTime | FreeText):
        return not isinstance(found, type(declared.impl_instance))
    # SQLite keeps any length, whatever is declared, so no migration makes a column longer there.
    if context.dialect.name == "sqlite" and isinstance(declared, String):
        return not isinstance(found, String)
    return None


async def test_every_declared_check_stands_in_the_database_by_name(store: Store) -> None:
    declared = {
        str(check.name)
        for table in metadata.tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }

    def found(connection: Connection) -> set[str]:
        inspector = inspect(connection)
        return {
            str(check["name"])
            for table in metadata.tables
            for check in inspector.get_check_constraints(table)
        }

    async with store.writer.connect() as connection:
        assert await connection.run_sync(found) == declared


async def test_every_declared_index_has_the_same_condition_in_the_database(store: Store) -> None:
    dialect = store.writer.dialect.name
    declared = {
        str(index.name): "" if (where := index.dialect_options[dialect]["where"]) is None else str(where)
        for table in metadata.tables.values()
        for index in table.indexes
    }

    def found(connection: Connection) -> dict[str, str]:
        inspector = inspect(connection)
        return {
            str(index["name"]): str(index.get("dialect_options", {}).get(f"{dialect}_where", ""))
            for table in metadata.tables
            for index in inspector.get_indexes(table)
            if not index.get("duplicates_constraint")
        }

    async with store.writer.connect() as connection:
        there = await connection.run_sync(found)
    assert set(declared) <= set(there)
    for name, condition in declared.items():
        assert bool(there[name]) == bool(condition), name
        assert all(f"'{word}'" in there[name] for word in condition.split("'")[1::2]), name
