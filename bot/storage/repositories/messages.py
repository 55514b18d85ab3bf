"""Messages and their event log."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Row, Update, bindparam, or_, select, update

from bot.domain.channel import Channel
from bot.domain.message import NEVER_WENT, Direction, Hidden, Media, Message, Override, Purpose, Status
from bot.domain.roles import Role
from bot.domain.settings import DlpAction
from bot.storage.repositories.base import Repository
from bot.storage.repositories.lanes import Lanes
from bot.storage.rows import as_stored, given, packed
from bot.storage.tables import message_events, messages
from bot.storage.tables.base import is_literally


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
        query = select(messages).where(mine, named).order_by(messages.c.id).with_for_update()
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
            select(messages)
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

    async def latest(self, conversation_id: str, direction: Direction | None = None) -> Message | None:
        """The newest message of a conversation, in one direction if given."""
        conditions = [messages.c.conversation_id == conversation_id]
        if direction:
            conditions.append(messages.c.direction == direction.value)
        query = select(messages).where(messages.c.workspace_id == self._workspace_id, *conditions)
        row = (await self._connection.execute(query.order_by(messages.c.id.desc()).limit(1))).one_or_none()
        return read_message(row) if row else None

    async def recent(
        self, client_ids: Iterable[str], since: datetime
    ) -> dict[str, list[tuple[str, datetime]]]:
        """What has gone to these clients, or is about to, and is due after ``since``: id and time, by client.

        What never went, and the answers to stop words, do not count.
        """
        query = select(messages.c.client_id, messages.c.id, messages.c.due_at).where(
            messages.c.workspace_id == self._workspace_id,
            self._among(messages.c.client_id, client_ids),
            messages.c.due_at > since,
            is_literally(messages.c.direction, "out"),
            messages.c.status.not_in([status.value for status in NEVER_WENT]),
            messages.c.purpose != Purpose.KEYWORD_ANSWER.value,
        )
        found: dict[str, list[tuple[str, datetime]]] = {}
        for client_id, message_id, due_at in await self._connection.execute(query):
            found.setdefault(client_id, []).append((message_id, due_at))
        return found

    async def update(self, changes: Sequence[dict[str, Any]]) -> None:
        """Write changed columns of messages; every change names its ``id`` and the same columns."""
        if not changes:
            return
        names = [name for name in changes[0] if name != "id"]
        if self._connection.dialect.name == "postgresql":
            of = {"of_workspace": self._workspace_id}
            await self._connection.execute(_update_given(tuple(changes[0])), of | packed(messages, changes))
            return
        mine = messages.c.workspace_id == self._workspace_id
        each = update(messages).where(messages.c.id == bindparam("the_id"), mine)
        await self._connection.execute(
            each.values({name: bindparam(f"new_{name}") for name in names}),
            [{"the_id": row["id"]} | {f"new_{name}": row[name] for name in names} for row in changes],
        )

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
        query = select(messages).where(messages.c.workspace_id == self._workspace_id, *conditions)
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
            "purpose": message.purpose.value,
            "media": [[media.url, media.content_type] for media in message.media],
            "status": message.status.value,
            "intent_key": intent_key,
            "due_at": message.due_at,
            "next_attempt_at": message.due_at,
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
def _update_given(names: tuple[str, ...]) -> Update:
    new = given(messages, names)
    columns = {name: as_stored(messages.c[name], new) for name in names if name != "id"}
    mine = messages.c.workspace_id == bindparam("of_workspace")
    return update(messages).where(messages.c.id == new.c.id, mine).values(columns)


def read_message(row: Row[Any]) -> Message:
    """A row as a message."""
    return Message(
        id=row.id,
        workspace_id=row.workspace_id,
        conversation_id=row.conversation_id,
        client_id=row.client_id,
        address_id=row.address_id,
        direction=Direction(row.direction),
        channel=Channel(row.channel),
        sender=row.sender,
        to=row.address,
        body=row.body,
        status=Status(row.status),
        created_at=row.created_at,
        due_at=row.due_at,
        updated_at=row.updated_at,
        next_attempt_at=row.next_attempt_at,
        lease_owner=row.lease_owner,
        lease_until=row.lease_until,
        called_at=row.called_at,
        purpose=Purpose(row.purpose),
        attempts=row.attempts,
        provider=row.provider,
        provider_id=row.provider_id,
        slack_channel=row.slack_channel,
        slack_ts=row.slack_ts,
        slack_user=row.slack_user,
        error_code=row.error_code,
        error_text=row.error_text,
        can_retry=row.can_retry,
        retry_of=row.retry_of,
        media=tuple(Media(url, content_type) for url, content_type in row.media),
        notice=row.notice,
        hidden=tuple(_read_hidden(each) for each in row.hidden or ()),
        override=_read_override(row.override) if row.override else None,
    )


def hidden_as_json(hidden: Iterable[Hidden]) -> list[list[Any]] | None:
    """The parts of a text that Slack must not see, as the column keeps them."""
    return [[each.rule, each.start, each.end, each.action.value] for each in hidden] or None


def _read_hidden(data: Sequence[Any]) -> Hidden:
    rule, start, end, action = data
    return Hidden(rule, start, end, DlpAction(action))


def override_as_json(override: Override | None) -> dict[str, Any] | None:
    """Somebody's decision to send all the same, as the column keeps it."""
    if override is None:
        return None
    codes = sorted(override.codes)
    return {"user": override.user, "role": override.role.value, "codes": codes, "why": override.why}


def _read_override(data: dict[str, Any]) -> Override:
    return Override(data["user"], Role(data["role"]), frozenset(data["codes"]), data["why"])
