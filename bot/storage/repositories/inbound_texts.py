"""What clients have written: kept before the provider is answered, applied later, in order per sender."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, exists, literal_column, select

from bot.domain.channel import Channel
from bot.domain.events import InboundText
from bot.domain.ids import new_id
from bot.domain.message import media_as_json, read_media
from bot.storage.as_json import extras_as_json, read_extras
from bot.storage.repositories.inbox import Inbox, Kept, waiting
from bot.storage.tables import inbound_texts, workspaces
from bot.storage.tables.base import UtcDateTime, is_literally
from bot.storage.wakeups import Topic


class InboundTexts(Inbox):
    """The inbox of clients' texts of one workspace; ``read_text`` reads what is handed out."""

    table = inbound_texts
    topic = Topic.INBOUND_TEXTS

    async def keep(self, new: Iterable[InboundText], now: datetime) -> None:
        """Keep these texts; one that is here already is not kept twice."""
        await self._keep([_row(text) for text in new], now)

    async def take(self, now: datetime, limit: int) -> list[Kept]:
        """Remove up to ``limit`` texts that are due; none while another worker is at it.

        A text whose sender has an earlier one that is put back waits behind that one.
        """
        return await self._take(_DUE, now=now, most=limit) if await self._my_turn() else []

    async def take_one(self, text_id: str) -> Kept | None:
        """Remove this text; None when it is not its sender's first or another worker is at it."""
        found = await self._take(_ONE, the_id=text_id) if await self._my_turn() else []
        return found[0] if found else None

    async def _my_turn(self) -> bool:
        # One worker at a time, or the second could apply a START while the first is still at the STOP before
        # it. A statement of its own, so that the next one sees what the last holder has committed.
        mine = {"of_workspace": self._workspace_id}
        return (await self._connection.execute(_TURN, mine)).first() is not None


def unheard(address: ColumnElement[str], workspace_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether something of this address waits to be applied: it may be a STOP."""
    return exists().where(
        inbound_texts.c.workspace_id == workspace_id,
        inbound_texts.c.sender == address,
        is_literally(inbound_texts.c.state, "waiting"),
    )


def _behind_another() -> ColumnElement[bool]:
    earlier: Any = inbound_texts.alias("earlier")
    return exists().where(
        earlier.c.workspace_id == inbound_texts.c.workspace_id,
        earlier.c.sender == inbound_texts.c.sender,
        earlier.c.id < inbound_texts.c.id,
        is_literally(earlier.c.state, "waiting"),
    )


_now = bindparam("now", type_=UtcDateTime)
# Only a sender's first text is ever tried, so that whoever has one put back has nothing earlier. Looked up
# as a list and not for each row: after an outage there are many rows, and hardly any of them put back.
_put_back: Any = inbound_texts.alias("put_back")
_HELD = select(_put_back.c.sender).where(
    _put_back.c.workspace_id == bindparam("of_workspace"),
    is_literally(_put_back.c.state, "waiting"),
    _put_back.c.attempts > literal_column("0"),
    _put_back.c.next_attempt_at > _now,
)
_DUE = waiting(
    inbound_texts, inbound_texts.c.next_attempt_at <= _now, inbound_texts.c.sender.not_in(_HELD)
).limit(bindparam("most"))
_ONE = waiting(inbound_texts, inbound_texts.c.id == bindparam("the_id"), ~_behind_another())
# Weak enough to let new rows refer to the workspace meanwhile.
_TURN = (
    select(workspaces.c.id)
    .where(workspaces.c.id == bindparam("of_workspace"))
    .with_for_update(skip_locked=True, key_share=True)
)


def _row(text: InboundText) -> dict[str, Any]:
    return {
        "id": new_id(),
        "text_key": f"{text.provider}:{text.provider_id}",
        "sender": text.sender,
        "data": _as_json(text),
    }


def _as_json(text: InboundText) -> dict[str, Any]:
    return {
        "provider": text.provider,
        "provider_id": text.provider_id,
        "channel": text.channel.value,
        "sender": text.sender,
        "to": text.to,
        "body": text.body,
        "received_at": text.received_at.isoformat(),
        "media": media_as_json(text.media),
        "profile_name": text.profile_name,
        "answered": text.answered_by_provider,
        "extras": extras_as_json(text.extras),
        "identity": text.identity,
        "by_rcs": text.by_rcs,
    }


def read_text(data: dict[str, Any]) -> InboundText:
    """A kept text. Raises KeyError, TypeError or ValueError if it is none."""
    return InboundText(
        provider=data["provider"],
        provider_id=data["provider_id"],
        channel=Channel(data["channel"]),
        sender=data["sender"],
        to=data["to"],
        body=data["body"],
        received_at=datetime.fromisoformat(data["received_at"]),
        media=read_media(data["media"]),
        profile_name=data["profile_name"],
        answered_by_provider=data["answered"],
        extras=read_extras(data["extras"]),
        identity=data["identity"],
        by_rcs=bool(data.get("by_rcs")),
    )
