"""Texts to clients by the time at which they go: what is to come, and what went last."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from bot.domain.channel import Channel
from bot.domain.message import NEVER_WENT, Message, Status
from bot.storage.as_json import read_made_from
from bot.storage.repositories.base import Repository
from bot.storage.repositories.messages import MESSAGE, NOT_BEFORE_ITS_TIME, read_message
from bot.storage.tables import messages
from bot.storage.tables.base import is_literally

# As the index of what is not settled yet is declared, so that it serves a client's waiting texts.
_IN_FLIGHT = is_literally(messages.c.status, "queued", "sending", "checking")

_NOT_GONE = [status.value for status in (Status.QUEUED, *sorted(NEVER_WENT))]


class Timetable(Repository):
    """Outbound texts of one workspace in the order of their times."""

    async def next_to(self, client_id: str) -> Message | None:
        """The first text to a client that waits for a later time: because a person has chosen it, or because
        the gate holds it, with words that say why."""
        query = (
            select(*MESSAGE)
            .where(
                messages.c.workspace_id == self._workspace_id,
                messages.c.client_id == client_id,
                _IN_FLIGHT,
                messages.c.status == Status.QUEUED.value,
                or_(messages.c.error_text.is_not(None), messages.c.scheduled_for.is_not(None)),
            )
            .order_by(messages.c.due_at, messages.c.id)
        )
        return await self._first(query)

    async def scheduled(self, client_ids: Iterable[str]) -> list[Message]:
        """The texts to these clients that wait for the time that a person chose, the first one first."""
        query = (
            select(*MESSAGE)
            .where(
                messages.c.workspace_id == self._workspace_id,
                self._among(messages.c.client_id, client_ids),
                _IN_FLIGHT,
                messages.c.status == Status.QUEUED.value,
                messages.c.scheduled_for.is_not(None),
            )
            .order_by(messages.c.due_at, messages.c.id)
        )
        return [read_message(row) for row in await self._connection.execute(query)]

    async def awaiting_consent(self, client_id: str, address_id: str) -> list[Message]:
        """The texts to a client's address that wait for a yes to WhatsApp, in the order of their writing."""
        query = (
            select(*MESSAGE)
            .where(
                messages.c.workspace_id == self._workspace_id,
                messages.c.client_id == client_id,
                messages.c.address_id == address_id,
                _IN_FLIGHT,
                messages.c.status == Status.QUEUED.value,
                messages.c.awaits_consent,
            )
            .order_by(messages.c.id)
        )
        return [read_message(row) for row in await self._connection.execute(query)]

    async def waiting_about(self, client_id: str, occasion_id: str) -> list[Message]:
        """The texts to a client that still wait and whose words speak of an occasion."""
        waiting = await self._waiting_made(client_id)
        return [each for each in waiting if each.made_from and each.made_from.occasion_id == occasion_id]

    async def waiting_of_series(self, client_id: str, series_id: str) -> list[Message]:
        """The texts to a client that still wait and are of one that goes again and again."""
        waiting = await self._waiting_made(client_id)
        return [each for each in waiting if each.made_from and each.made_from.series_id == series_id]

    async def _waiting_made(self, client_id: str) -> list[Message]:
        """The texts to a client that still wait and remember what they were made from."""
        query = (
            select(*MESSAGE)
            .where(
                messages.c.workspace_id == self._workspace_id,
                messages.c.client_id == client_id,
                _IN_FLIGHT,
                messages.c.status == Status.QUEUED.value,
                messages.c.made_from.is_not(None),
            )
            .order_by(messages.c.id)
        )
        return [read_message(row) for row in await self._connection.execute(query)]

    async def last_to(self, client_id: str, conversation_id: str) -> Message | None:
        """The text of a client's conversation that went last, or is about to: by its time, as one that was
        scheduled is older than what was written meanwhile."""
        query = (
            select(*MESSAGE)
            .where(
                messages.c.workspace_id == self._workspace_id,
                messages.c.client_id == client_id,
                messages.c.conversation_id == conversation_id,
                is_literally(messages.c.direction, "out"),
                NOT_BEFORE_ITS_TIME,
            )
            .order_by(messages.c.due_at.desc(), messages.c.id.desc())
        )
        return await self._first(query)

    async def occasions_told(self, client_id: str, since: datetime) -> list[str]:
        """The ids of the occasions that texts to a client were about which have gone since then; the one of
        the newest text first, each once."""
        query = select(messages.c.made_from).where(*self._gone(client_id, since))
        query = query.order_by(messages.c.due_at.desc(), messages.c.id.desc())
        made = [read_made_from(kept) for kept in (await self._connection.execute(query)).scalars()]
        return list(dict.fromkeys(each.occasion_id for each in made if each and each.occasion_id))

    async def last_before(self, theirs: Message, since: datetime) -> Message | None:
        """The newest text of ours that went to a client's address since then and before this one of theirs
        came from there; what answers it by itself at the same moment is stored after it."""
        query = (
            select(*MESSAGE)
            .where(
                *self._gone(theirs.client_id, since),
                messages.c.due_at <= theirs.created_at,
                messages.c.id < theirs.id,
                messages.c.address_id == theirs.address_id,
            )
            .order_by(messages.c.due_at.desc(), messages.c.id.desc())
        )
        return await self._first(query)

    def _gone(self, client_id: str, since: datetime) -> tuple[ColumnElement[bool], ...]:
        """What is on its way to a client, or has arrived, and was due since then."""
        return (
            messages.c.workspace_id == self._workspace_id,
            messages.c.client_id == client_id,
            messages.c.due_at > since,
            is_literally(messages.c.direction, "out"),
            messages.c.status.not_in(_NOT_GONE),
        )

    async def last_sender(self, conversation_id: str, family: Channel) -> str | None:
        """The sender of ours that the newest text of a conversation on this channel went from or came to."""
        of_family = [each.value for each in Channel if each.family is family]
        query = (
            select(messages.c.sender)
            .where(
                messages.c.workspace_id == self._workspace_id,
                messages.c.conversation_id == conversation_id,
                messages.c.channel.in_(of_family),
                NOT_BEFORE_ITS_TIME,
            )
            .order_by(messages.c.id.desc())
        )
        found: str | None = (await self._connection.execute(query.limit(1))).scalar_one_or_none()
        return found

    async def _first(self, query: Select[Any]) -> Message | None:
        row = (await self._connection.execute(query.limit(1))).one_or_none()
        return read_message(row) if row else None
