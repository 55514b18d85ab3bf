"""Bringing the database to the form this version needs."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

# Any number will do, so long as every version uses the same: who migrates holds this lock.
_MIGRATION_LOCK = 7_206_113


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    """Apply all that is missing, in one transaction; several processes may ask at once."""
    async with engine.begin() as connection:
        await connection.run_sync(_run, command.upgrade, revision)


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    """Undo down to ``revision`` (``base`` for an empty database)."""
    async with engine.begin() as connection:
        await connection.run_sync(_run, command.downgrade, revision)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _run(connection: Connection, do: Any, revision: str) -> None:
    # Whoever comes second waits here, before Alembic's own state, of which a process has one, is touched. On
    # SQLite the transaction, and with it the lock, begins with the first statement.
    lock = f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"
    connection.execute(text(lock if connection.dialect.name == "postgresql" else "SELECT 1"))
    config = _config()
    config.attributes["connection"] = connection
    do(config, revision)
