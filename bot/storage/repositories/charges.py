"""What each message is estimated to cost, and what it has really cost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from bot.domain.channel import Channel
from bot.storage.repositories.base import Repository
from bot.storage.tables import charges, messages
from bot.storage.tables.base import is_literally


@dataclass(frozen=True)
class Charge:
    """A message's cost in millionths of the workspace's currency, and the month and team that bear it.

    ``team`` is a user group that has a budget of its own, or empty. ``segments``: how many the estimate has.
    """

    message_id: str
    month: str
    team: str
    channel: Channel
    sender: str
    segments: int
    estimated: int


@dataclass(frozen=True)
class Unsettled:
    """A charge whose real price is to be asked for: ``asked`` times before, of a message called at."""

    charge: Charge
    provider: str
    provider_id: str
    asked: int
    called_at: datetime


@dataclass(frozen=True)
class CostLine:
    """What a sender's messages on a channel cost in a month, by the real price where it is known."""

    month: str
    channel: Channel
    sender: str
    messages: int
    segments: int
    micros: int
    estimated: int  # The part of it that is not settled yet.


class Charges(Repository):
    """The charges of one workspace."""

    async def add(self, charge: Charge, ask_at: datetime, now: datetime) -> None:
        """Keep what a message is estimated to cost; a message that was charged before is charged anew.

        ``ask_at``: when its real price can be known at the earliest.
        """
        row = {
            "month": charge.month,
            "team": charge.team,
            "channel": charge.channel.value,
            "sender": charge.sender,
            "segments": charge.segments,
            "estimated": charge.estimated,
            "state": "reserved",
            "ask_at": ask_at,
        }
        insert = self._insert(charges).values(
            message_id=charge.message_id, workspace_id=self._workspace_id, created_at=now, **row
        )
        mine = charges.c.workspace_id == self._workspace_id
        await self._connection.execute(
            insert.on_conflict_do_update(index_elements=["message_id"], set_=row, where=mine)
        )

    async def reserved(self, message_ids: Iterable[str]) -> dict[str, Charge]:
        """The charges of these messages that are neither settled nor released."""
        rows = await self._connection.execute(self._reserved(message_ids))
        return {row.message_id: _read(row) for row in rows}

    async def release(self, message_ids: Iterable[str]) -> list[Charge]:
        """End the reservations of messages that will not cost anything; those that there were."""
        ids = sorted(set(message_ids))
        if not ids:
            return []
        locked = self._reserved(ids).order_by(charges.c.message_id).with_for_update()
        found = [_read(row) for row in await self._connection.execute(locked)]
        await self._change([charge.message_id for charge in found], state="released", ask_at=None)
        return found

    async def due(self, now: datetime, limit: int) -> list[Unsettled]:
        """Charges whose price is to be asked for now, the longest due first, locked.

        A message that the provider does not have yet, or never had, is left out.
        """
        query = (
            select(charges, messages.c.provider, messages.c.provider_id, messages.c.called_at)
            .join(messages, messages.c.id == charges.c.message_id)
            .where(
                charges.c.workspace_id == self._workspace_id,
                is_literally(charges.c.state, "reserved"),
                charges.c.ask_at <= now,
                messages.c.provider_id.is_not(None),
            )
            .order_by(charges.c.ask_at, charges.c.message_id)
            .limit(limit)
            .with_for_update(of=charges, skip_locked=True)
        )
        return [
            Unsettled(_read(row), row.provider, row.provider_id, row.asked, row.called_at or row.created_at)
            for row in await self._connection.execute(query)
        ]

    async def lease(self, message_ids: Sequence[str], until: datetime) -> None:
        """Leave these to whoever asks for them now; they are due again at ``until``."""
        await self._change(sorted(message_ids), ask_at=until)

    async def ask_at(self, message_ids: Sequence[str], again: datetime | None) -> None:
        """Ask for these prices again later, or, without a time, never: then the estimates stand."""
        await self._change(sorted(message_ids), ask_at=again, asked=charges.c.asked + 1)

    async def forget_before(self, moment: datetime) -> None:
        """Ask no more for what was to be asked for so long ago: the provider never had it."""
        change = update(charges).where(
            charges.c.workspace_id == self._workspace_id,
            is_literally(charges.c.state, "reserved"),
            charges.c.ask_at < moment,
        )
        await self._connection.execute(change.values(ask_at=None))

    async def settle(self, micros: Mapping[str, int], now: datetime) -> list[tuple[Charge, int]]:
        """Set what these messages have really cost; those that were not settled yet, each with its price."""
        locked = self._reserved(micros).order_by(charges.c.message_id).with_for_update()
        found = [_read(row) for row in await self._connection.execute(locked)] if micros else []
        for charge in found:
            price = micros[charge.message_id]
            await self._change(
                [charge.message_id], state="settled", settled=price, settled_at=now, ask_at=None
            )
        return [(charge, micros[charge.message_id]) for charge in found]

    async def costs(self, months: Sequence[str]) -> list[CostLine]:
        """What was sent and what it cost in these months, by channel and sender."""
        cost = func.coalesce(charges.c.settled, charges.c.estimated)
        open_ = func.coalesce(
            func.sum(charges.c.estimated).filter(is_literally(charges.c.state, "reserved")), 0
        )
        groups = charges.c.month, charges.c.channel, charges.c.sender
        query = (
            select(*groups, func.count(), func.sum(charges.c.segments), func.sum(cost), open_)
            .where(
                charges.c.workspace_id == self._workspace_id,
                self._among(charges.c.month, months),
                is_literally(charges.c.state, "reserved", "settled"),
            )
            .group_by(*groups)
            .order_by(*groups)
        )
        rows = await self._connection.execute(query)
        return [
            CostLine(month, Channel(channel), sender, count, int(segments), int(micros), int(estimated))
            for month, channel, sender, count, segments, micros, estimated in rows
        ]

    def _reserved(self, message_ids: Iterable[str]) -> Any:
        return select(charges).where(
            charges.c.workspace_id == self._workspace_id,
            self._among(charges.c.message_id, sorted(set(message_ids))),
            is_literally(charges.c.state, "reserved"),
        )

    async def _change(self, message_ids: Sequence[str], **values: Any) -> None:
        if not message_ids:
            return
        mine = charges.c.workspace_id == self._workspace_id
        open_ = is_literally(charges.c.state, "reserved")
        named = self._among(charges.c.message_id, message_ids)
        await self._connection.execute(update(charges).where(mine, open_, named).values(**values))


def _read(row: Row[Any]) -> Charge:
    return Charge(
        row.message_id, row.month, row.team, Channel(row.channel), row.sender, row.segments, row.estimated
    )
