"""Rows by the hundred thousand, made inside the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, ColumnElement, String, cast, func, literal, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.storage.tables import addresses, channel_states, clients, conversations, lanes, messages
from bot.storage.tables.base import UtcDateTime

# Thirteen characters of ULID's alphabet and a counter of thirteen digits make an id that webhooks take.
_COUNTED_FROM = 1_000_000_000_000
_MESSAGE, _CLIENT, _ADDRESS, _CONVERSATION = (
    "0BENCHMESSAGE",
    "0BENCHCARDNAM",
    "0BENCHADDRESS",
    "0BENCHTHREADS",
)
# Numbers that exist: others are never a client's, and looking at them takes longer.
_PHONE_FROM = 12_122_000_000


def message_id(number: int) -> str:
    """The id of the message with this number."""
    return f"{_MESSAGE}{_COUNTED_FROM + number}"


def provider_id(number: int) -> str:
    """Its name at the provider."""
    return f"SM{number:032d}"


def phone(number: int) -> str:
    """The address of the client with this number."""
    return f"+{_PHONE_FROM + number}"


@dataclass(frozen=True)
class Batch:
    """Messages ``first`` to ``first + count - 1``, spread over ``clients`` clients."""

    first: int
    count: int
    clients: int
    status: str
    due: datetime
    sender: str = "+12025550100"
    channel: str = "sms"


async def add_clients(engine: AsyncEngine, workspace: str, count: int, channel: str, now: datetime) -> None:
    """Clients 0 to ``count - 1``, each with an address and a thread."""
    at = literal(now, UtcDateTime)
    space = literal(workspace, String)
    async with engine.begin() as connection:
        n = numbers(0, count)
        client, address = _id(_CLIENT, n.c.n), _id(_ADDRESS, n.c.n)
        name = literal("Client ") + cast(n.c.n, String)
        made = {"id": client, "workspace_id": space, "name": name, "search_text": name, "created_at": at}
        await insert(connection, clients, made, n)
        number = literal("+") + cast(n.c.n + _PHONE_FROM, String)
        owned = {"id": address, "workspace_id": space, "client_id": client, "value": number}
        await insert(connection, addresses, owned | {"created_at": at}, n)
        # Clients of long standing: they know who writes, and how to stop it.
        known = {"workspace_id": space, "address_id": address, "channel": literal("sms")}
        await insert(connection, channel_states, known | {"introduced_at": at}, n)
        thread = {
            "id": _id(_CONVERSATION, n.c.n),
            "workspace_id": space,
            "client_id": client,
            "slack_channel": literal(channel),
            "root_ts": literal("17000") + cast(n.c.n + 100_000, String) + literal(".000100"),
            "created_at": at,
        }
        await insert(connection, conversations, thread, n)


def root_ts(client: int) -> str:
    """The ts of the card of the client with this number."""
    return f"17000{client + 100_000}.000100"


async def add_messages(engine: AsyncEngine, workspace: str, batch: Batch, now: datetime) -> None:
    """Outbound messages as a teammate's replies leave them; queued ones have no provider id yet."""
    async with engine.begin() as connection:
        n = numbers(batch.first, batch.first + batch.count)
        client = n.c.n % batch.clients
        named = batch.status not in {"queued", "sending"}
        # SQLite has no lpad, and PostgreSQL no printf: thirty-two digits are two halves of sixteen.
        sid = literal("SM0000000000000000") + func.substr(cast(n.c.n + 10**16, String), 2)
        values = {
            "id": _id(_MESSAGE, n.c.n),
            "workspace_id": literal(workspace, String),
            "conversation_id": _id(_CONVERSATION, client),
            "client_id": _id(_CLIENT, client),
            "address_id": _id(_ADDRESS, client),
            "direction": literal("out"),
            "channel": literal(batch.channel),
            "sender": literal(batch.sender),
            "address": literal("+") + cast(client + _PHONE_FROM, String),
            "lane": literal(f"{batch.channel}:{batch.sender}"),
            "body": literal("Your appointment is confirmed. Number ") + cast(n.c.n, String),
            "media": literal([], JSON),
            "status": literal(batch.status),
            "intent_key": literal("bench:") + cast(n.c.n, String),
            "due_at": literal(batch.due, UtcDateTime),
            "next_attempt_at": literal(batch.due, UtcDateTime),
            "provider": literal("twilio"),
            "slack_user": literal("U0MAYA"),
            "slack_channel": literal("C0CLIENTS"),
            "slack_ts": literal("1700000000.") + cast(n.c.n, String),
            "created_at": literal(now, UtcDateTime),
            "updated_at": literal(now, UtcDateTime),
        }
        await insert(connection, messages, values | ({"provider_id": sid} if named else {}), n)


async def add_lane(engine: AsyncEngine, workspace: str, name: str, now: datetime) -> None:
    """The lane in which queued messages are found."""
    async with engine.begin() as connection:
        row = {"workspace_id": workspace, "lane": name, "queue": "messages"}
        await connection.execute(lanes.insert(), [row | {"next_free_at": now - timedelta(days=1)}])


async def refresh_statistics(engine: AsyncEngine) -> None:
    """What the database's own housekeeping would have done by the time there are so many rows."""
    async with engine.connect() as connection:
        outside = await connection.execution_options(isolation_level="AUTOCOMMIT")
        for statement in _housekeeping(connection.dialect.name):
            await outside.execute(text(statement))


def _housekeeping(dialect: str) -> Iterator[str]:
    yield "VACUUM ANALYZE" if dialect == "postgresql" else "ANALYZE"


def numbers(first: int, end: int) -> Any:
    """The numbers from ``first`` to just before ``end``, as rows."""
    start = select(literal(first, BigInteger).label("n")).cte("numbers", recursive=True)
    return start.union_all(select(start.c.n + 1).where(start.c.n < end - 1))


def client_id(number: ColumnElement[int]) -> ColumnElement[str]:
    """The id of the client with this number."""
    return _id(_CLIENT, number)


def address_id(number: ColumnElement[int]) -> ColumnElement[str]:
    """The id of that client's address."""
    return _id(_ADDRESS, number)


def counted(prefix: str, number: ColumnElement[int], digits: int) -> ColumnElement[str]:
    """An id of a kind of rows: what they begin with, and a number of so many digits."""
    return literal(prefix) + cast(number + 10 ** (digits - 1), String)


def _id(prefix: str, number: ColumnElement[int]) -> ColumnElement[str]:
    return literal(prefix) + cast(number + _COUNTED_FROM, String)


async def insert(
    connection: AsyncConnection, table: Any, values: dict[str, ColumnElement[Any]], numbers: Any
) -> None:
    """A row of ``table`` for each of these numbers."""
    names: Sequence[str] = list(values)
    rows = select(*(values[name].label(name) for name in names)).select_from(numbers)
    await connection.execute(table.insert().from_select(names, rows, include_defaults=False))
