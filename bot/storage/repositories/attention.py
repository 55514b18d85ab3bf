"""What waits for somebody in the team, of every kind, as one list: counted, and read a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    case,
    cast,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from bot.domain.attention import Whose, Why, closes_soon
from bot.domain.channel import WHATSAPP_WINDOW, Channel
from bot.domain.held_reply import HeldWhy
from bot.storage.repositories.base import Repository
from bot.storage.tables import (
    addresses,
    channel_states,
    clients,
    conversations,
    held_replies,
    messages,
    open_failures,
    opt_out_reviews,
)
from bot.storage.tables.base import UtcDateTime, is_literally
from bot.storage.tables.clients import LEAD


@dataclass(frozen=True)
class Wanted:
    """Which things are meant: of whom, as ``user`` sees it, and of one kind only if ``why`` is given."""

    user: str
    whose: Whose = Whose.EVERYONE
    why: Why | None = None


@dataclass(frozen=True)
class Waits:
    """One thing that waits. ``about``: the message, review or reply that it is about, empty for a
    conversation; ``author``: the teammate who wrote it. ``channel`` and ``ts``: where it stands in Slack."""

    why: Why
    client_id: str
    client_name: str
    owner: str | None
    conversation_id: str
    about: str
    author: str | None
    since: datetime
    until: datetime | None
    channel: str
    ts: str


_RANK = {why: rank for rank, why in enumerate(Why)}
_KINDS = tuple(Why)
_NO_TEXT = cast(null(), String)
_NO_TIME = cast(null(), UtcDateTime)


class AttentionList(Repository):
    """The list of one workspace. Clients who are marked as spam, or have become part of another, wait for
    nobody; a conversation that is put off or closed is left out until it is open again."""

    async def counts(self, wanted: Wanted, now: datetime) -> dict[Why, int]:
        """How many things of each kind wait; ``wanted.why`` is of no account."""
        every = self._every(now)
        query = select(every.c.rank, func.count()).where(*_whose(every, wanted)).group_by(every.c.rank)
        return {_KINDS[rank]: count for rank, count in await self._connection.execute(query)}

    async def page(self, wanted: Wanted, now: datetime, start: int, limit: int) -> list[Waits]:
        """So many of them from number ``start`` on, the most pressing first."""
        every = self._every(now)
        conditions = _whose(every, wanted)
        if wanted.why:
            conditions.append(every.c.rank == _RANK[wanted.why])
        query = (
            select(every)
            .where(*conditions)
            .order_by(every.c.rank, every.c.until, every.c.since, every.c.client_id, every.c.about)
            .offset(start)
            .limit(limit)
        )
        return [_read(row) for row in await self._connection.execute(query)]

    def _every(self, now: datetime) -> Any:
        return union_all(
            self._reviews(), self._failures(), self._held(), self._unanswered(now), self._leads()
        ).subquery("waits")

    def _reviews(self) -> Select[Any]:
        return (
            _row(
                literal_column(str(_RANK[Why.OPT_OUT])),
                since=opt_out_reviews.c.opened_at,
                until=opt_out_reviews.c.due_at,
                about=messages.c.id,
            )
            .select_from(opt_out_reviews)
            .join(messages, messages.c.id == opt_out_reviews.c.message_id)
            .join(conversations, conversations.c.id == messages.c.conversation_id)
            .join(clients, clients.c.id == conversations.c.client_id)
            .where(self._of(opt_out_reviews), is_literally(opt_out_reviews.c.state, "open"), *_SEEN)
        )

    def _failures(self) -> Select[Any]:
        in_doubt = is_literally(messages.c.status, "unconfirmed")
        rank = case(
            (in_doubt, literal_column(str(_RANK[Why.UNCONFIRMED]))),
            else_=literal_column(str(_RANK[Why.FAILED])),
        )
        place = (messages.c.slack_channel, messages.c.slack_ts)
        return (
            _row(rank, since=open_failures.c.since, about=messages.c.id, by=messages.c.slack_user, at=place)
            .select_from(open_failures)
            .join(messages, messages.c.id == open_failures.c.message_id)
            .join(conversations, conversations.c.id == messages.c.conversation_id)
            .join(clients, clients.c.id == conversations.c.client_id)
            .where(self._of(open_failures), *_SEEN)
        )

    def _held(self) -> Select[Any]:
        place = (held_replies.c.slack_channel, held_replies.c.slack_ts)
        return (
            _row(
                literal_column(str(_RANK[Why.HELD_REPLY])),
                since=held_replies.c.created_at,
                about=held_replies.c.id,
                by=held_replies.c.slack_user,
                at=place,
            )
            .select_from(held_replies)
            .join(conversations, conversations.c.id == held_replies.c.conversation_id)
            .join(clients, clients.c.id == conversations.c.client_id)
            # A correction is offered, not asked for: the client has a text already.
            .where(self._of(held_replies), held_replies.c.why != HeldWhy.CORRECTION.value, *_SEEN)
        )

    def _unanswered(self, now: datetime) -> Select[Any]:
        """A client once: as one whose window closes soon, or else as a stranger, or else as unanswered."""
        heard = _last_heard_on_whatsapp()
        opened, soon = closes_soon(now)
        closing = (heard > opened) & (heard <= soon)
        rank = case(
            (closing, literal_column(str(_RANK[Why.WINDOW_ENDS]))),
            (LEAD, literal_column(str(_RANK[Why.UNKNOWN_NUMBER]))),
            else_=literal_column(str(_RANK[Why.UNANSWERED])),
        )
        until = case((closing, heard), else_=null())
        return (
            _row(rank, since=conversations.c.unanswered_since, until=until)
            .select_from(conversations)
            .join(clients, clients.c.id == conversations.c.client_id)
            .where(self._of(conversations), conversations.c.unanswered_since.is_not(None), *_OPEN, *_SEEN)
        )

    def _leads(self) -> Select[Any]:
        """Strangers who wait for no answer, but to be taken in; one who only wrote where nobody reads has no
        card and waits for nothing."""
        rank: ColumnElement[Any] = literal_column(str(_RANK[Why.UNKNOWN_NUMBER]))
        return (
            _row(rank, since=conversations.c.created_at)
            .select_from(clients)
            .join(conversations, conversations.c.client_id == clients.c.id)
            .where(self._of(clients), LEAD, conversations.c.unanswered_since.is_(None), *_OPEN, *_SEEN)
            .where(conversations.c.root_ts.is_not(None))
        )

    def _of(self, table: Any) -> ColumnElement[bool]:
        return table.c.workspace_id == self._workspace_id  # type: ignore[no-any-return]


# Marked as spam, or part of another client by now: nobody is to do anything about these.
_SEEN = (clients.c.is_spam.is_(False), clients.c.merged_into.is_(None))
_OPEN = (is_literally(conversations.c.state, "active"), is_literally(conversations.c.work, "open"))


def _row(
    rank: ColumnElement[Any],
    *,
    since: ColumnElement[Any],
    until: ColumnElement[Any] = _NO_TIME,
    about: ColumnElement[Any] | None = None,
    by: ColumnElement[Any] = _NO_TEXT,
    at: tuple[ColumnElement[Any], ColumnElement[Any]] = (_NO_TEXT, _NO_TEXT),
) -> Select[Any]:
    return select(
        rank.label("rank"),
        clients.c.id.label("client_id"),
        clients.c.name.label("client_name"),
        clients.c.owner.label("owner"),
        conversations.c.id.label("conversation_id"),
        (literal_column("''", String) if about is None else about).label("about"),
        by.label("author"),
        since.label("since"),
        until.label("until"),
        # What stands in no message of its own stands in the client's thread.
        case((at[1].is_(None), conversations.c.slack_channel), else_=at[0]).label("channel"),
        func.coalesce(at[1], conversations.c.root_ts, "").label("ts"),
    )


def _last_heard_on_whatsapp() -> ColumnElement[Any]:
    """When a conversation's client last wrote there; asked for each of the few that wait."""
    return (
        select(func.max(channel_states.c.last_inbound_at))
        .join(addresses, addresses.c.id == channel_states.c.address_id)
        .where(
            addresses.c.client_id == conversations.c.client_id,
            channel_states.c.channel == Channel.WHATSAPP.value,
        )
        .correlate(conversations)
        .scalar_subquery()
    )


def _whose(every: Any, wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.whose is Whose.MINE:
        return [or_(every.c.owner == wanted.user, every.c.author == wanted.user)]
    return [every.c.owner.is_(None)] if wanted.whose is Whose.NOBODY else []


def _read(row: Row[Any]) -> Waits:
    why = _KINDS[row.rank]
    until = row.until + WHATSAPP_WINDOW if row.until and why is Why.WINDOW_ENDS else row.until
    return Waits(
        why=why,
        client_id=row.client_id,
        client_name=row.client_name,
        owner=row.owner,
        conversation_id=row.conversation_id,
        about=row.about,
        author=row.author,
        since=row.since,
        until=until,
        channel=row.channel,
        ts=row.ts,
    )
