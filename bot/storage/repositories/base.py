"""What the repositories share: a connection, a workspace, and an insert that may find its row there."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

# The two databases spell ON CONFLICT alike; SQLAlchemy keeps a construct for each.
Insert = postgresql.Insert | sqlite.Insert


class Repository:
    """Rows of one workspace within one transaction."""

    def __init__(self, connection: AsyncConnection, workspace_id: str) -> None:
        self._connection = connection
        self._workspace_id = workspace_id

    def _insert(self, table: Table) -> Insert:
        """An insert that knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
        return insert_for(self._connection, table)

    async def _insert_all(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        # An executemany, whose one compiled statement serves every size of batch.
        if rows:
            await self._connection.execute(statement, rows)


def insert_for(connection: AsyncConnection, table: Table) -> Insert:
    """The dialect's own insert construct."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
