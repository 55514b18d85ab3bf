"""Replies that wait for their author's word."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from bot.domain.held_reply import HeldReply, HeldWhy
from bot.domain.replies import files_as_json, read_files
from bot.storage.repositories.base import Repository
from bot.storage.tables import held_replies

_EVERYTHING = select(held_replies)


class HeldReplies(Repository):
    """The held replies of one workspace."""

    async def keep(self, held: HeldReply) -> bool:
        """Keep a reply; False when the Slack message is kept already."""
        row = {
            "id": held.id,
            "workspace_id": self._workspace_id,
            "conversation_id": held.conversation_id,
            "slack_channel": held.slack_channel,
            "slack_ts": held.slack_ts,
            "root_ts": held.root_ts,
            "slack_user": held.user,
            "body": held.body,
            "why": held.why.value,
            "files": files_as_json(held.files),
            "created_at": held.created_at,
        }
        once = self._insert_once(held_replies, returning="id")
        return bool(await self._insert_all(once, [row]))

    async def get(self, held_id: str) -> HeldReply | None:
        """The held reply with this id."""
        return await self._one(held_replies.c.id == held_id)

    async def by_slack(self, channel: str, ts: str) -> HeldReply | None:
        """The held reply that stands in this Slack message."""
        return await self._one(held_replies.c.slack_channel == channel, held_replies.c.slack_ts == ts)

    async def take(self, held_id: str) -> HeldReply | None:
        """Take a reply out, for good: of two who decide at once only one gets it."""
        taken = (
            delete(held_replies)
            .where(held_replies.c.workspace_id == self._workspace_id, held_replies.c.id == held_id)
            .returning(*held_replies.c)
        )
        row = (await self._connection.execute(taken)).one_or_none()
        return _read(row) if row else None

    async def awaits_files(self, conversation_id: str) -> bool:
        """Whether a reply in this thread waits for its files: what is written after it must not overtake."""
        waiting = (
            held_replies.c.conversation_id == conversation_id,
            held_replies.c.why == HeldWhy.FILES.value,
        )
        query = select(held_replies.c.id).where(held_replies.c.workspace_id == self._workspace_id, *waiting)
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def change(self, held_id: str, body: str) -> None:
        """Change the words of a reply that waits."""
        await self._connection.execute(self._update(held_id).values(body=body))

    async def unreminded(self, before: datetime, limit: int) -> list[HeldReply]:
        """Questions asked before that moment of which their authors were not reminded, locked."""
        asked = held_replies.c.why.in_([HeldWhy.MENTION.value, HeldWhy.OWNED.value])
        waiting = (
            _EVERYTHING.where(
                held_replies.c.workspace_id == self._workspace_id,
                held_replies.c.created_at < before,
                held_replies.c.reminded_at.is_(None),
                asked,
            )
            .order_by(held_replies.c.created_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [_read(row) for row in await self._connection.execute(waiting)]

    async def reminded(self, held_id: str, now: datetime) -> None:
        """Remember that its author was asked once more."""
        await self._connection.execute(self._update(held_id).values(reminded_at=now))

    async def forget_before(self, when: datetime) -> None:
        """Drop what nobody has decided about for so long: it stays inside."""
        mine = held_replies.c.workspace_id == self._workspace_id
        await self._connection.execute(delete(held_replies).where(mine, held_replies.c.created_at < when))

    def _update(self, held_id: str) -> Any:
        mine = held_replies.c.workspace_id == self._workspace_id
        return update(held_replies).where(mine, held_replies.c.id == held_id)

    async def _one(self, *conditions: Any) -> HeldReply | None:
        mine = held_replies.c.workspace_id == self._workspace_id
        row = (await self._connection.execute(_EVERYTHING.where(mine, *conditions))).one_or_none()
        return _read(row) if row else None


def _read(row: Row[Any]) -> HeldReply:
    return HeldReply(
        id=row.id,
        conversation_id=row.conversation_id,
        slack_channel=row.slack_channel,
        slack_ts=row.slack_ts,
        root_ts=row.root_ts,
        user=row.slack_user,
        body=row.body,
        why=HeldWhy(row.why),
        created_at=row.created_at,
        reminded_at=row.reminded_at,
        files=read_files(row.files),
    )
