"""Clients' threads."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, func, select, update

from bot.domain.conversation import Conversation, Work
from bot.domain.ids import new_id
from bot.domain.message import NEVER_WENT, Message
from bot.storage.repositories.base import Repository
from bot.storage.repositories.messages import MESSAGE, read_message
from bot.storage.tables import conversations, former_roots, messages, unshown_texts
from bot.storage.tables.base import is_literally

_ACTIVE = conversations.c.state == "active"
# A client that was merged may be merged again; more than this is a fault in the rows.
_MOST_MERGES = 50


class Conversations(Repository):
    """The active thread of each client of one workspace."""

    async def get(self, conversation_id: str) -> Conversation | None:
        """The conversation with this id."""
        return await self._one(conversations.c.id == conversation_id)

    async def by_thread(self, slack_channel: str, root_ts: str) -> Conversation | None:
        """The active conversation whose card is this Slack message, or was before it was posted anew; of a
        client that was merged, the conversation in which it goes on."""
        place = (conversations.c.slack_channel == slack_channel, conversations.c.root_ts == root_ts)
        active = await self._one(*place, _ACTIVE)
        if active is not None:
            return active
        found = await self.at_root(slack_channel, root_ts)
        return await self._going_on(found) if found else None

    async def at_root(self, slack_channel: str, root_ts: str) -> Conversation | None:
        """The conversation whose card is or was this Slack message, even if it goes on in another."""
        place = (conversations.c.slack_channel == slack_channel, conversations.c.root_ts == root_ts)
        found = await self._one(*place)
        if found is not None:
            return found
        former = select(former_roots.c.conversation_id).where(
            former_roots.c.workspace_id == self._workspace_id,
            former_roots.c.slack_channel == slack_channel,
            former_roots.c.root_ts == root_ts,
        )
        return await self._one(conversations.c.id == former.scalar_subquery())

    async def _going_on(self, found: Conversation) -> Conversation | None:
        """Where it goes on now: merges may follow each other, but a ring is none."""
        at: Conversation | None = found
        for _ in range(_MOST_MERGES):
            if at is None or at.continued_by is None:
                break
            at = await self.get(at.continued_by)
        return await self._one(conversations.c.id == at.id, _ACTIVE) if at else None

    async def active_of(self, client_ids: Iterable[str]) -> dict[str, Conversation]:
        """The active conversation of each of these clients that has one."""
        mine = conversations.c.workspace_id == self._workspace_id
        query = select(conversations).where(mine, self._among(conversations.c.client_id, client_ids), _ACTIVE)
        return {row.client_id: _read(row) for row in await self._connection.execute(query)}

    async def add(self, client_ids: Sequence[str], slack_channel: str, now: datetime) -> list[Conversation]:
        """New conversations for these clients; those who have got one meanwhile are left out."""
        rows = [
            {
                "id": new_id(),
                "workspace_id": self._workspace_id,
                "client_id": client_id,
                "slack_channel": slack_channel,
                "created_at": now,
            }
            for client_id in client_ids
        ]
        await self._insert_all(self._insert(conversations).on_conflict_do_nothing(), rows)
        made = {row["id"] for row in rows}
        return [found for found in (await self.active_of(client_ids)).values() if found.id in made]

    async def set_root(self, conversation_id: str, root_ts: str | None) -> None:
        """Remember where the card stands, None when nowhere any more; where it stood stays known."""
        stood = select(
            conversations.c.workspace_id,
            conversations.c.slack_channel,
            conversations.c.root_ts,
            conversations.c.id,
        ).where(
            conversations.c.workspace_id == self._workspace_id,
            conversations.c.id == conversation_id,
            conversations.c.root_ts.is_not(None),
        )
        columns = ["workspace_id", "slack_channel", "root_ts", "conversation_id"]
        kept = self._insert(former_roots).from_select(columns, stood, include_defaults=False)
        await self._connection.execute(kept.on_conflict_do_nothing())
        await self._connection.execute(
            update(conversations)
            .where(conversations.c.workspace_id == self._workspace_id, conversations.c.id == conversation_id)
            .values(root_ts=root_ts)
        )

    async def leave(self, stood: Conversation, slack_channel: str) -> bool:
        """Let a conversation go on in ``slack_channel`` under a card that is yet to be posted; where it stood
        stays known. False, and nothing is changed, when it does not stand as in ``stood`` any more."""
        gone_on = (
            update(conversations)
            .where(
                conversations.c.workspace_id == self._workspace_id,
                conversations.c.id == stood.id,
                conversations.c.slack_channel == stood.slack_channel,
                conversations.c.root_ts == stood.root_ts
                if stood.root_ts
                else conversations.c.root_ts.is_(None),
            )
            .values(slack_channel=slack_channel, root_ts=None)
        )
        if (await self._connection.execute(gone_on)).rowcount != 1:
            return False
        if stood.root_ts:
            row = {
                "workspace_id": self._workspace_id,
                "slack_channel": stood.slack_channel,
                "root_ts": stood.root_ts,
                "conversation_id": stood.id,
            }
            await self._insert_all(self._insert(former_roots).on_conflict_do_nothing(), [row])
        return True

    async def last_texts(
        self, conversation_id: str, before: str, limit: int, without: Collection[str] = ()
    ) -> list[Message]:
        """The newest texts of a conversation that were stored before the row with this id, the oldest first:
        without those that never went, those that are kept unshown, and those with the ids ``without``."""
        query = (
            select(*MESSAGE)
            .where(
                messages.c.workspace_id == self._workspace_id,
                messages.c.conversation_id == conversation_id,
                messages.c.id < before,
                ~self._among(messages.c.id, without),
                messages.c.status.not_in([status.value for status in NEVER_WENT]),
                messages.c.is_sign.is_(False),
                ~exists().where(unshown_texts.c.message_id == messages.c.id),
            )
            .order_by(messages.c.id.desc())
            .limit(limit)
        )
        found = [read_message(row) for row in await self._connection.execute(query)]
        return found[::-1]

    async def change(self, conversation_id: str, **columns: Any) -> None:
        """Set columns of a conversation: work, snoozed_until, relay_paused_by, unanswered_since and so on."""
        mine = conversations.c.workspace_id == self._workspace_id
        changed = update(conversations).where(mine, conversations.c.id == conversation_id)
        await self._connection.execute(changed.values(**columns))

    async def channels(self) -> list[str]:
        """The Slack channels in which cards stand or have stood."""
        now = select(conversations.c.slack_channel).where(
            conversations.c.workspace_id == self._workspace_id, _ACTIVE
        )
        before = select(former_roots.c.slack_channel).where(former_roots.c.workspace_id == self._workspace_id)
        return sorted((await self._connection.execute(now.union(before))).scalars())

    async def with_senders(self, after_id: str, limit: int) -> list[tuple[Conversation, str]]:
        """Active conversations in the order of their ids, each with the sender of ours that its newest
        message went by; empty where there is none."""
        newest = (
            select(messages.c.sender)
            .where(messages.c.conversation_id == conversations.c.id)
            .order_by(messages.c.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        query = (
            select(conversations, newest.label("sender"))
            .where(conversations.c.workspace_id == self._workspace_id, conversations.c.id > after_id, _ACTIVE)
            .order_by(conversations.c.id)
            .limit(limit)
        )
        return [(_read(row), row.sender or "") for row in await self._connection.execute(query)]

    async def heard(self, conversation_ids: Iterable[str], now: datetime) -> None:
        """Clients wrote what somebody should answer: it waits from now on, unless it does already, and what
        was closed or put off is open again."""
        await self._connection.execute(
            self._of(conversation_ids).values(
                unanswered_since=func.coalesce(conversations.c.unanswered_since, now),
                last_message_at=now,
                work=Work.OPEN.value,
                snoozed_until=None,
            )
        )

    async def said(self, conversation_ids: Iterable[str], now: datetime, *, answered: bool = False) -> None:
        """Something was written; ``answered``: and nothing waits for an answer any more."""
        more = {"unanswered_since": None} if answered else {}
        await self._connection.execute(self._of(conversation_ids).values(last_message_at=now, **more))

    async def due_from_snooze(self, now: datetime, limit: int) -> list[Conversation]:
        """Conversations that were put off until now or before, locked."""
        due = (
            select(conversations)
            .where(
                conversations.c.workspace_id == self._workspace_id,
                is_literally(conversations.c.work, Work.SNOOZED.value),
                conversations.c.snoozed_until <= now,
            )
            .order_by(conversations.c.snoozed_until)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [_read(row) for row in await self._connection.execute(due)]

    def _of(self, conversation_ids: Iterable[str]) -> Any:
        mine = conversations.c.workspace_id == self._workspace_id
        return update(conversations).where(mine, self._among(conversations.c.id, conversation_ids))

    async def _one(self, *conditions: Any) -> Conversation | None:
        query = select(conversations).where(conversations.c.workspace_id == self._workspace_id, *conditions)
        row = (await self._connection.execute(query)).one_or_none()
        return _read(row) if row else None


def _read(row: Row[Any]) -> Conversation:
    return Conversation(
        id=row.id,
        workspace_id=row.workspace_id,
        client_id=row.client_id,
        slack_channel=row.slack_channel,
        root_ts=row.root_ts,
        created_at=row.created_at,
        work=Work(row.work),
        snoozed_until=row.snoozed_until,
        snoozed_by=row.snoozed_by,
        relay_paused_by=row.relay_paused_by,
        unanswered_since=row.unanswered_since,
        last_message_at=row.last_message_at,
        continued_by=row.continued_by,
    )
