"""Clients' texts that no thread shows, because the sender they went to was not two-way then."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select

from bot.domain.channel import Channel
from bot.domain.message import Message
from bot.storage.repositories.base import Repository
from bot.storage.repositories.messages import MESSAGE, read_message
from bot.storage.tables import messages, unshown_texts


class UnshownTexts(Repository):
    """The texts of one workspace that wait to be shown."""

    async def keep(self, texts: Sequence[Message]) -> None:
        """Remember that these stand in no thread."""
        rows = [
            {
                "workspace_id": self._workspace_id,
                "message_id": text.id,
                "channel": text.channel.family.value,
                "sender": text.sender,
            }
            for text in texts
        ]
        await self._insert_all(self._insert(unshown_texts).on_conflict_do_nothing(), rows)

    async def counts(self) -> dict[tuple[Channel, str], int]:
        """How many wait, by channel and sender of ours."""
        columns = unshown_texts.c.channel, unshown_texts.c.sender
        query = (
            select(*columns, func.count())
            .where(unshown_texts.c.workspace_id == self._workspace_id)
            .group_by(*columns)
        )
        rows = await self._connection.execute(query)
        return {(Channel(channel), sender): number for channel, sender, number in rows}

    async def take(self, channel: Channel, sender: str, limit: int) -> list[Message]:
        """Take out the newest of a sender, at most ``limit``; the oldest of them first."""
        ids: Any = (
            select(unshown_texts.c.message_id)
            .where(
                unshown_texts.c.workspace_id == self._workspace_id,
                unshown_texts.c.channel == channel.value,
                unshown_texts.c.sender == sender,
            )
            .order_by(unshown_texts.c.message_id.desc())
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        newest = list((await self._connection.execute(ids)).scalars())
        mine = unshown_texts.c.workspace_id == self._workspace_id
        gone = delete(unshown_texts).where(mine, self._among(unshown_texts.c.message_id, newest))
        await self._connection.execute(gone)
        query = select(*MESSAGE).where(
            messages.c.workspace_id == self._workspace_id, self._among(messages.c.id, newest)
        )
        rows = await self._connection.execute(query.order_by(messages.c.created_at, messages.c.id))
        return [read_message(row) for row in rows]
