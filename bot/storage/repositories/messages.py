"""Messages and their event log."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Update, bindparam, exists, func, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.domain.channel import Channel
from bot.domain.message import (
    NEVER_WENT,
    Direction,
    Message,
    Purpose,
    Status,
    media_as_json,
    read_media,
)
from bot.storage.as_json import (
    extras_as_json,
    hidden_as_json,
    made_from_as_json,
    override_as_json,
    read_extras,
    read_hidden,
    read_made_from,
    read_override,
    read_template,
    template_as_json,
)
from bot.storage.repositories.base import Repository
from bot.storage.repositories.lanes import Lanes
from bot.storage.rows import as_stored, given, packed
from bot.storage.tables import message_events, messages
from bot.storage.tables.base import is_literally

_AUTOMATIC = [purpose.value for purpose in Purpose if purpose.is_automatic]
# A text that waits for the time that a person chose, or was taken back before, is no part of what was said.
NOT_BEFORE_ITS_TIME = or_(
    messages.c.scheduled_for.is_(None), messages.c.status.not_in([Status.QUEUED.value, Status.CANCELED.value])
)


@dataclass(frozen=True)
class MessageEvent:
    """A line of a message's log. ``moved`` is False for a repeat or a step back."""

    message_id: str
    at: datetime
    status: Status
    moved: bool = True
    detail: dict[str, Any] | None = None
    receipt_key: str | None = None


def lane_of(channel: Channel, sender: str) -> str:
    """The lane whose pace a message shares: a sender's texts and pictures, apart from its WhatsApp."""
    return f"{channel.family.value}:{sender}"


