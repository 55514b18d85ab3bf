"""What waits for somebody in the team, of every kind, as one list: counted, and read a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    and_,
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
from bot.storage.repositories.opted_out import closed_on, families_closed, nothing_may_answer, read_families
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
    conversation; ``author``: the teammate who wrote it. ``channel`` and ``ts``: where it stands in Slack.
    ``opted_out``: on which families one who waits for an answer has opted out."""

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
    opted_out: tuple[Channel, ...] = ()


@dataclass(frozen=True)
class Found:
    """Rows of the list, and how many things of each kind wait; no kind of which nothing does."""

    rows: list[Waits]
    counts: dict[Why, int]


_RANK = {why: rank for rank, why in enumerate(Why)}
_KINDS = tuple(Why)
_ASKED = (HeldWhy.MENTION.value, HeldWhy.OWNED.value)
_NO_TEXT = cast(null(), String)
_NO_TIME = cast(null(), UtcDateTime)


class AttentionList(Repository):
    """The list of one workspace. Clients who are marked as spam, or have become part of another, wait for
    nobody; a conversation that is put off or closed is left out until it is open again."""

    async def page(self, wanted: Wanted, now: datetime, start: int, limit: int) -> Found:
        """So many rows from number ``start`` on, the most pressing first, and how many there are of each
        kind; for the counts ``wanted.why`` is of no account."""
        waits = self._waits(wanted, now)
        kinds = select(waits.c.rank, func.count().label("number")).group_by(waits.c.rank).subquery("kinds")
        rows = _page(waits, wanted.why, start, limit).subquery("page")
        # One statement, so that the whole list is made once: each kind, with its rows of the page if any.
        query = select(kinds.c.rank.label("kind"), kinds.c.number, rows).select_from(
            kinds.outerjoin(rows, rows.c.rank == kinds.c.rank)
        )
        found = (await self._connection.execute(query.order_by(rows.c.place))).all()
        counts = {_KINDS[row.kind]: row.number for row in found}
        return Found([_read(row) for row in found if row.place is not None], counts)

    def _waits(self, wanted: Wanted, now: datetime) -> Any:
        every = union_all(
            self._reviews(), self._failures(), self._held(), self._unanswered(now), self._leads()
        ).subquery("every")
        return select(every).where(*_whose(every, wanted)).cte("waits")

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
            # A correction is offered, not asked for, and a reply whose files are made ready goes by itself.
            .where(self._of(held_replies), held_replies.c.why.in_(_ASKED), *_SEEN)
        )

    def _unanswered(self, now: datetime) -> Select[Any]:
        """A client once: as one whom no text may answer, or else as one whose window closes soon, or else as
        a stranger, or else as unanswered; not one whose words may be an opt-out."""
        closing = self._closing(now)
        # After an opt-out the window is of no use to anybody.
        ends = and_(closing.c.heard_at.is_not(None), ~closed_on(Channel.WHATSAPP))
        rank = case(
            (nothing_may_answer(), literal_column(str(_RANK[Why.OPTED_OUT]))),
            (ends, literal_column(str(_RANK[Why.WINDOW_ENDS]))),
            (LEAD, literal_column(str(_RANK[Why.UNKNOWN_NUMBER]))),
            else_=literal_column(str(_RANK[Why.UNANSWERED])),
        )
        return (
            _row(
                rank,
                since=conversations.c.unanswered_since,
                until=case((ends, closing.c.heard_at)),
                closed=families_closed(),
            )
            .select_from(conversations)
            .join(clients, clients.c.id == conversations.c.client_id)
            .outerjoin(closing, closing.c.client_id == conversations.c.client_id)
            .where(self._of(conversations), conversations.c.unanswered_since.is_not(None), *_OPEN, *_SEEN)
            # Until somebody has decided about those words, no answer goes.
            .where(conversations.c.client_id.not_in(self._under_review()))
        )

    def _under_review(self) -> Select[Any]:
        return (
            select(messages.c.client_id)
            .select_from(opt_out_reviews)
            .join(messages, messages.c.id == opt_out_reviews.c.message_id)
            .where(self._of(opt_out_reviews), is_literally(opt_out_reviews.c.state, "open"))
        )

    def _closing(self, now: datetime) -> Any:
        """When clients last wrote on WhatsApp whose window there closes soon."""
        opened, soon = closes_soon(now)
        last = func.max(channel_states.c.last_inbound_at)
        return (
            select(addresses.c.client_id, last.label("heard_at"))
            .join(addresses, addresses.c.id == channel_states.c.address_id)
            .where(
                self._of(channel_states),
                channel_states.c.channel == Channel.WHATSAPP.value,
                channel_states.c.last_inbound_at > opened,
            )
            .group_by(addresses.c.client_id)
            .having(last <= soon)
            .subquery("closing")
        )

    def _leads(self) -> Select[Any]:
        """Strangers who wait for no answer, but to be taken in; one who only wrote where nobody reads has no
        card and waits for nothing, and so does one who has opted out."""
        rank: ColumnElement[Any] = literal_column(str(_RANK[Why.UNKNOWN_NUMBER]))
        return (
            _row(rank, since=conversations.c.created_at)
            .select_from(clients)
            .join(conversations, conversations.c.client_id == clients.c.id)
            .where(self._of(clients), LEAD, conversations.c.unanswered_since.is_(None), *_OPEN, *_SEEN)
            .where(conversations.c.root_ts.is_not(None), ~nothing_may_answer())
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
    closed: ColumnElement[Any] = _NO_TEXT,
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
        closed.label("closed"),
    )


def _page(waits: Any, why: Why | None, start: int, limit: int) -> Select[Any]:
    order = (waits.c.rank, waits.c.until, waits.c.since, waits.c.client_id, waits.c.about)
    query = select(waits, func.row_number().over(order_by=order).label("place"))
    if why:
        query = query.where(waits.c.rank == _RANK[why])
    return query.order_by("place").offset(start).limit(limit)


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
        opted_out=read_families(row.closed),
    )
