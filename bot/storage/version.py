"""Which form the database is in, told without loading what migrates it: a web process only looks."""

from sqlalchemy import Column, MetaData, String, Table, inspect, select
from sqlalchemy.ext.asyncio import AsyncEngine

# The newest revision in migrations/versions; a test holds it to what is there.
HEAD = "0004"

# The table that Alembic keeps its place in.
_VERSIONS = Table("alembic_version", MetaData(), Column("version_num", String(32)))


async def current(engine: AsyncEngine) -> str | None:
    """The revision the database is at; None for an empty one."""
    async with engine.connect() as connection:
        if not await connection.run_sync(lambda plain: inspect(plain).has_table(_VERSIONS.name)):
            return None
        return (await connection.execute(select(_VERSIONS.c.version_num))).scalar_one_or_none()