class Messages(Repository):
    """Messages of one workspace, to and from its clients."""

    async def add(
        self, new: Sequence[tuple[Message, str]], decisions: dict[str, Any] | None = None
    ) -> set[str]:
        """Store (message, intent key) pairs; return the new ones' ids. A known intent is not stored again."""
        rows = [self._row(message, key, (decisions or {}).get(message.id)) for message, key in new]
        added = set(await self._insert_all(self._insert_once(messages, "id"), rows))
        queued = {row["lane"] for row in rows if row["status"] == Status.QUEUED.value}
        await Lanes(self._connection, self._workspace_id, "messages").ensure(queued)
        return added

    async def log(self, events: Iterable[MessageEvent]) -> set[str]:
        """Write events; return the receipt keys that are new. A known receipt is not written again."""
        plain: list[dict[str, Any]] = []
        receipts: list[dict[str, Any]] = []
        for event in events:
            (receipts if event.receipt_key else plain).append(self._event_row(event))
        await self._insert_all(self._insert(message_events), plain)
        return set(await self._insert_all(self._insert_once(message_events, "receipt_key"), receipts))

    async def get(self, message_id: str, *, lock: bool = False) -> Message | None:
        """The message with this id; ``lock`` keeps others from changing it until this transaction ends."""
        found = await self.locked([message_id]) if lock else await self._all(messages.c.id == message_id)
        return found[0] if found else None

    async def locked(self, ids: Iterable[str], provider_ids: Iterable[str] = ()) -> list[Message]:
        """These messages, locked in the order of their ids so that two transactions never wait in a ring."""
        # One list of ids: with two lists joined by OR no index would serve both.
        wanted = {*ids, *await self._ids_of(list(provider_ids))}
        if not wanted:
            return []
        mine = messages.c.workspace_id == self._workspace_id
        named = self._among(messages.c.id, sorted(wanted))
        query = select(*MESSAGE).where(mine, named).order_by(messages.c.id).with_for_update()
        return [read_message(row) for row in await self._connection.execute(query)]

    async def _ids_of(self, provider_ids: list[str]) -> Iterable[str]:
        if not provider_ids:
            return ()
        query = select(messages.c.id).where(
            messages.c.workspace_id == self._workspace_id,
            self._among(messages.c.provider_id, provider_ids),
        )
        return (await self._connection.execute(query)).scalars()

    async def by_slack(self, slack_channel: str, ts: str) -> Message | None:
        """The newest outbound message that a Slack message has become, locked."""
        query = (
            select(*MESSAGE)
            .where(
                messages.c.workspace_id == self._workspace_id,
                messages.c.slack_channel == slack_channel,
                messages.c.slack_ts == ts,
                is_literally(messages.c.direction, "out"),
            )
            .order_by(messages.c.id.desc())
            .limit(1)
            .with_for_update()
        )
        row = (await self._connection.execute(query)).one_or_none()
        return read_message(row) if row else None

    async def by_intent(self, key: str, retry_of: str | None = None) -> Message | None:
        """The message that this intent has become already, or that repeats ``retry_of``."""
        same = messages.c.intent_key == key
        found = await self._all(or_(same, messages.c.retry_of == retry_of) if retry_of else same)
        return found[0] if found else None

    async def by_provider_id(self, provider: str, provider_id: str) -> Message | None:
        """The message that the provider has under this id."""
        same = messages.c.provider_id == provider_id
        return next((each for each in await self._all(same) if each.provider == provider), None)

    async def latest(
        self,
        conversation_id: str,
        direction: Direction | None = None,
        *,
        signs: bool = False,
        automatic: bool = True,
    ) -> Message | None:
        """The newest message of a conversation, in one direction if given; what a person has scheduled is
        none of it before it goes. ``signs``: a reaction and the word of a new number count too; without
        ``automatic`` our automatic answers do not."""
        conditions = [messages.c.conversation_id == conversation_id, NOT_BEFORE_ITS_TIME]
        if not signs:
            conditions.append(messages.c.is_sign.is_(False))
        if direction:
            conditions.append(messages.c.direction == direction.value)
        if not automatic:
            conditions.append(messages.c.purpose.not_in(_AUTOMATIC))
        query = select(*MESSAGE).where(messages.c.workspace_id == self._workspace_id, *conditions)
        row = (await self._connection.execute(query.order_by(messages.c.id.desc()).limit(1))).one_or_none()
        return read_message(row) if row else None

    async def received_after(self, conversation_id: str, after: str, limit: int) -> list[Message]:
        """What a client has written into a conversation since the row with this id was made, newest first."""
        query = (
            select(*MESSAGE)
            .where(*self._received_after(conversation_id, after))
            .order_by(messages.c.id.desc())
            .limit(limit)
        )
        return [read_message(row) for row in await self._connection.execute(query)]

    async def count_received_after(self, conversation_id: str, after: str) -> int:
        """How many they are."""
        query = select(func.count()).where(*self._received_after(conversation_id, after))
        return int((await self._connection.execute(query)).scalar_one())

    def _received_after(self, conversation_id: str, after: str) -> tuple[Any, ...]:
        return (
            messages.c.workspace_id == self._workspace_id,
            messages.c.conversation_id == conversation_id,
            messages.c.id > after,
            is_literally(messages.c.direction, "in"),
            messages.c.is_sign.is_(False),
        )

    async def has_written(self, client_id: str, user: str, since: datetime) -> bool:
        """Whether this teammate has sent something to a client since then."""
        query = select(
            exists().where(
                messages.c.workspace_id == self._workspace_id,
                messages.c.client_id == client_id,
                is_literally(messages.c.direction, "out"),
                messages.c.slack_user == user,
                messages.c.due_at > since,
                messages.c.status.not_in([status.value for status in NEVER_WENT]),
            )
        )
        return bool((await self._connection.execute(query)).scalar_one())

    async def recent(
        self, client_ids: Iterable[str], since: datetime
    ) -> dict[str, list[tuple[str, datetime]]]:
        """What has gone to these clients, or is about to, and is due after ``since``: id and time, by client.

        What never went, and automatic answers, do not count.
        """
        query = select(messages.c.client_id, messages.c.id, messages.c.due_at).where(
            messages.c.workspace_id == self._workspace_id,
            self._among(messages.c.client_id, client_ids),
            messages.c.due_at > since,
            is_literally(messages.c.direction, "out"),
            messages.c.status.not_in([status.value for status in NEVER_WENT]),
            messages.c.purpose.not_in(_AUTOMATIC),
        )
        found: dict[str, list[tuple[str, datetime]]] = {}
        for client_id, message_id, due_at in await self._connection.execute(query):
            found.setdefault(client_id, []).append((message_id, due_at))
        return found

    async def answered_by_itself(
        self, client_id: str, since: datetime, *, kind: str = "", sender: str = ""
    ) -> list[datetime]:
        """When automatic answers to this client were stored since then, the oldest first; those that policy
        refused do not count. With ``kind`` or ``sender`` only those of a kind, or from a sender of ours."""
        more = [messages.c.intent_key.startswith(f"{kind}:", autoescape=True)] if kind else []
        more += [messages.c.sender == sender] if sender else []
        query = (
            select(messages.c.created_at)
            .where(
                messages.c.workspace_id == self._workspace_id,
                messages.c.client_id == client_id,
                messages.c.due_at > since,
                is_literally(messages.c.direction, "out"),
                messages.c.status.not_in([status.value for status in NEVER_WENT]),
                messages.c.purpose.in_(_AUTOMATIC),
                *more,
            )
            .order_by(messages.c.created_at)
        )
        return list((await self._connection.execute(query)).scalars())

    async def update(self, changes: Sequence[dict[str, Any]]) -> None:
        """Write changed columns of messages; every change names its ``id`` and the same columns."""
        if not changes:
            return
        dialect = self._connection.dialect.name
        of = {"of_workspace": self._workspace_id}
        statement = _update_given(tuple(changes[0]), dialect)
        await self._connection.execute(statement, of | packed(messages, changes, dialect))

    async def accept(self, taken: Sequence[dict[str, Any]]) -> set[tuple[str, int]]:
        """Write what the provider took: ``id``, ``attempts``, ``status``, ``provider_id`` and ``updated_at``.

        Only messages that are as that attempt's claim left them are written; return their ids and attempts.
        Any other has changed meanwhile (a receipt, a lost lease) and must be looked at before it is moved.
        """
        if not taken:
            return set()
        dialect = self._connection.dialect.name
        of = {"of_workspace": self._workspace_id}
        rows = await self._connection.execute(_accept(dialect), of | packed(messages, taken, dialect))
        return {(id_, attempts) for id_, attempts in rows}

    async def known_provider_ids(self, address_id: str, since: datetime) -> frozenset[str]:
        """Provider ids of what has gone to an address since a moment: none of them is a lost message's."""
        query = select(messages.c.provider_id).where(
            messages.c.workspace_id == self._workspace_id,
            messages.c.address_id == address_id,
            messages.c.updated_at >= since,
            messages.c.provider_id.is_not(None),
        )
        return frozenset((await self._connection.execute(query)).scalars())

    async def _all(self, *conditions: Any) -> list[Message]:
        query = select(*MESSAGE).where(messages.c.workspace_id == self._workspace_id, *conditions)
        return [read_message(row) for row in await self._connection.execute(query)]

    def _row(self, message: Message, intent_key: str, decision: Any) -> dict[str, Any]:
        return {
            "id": message.id,
            "workspace_id": self._workspace_id,
            "conversation_id": message.conversation_id,
            "client_id": message.client_id,
            "address_id": message.address_id,
            "direction": message.direction.value,
            "channel": message.channel.value,
            "sender": message.sender,
            "address": message.to,
            "lane": lane_of(message.channel, message.sender),
            "body": message.body,
            "notice": message.notice,
            "hidden": hidden_as_json(message.hidden),
            "override": override_as_json(message.override),
            "template": template_as_json(message.template),
            "purpose": message.purpose.value,
            "media": media_as_json(message.media),
            "extras": extras_as_json(message.extras),
            "is_sign": message.extras.is_sign,
            "by_rcs": message.by_rcs,
            "status": message.status.value,
            "intent_key": intent_key,
            "due_at": message.due_at,
            "next_attempt_at": message.due_at,
            "scheduled_for": message.scheduled_for,
            "made_from": made_from_as_json(message.made_from),
            "useless_at": message.useless_at,
            "paused_by": message.paused_by,
            "awaits_consent": message.awaits_consent,
            "provider": message.provider,
            "provider_id": message.provider_id,
            "slack_channel": message.slack_channel,
            "slack_ts": message.slack_ts,
            "slack_user": message.slack_user,
            "error_text": message.error_text,
            "retry_of": message.retry_of,
            "decision": decision,
            "created_at": message.created_at,
            "updated_at": message.created_at,
        }

    def _event_row(self, event: MessageEvent) -> dict[str, Any]:
        return {
            "workspace_id": self._workspace_id,
            "message_id": event.message_id,
            "at": event.at,
            "status": event.status.value,
            "moved": event.moved,
            "detail": event.detail,
            "receipt_key": event.receipt_key,
        }


