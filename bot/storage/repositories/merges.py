"""Merges of clients, and what stood in every row that one has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, delete, or_, select, update

from bot.domain.merge import Merge
from bot.storage.repositories.base import Repository
from bot.storage.tables import clients, consents, conversations, merge_moves, merges
from bot.storage.tables.base import UtcDateTime


@dataclass(frozen=True)
class Change:
    """A row's columns before and after a merge; ``before`` is None for a row that the merge has made."""

    key: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


class Merges(Repository):
    """The merges of one workspace."""

    async def lock(self, client_ids: Sequence[str]) -> set[str]:
        """Keep others from merging these clients, and from writing to them, until this transaction ends.

        Locked in the order of their ids, so that two merges never wait in a ring. Those there are.
        """
        mine = clients.c.workspace_id == self._workspace_id
        query = select(clients.c.id).where(mine, self._among(clients.c.id, client_ids))
        rows = await self._connection.execute(query.order_by(clients.c.id).with_for_update())
        return set(rows.scalars())

    async def add(self, merge: Merge) -> None:
        """Remember that a client was merged; it must not be part of another already."""
        row = {
            "id": merge.id,
            "workspace_id": self._workspace_id,
            "survivor_id": merge.survivor_id,
            "merged_id": merge.merged_id,
            "merged_by": merge.merged_by,
            "merged_at": merge.merged_at,
            "undo_until": merge.undo_until,
        }
        await self._connection.execute(merges.insert().values(**row))

    async def get(self, merge_id: str) -> Merge | None:
        """The merge with this id."""
        query = select(merges).where(self._mine(), merges.c.id == merge_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _read(row) if row else None

    async def standing_of(self, client_id: str, limit: int = 20) -> list[Merge]:
        """The merges a client is part of, on either side, that were not undone; the newest first."""
        query = (
            select(merges)
            .where(
                self._mine(),
                or_(merges.c.survivor_id == client_id, merges.c.merged_id == client_id),
                merges.c.undone_at.is_(None),
            )
            .order_by(merges.c.id.desc())
            .limit(limit)
        )
        return [_read(row) for row in await self._connection.execute(query)]

    async def set_undone(self, merge_id: str, by: str, at: datetime) -> None:
        """Remember that it was undone; what it moved is forgotten."""
        await self._connection.execute(
            update(merges).where(self._mine(), merges.c.id == merge_id).values(undone_at=at, undone_by=by)
        )
        mine = merge_moves.c.workspace_id == self._workspace_id
        await self._connection.execute(delete(merge_moves).where(mine, merge_moves.c.merge_id == merge_id))

    async def keep(self, merge_id: str, table: str, changes: Sequence[Change]) -> None:
        """Remember what stood in these rows, and what the merge has put there."""
        rows = [
            {
                "merge_id": merge_id,
                "kind": table,
                "row_key": change.key,
                "workspace_id": self._workspace_id,
                "before": {"was": _as_json(change.before), "now": _as_json(change.after)},
            }
            for change in changes
        ]
        await self._insert_all(self._insert(merge_moves), rows)

    async def changes(self, merge_id: str, table: str) -> list[Change]:
        """What ``keep`` was given for a table."""
        query = (
            select(merge_moves.c.row_key, merge_moves.c.before)
            .where(
                merge_moves.c.workspace_id == self._workspace_id,
                merge_moves.c.merge_id == merge_id,
                merge_moves.c.kind == table,
            )
            .order_by(merge_moves.c.row_key)
        )
        rows = await self._connection.execute(query)
        return [
            Change(
                key, _from_json(_TABLES[table], kept["was"]), _from_json(_TABLES[table], kept["now"]) or {}
            )
            for key, kept in rows
        ]

    async def forget_before(self, now: datetime, limit: int = 20) -> int:
        """Drop what was moved by merges that cannot be undone any more, of so many at once; of how many."""
        over = (
            select(merges.c.id)
            .where(
                self._mine(),
                merges.c.undo_until <= now,
                merges.c.id.in_(select(merge_moves.c.merge_id)),
            )
            .limit(limit)
        )
        ids = list((await self._connection.execute(over)).scalars())
        mine = merge_moves.c.workspace_id == self._workspace_id
        await self._connection.execute(delete(merge_moves).where(mine, merge_moves.c.merge_id.in_(ids)))
        return len(ids)

    async def put_back(self, table: str, changes: Sequence[Change]) -> None:
        """Give rows of ``clients`` or ``conversations`` back what stood in them: each column that still holds
        what the merge has put there. What somebody has changed since stays."""
        rows = _TABLES[table]
        for change in changes:
            row = await self._row(rows, change.key)
            back = {
                name: value
                for name, value in (change.before or {}).items()
                if row is not None and row[name] == change.after.get(name)
            }
            if back:
                mine = rows.c.workspace_id == self._workspace_id
                changed = update(rows).where(mine, rows.c.id == change.key)
                await self._connection.execute(changed.values(**back))

    async def _row(self, table: Table, key: str) -> Mapping[str, Any] | None:
        mine = table.c.workspace_id == self._workspace_id
        found = await self._connection.execute(select(table).where(mine, table.c.id == key))
        row = found.mappings().one_or_none()
        return dict(row) if row else None

    def _mine(self) -> Any:
        return merges.c.workspace_id == self._workspace_id


# The tables of which single rows are kept, column by column.
_TABLES = {table.name: table for table in (clients, consents, conversations)}


def _change(table: Table, key: str, kept: Mapping[str, Any]) -> Change:
    return Change(key, _from_json(table, kept["was"]), _from_json(table, kept["now"]) or {})


def _as_json(columns: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if columns is None:
        return None
    return {name: v.isoformat() if isinstance(v, datetime) else v for name, v in columns.items()}


def _from_json(table: Table, kept: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if kept is None:
        return None
    # What an older version has kept may name a column that is not there any more.
    return {
        name: datetime.fromisoformat(v) if v and isinstance(table.c[name].type, UtcDateTime) else v
        for name, v in kept.items()
        if name in table.c
    }


def _read(row: Row[Any]) -> Merge:
    return Merge(
        id=row.id,
        survivor_id=row.survivor_id,
        merged_id=row.merged_id,
        merged_by=row.merged_by,
        merged_at=row.merged_at,
        undo_until=row.undo_until,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )
