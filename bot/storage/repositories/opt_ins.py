"""Clients who were asked on WhatsApp whether they want to hear from us there, and what became of it."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from bot.domain.consent import ConsentState
from bot.domain.opt_in import OptIn, OptInState
from bot.storage.repositories.base import Repository
from bot.storage.tables import opt_ins
from bot.storage.tables.base import is_literally

_ASKED = is_literally(opt_ins.c.state, OptInState.ASKED.value)


class OptIns(Repository):
    """The questions of one workspace: at most one stands open for an address.

    Who changes one locks its address (``consents``) before.
    """

    async def add(self, asked: OptIn) -> bool:
        """Remember a question; False when one stands open for the address already."""
        row = {field.name: getattr(asked, field.name) for field in fields(asked)}
        row |= {"state": asked.state.value, "before": asked.before.value, "workspace_id": self._workspace_id}
        return bool(await self._insert_all(self._insert_once(opt_ins, "id"), [row]))

    async def get(self, opt_in_id: str) -> OptIn | None:
        """The question with this id."""
        return await self._one(opt_ins.c.id == opt_in_id)

    async def of_message(self, message_id: str) -> OptIn | None:
        """The question that a message of ours is."""
        return await self._one(opt_ins.c.message_id == message_id)

    async def latest(self, address_ids: Iterable[str]) -> dict[str, OptIn]:
        """The newest question to each of these addresses; who was never asked is left out."""
        newest = (
            select(func.max(opt_ins.c.id))
            .where(self._mine(), self._among(opt_ins.c.address_id, address_ids))
            .group_by(opt_ins.c.address_id)
        )
        query = select(opt_ins).where(self._mine(), opt_ins.c.id.in_(newest))
        found = [_read(row) for row in await self._connection.execute(query)]
        return {each.address_id: each for each in found}

    async def due(self, now: datetime, limit: int) -> list[OptIn]:
        """Open questions that somebody should look at, the longest due first."""
        query = (
            select(opt_ins)
            .where(self._mine(), _ASKED, opt_ins.c.due_at <= now)
            .order_by(opt_ins.c.due_at, opt_ins.c.id)
            .limit(limit)
        )
        return [_read(row) for row in await self._connection.execute(query)]

    async def settle(self, opt_in_id: str, was: OptInState, **columns: Any) -> bool:
        """Write changed columns, a new state among them, if the question still is what it was."""
        still = update(opt_ins).where(self._mine(), opt_ins.c.id == opt_in_id, opt_ins.c.state == was.value)
        return (await self._connection.execute(still.values(**columns))).rowcount == 1

    async def change(self, opt_in_id: str, **columns: Any) -> None:
        """Write changed columns of a question."""
        changed = update(opt_ins).where(self._mine(), opt_ins.c.id == opt_in_id)
        await self._connection.execute(changed.values(**columns))

    async def _one(self, condition: Any) -> OptIn | None:
        row = (await self._connection.execute(select(opt_ins).where(self._mine(), condition))).one_or_none()
        return _read(row) if row else None

    def _mine(self) -> Any:
        return opt_ins.c.workspace_id == self._workspace_id


def _read(row: Row[Any]) -> OptIn:
    values = {field.name: getattr(row, field.name) for field in fields(OptIn)}
    return OptIn(**values | {"state": OptInState(row.state), "before": ConsentState(row.before)})