@cache
def _update_given(names: tuple[str, ...], dialect: str) -> Update:
    new = given(messages, names, dialect)
    columns = {name: as_stored(messages.c[name], new) for name in names if name != "id"}
    mine = messages.c.workspace_id == bindparam("of_workspace")
    return update(messages).where(messages.c.id == new.c.id, mine).values(columns)


@cache
def _accept(dialect: str) -> ReturningUpdate[Any]:
    new = given(messages, ("id", "attempts", "status", "provider_id", "updated_at"), dialect)
    as_claimed = (
        select(new)
        .join(messages, messages.c.id == new.c.id)
        .where(
            messages.c.workspace_id == bindparam("of_workspace"),
            is_literally(messages.c.status, "sending"),
            messages.c.attempts == new.c.attempts,
            messages.c.provider_id.is_(None),
        )
        # In one order, as in ``locked``, so that two transactions never wait in a ring.
        .order_by(messages.c.id)
        .with_for_update(of=messages)
        .cte("as_claimed")
    )
    return (
        update(messages)
        .where(messages.c.id == as_claimed.c.id)
        .values(
            status=as_claimed.c.status,
            provider_id=as_claimed.c.provider_id,
            updated_at=as_claimed.c.updated_at,
            lease_owner=None,
            lease_until=None,
        )
        .returning(messages.c.id, messages.c.attempts)
    )


# What a message is read from, in the order of its fields. Reading by name takes three times as long.
MESSAGE = tuple(messages.c["address" if field.name == "to" else field.name] for field in fields(Message))


def read_message(row: Row[Any]) -> Message:
    """A row of the columns ``MESSAGE`` as a message."""
    values: list[Any] = list(row)
    for position, read in _READ_AS:
        values[position] = read(values[position])
    return Message(*values)


_READ: dict[str, Callable[[Any], Any]] = {
    "direction": Direction,
    "channel": Channel,
    "status": Status,
    "purpose": Purpose,
    "media": read_media,
    "hidden": read_hidden,
    "override": read_override,
    "template": read_template,
    "extras": read_extras,
    "made_from": read_made_from,
}
_READ_AS = [(position, _READ[column.name]) for position, column in enumerate(MESSAGE) if column.name in _READ]
