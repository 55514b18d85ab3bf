"""Clients' own words that may be an opt-out, until somebody has decided what they are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, or_, select, update

from bot.domain.channel import Channel
from bot.domain.consent import Review, ReviewState
from bot.storage.repositories.base import Repository
from bot.storage.tables import opt_out_reviews
from bot.storage.tables.base import is_literally

_OPEN = is_literally(opt_out_reviews.c.state, ReviewState.OPEN.value)


class Reviews(Repository):
    """The reviews of one workspace: at most one is open for an address on a channel family."""

    async def open(self, new: Sequence[Review]) -> set[str]:
        """Open these, in the order of their ids; the ids of those that were, as one may be open already."""
        rows = [
            {
                "id": review.id,
                "workspace_id": self._workspace_id,
                "address_id": review.address_id,
                "channel": review.channel.family.value,
                "message_id": review.message_id,
                "opened_at": review.opened_at,
                "due_at": review.due_at,
            }
            for review in new
        ]
        return set(await self._insert_all(self._insert_once(opt_out_reviews, "id"), rows))

    async def get(self, review_id: str) -> Review | None:
        """The review with this id. Who is to decide about it locks its address (``consents``) before."""
        query = select(opt_out_reviews).where(self._mine(), opt_out_reviews.c.id == review_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _read(row) if row else None

    async def close(self, review_id: str, state: ReviewState, by: str | None, at: datetime) -> bool:
        """Decide about an open review; False when that was done before."""
        decided = self._decide(state, by, at).where(opt_out_reviews.c.id == review_id)
        return (await self._connection.execute(decided)).rowcount == 1

    async def close_of_address(
        self, address_id: str, channels: Sequence[Channel], state: ReviewState, by: str | None, at: datetime
    ) -> None:
        """Decide about what is open for an address on these channels: its client has said it clearly."""
        families = {channel.family.value for channel in channels}
        decided = self._decide(state, by, at).where(
            opt_out_reviews.c.address_id == address_id, opt_out_reviews.c.channel.in_(families)
        )
        await self._connection.execute(decided)

    async def to_look_at(self, now: datetime, remind_until: datetime, limit: int) -> list[Review]:
        """Open reviews that are due, and those due until ``remind_until`` of which nobody was reminded yet.

        The most urgent first.
        """
        due = opt_out_reviews.c.due_at <= now
        near = and_(opt_out_reviews.c.due_at <= remind_until, opt_out_reviews.c.reminded_at.is_(None))
        query = (
            select(opt_out_reviews)
            .where(self._mine(), _OPEN, or_(due, near))
            .order_by(opt_out_reviews.c.due_at, opt_out_reviews.c.id)
            .limit(limit)
        )
        return [_read(row) for row in await self._connection.execute(query)]

    async def set_reminded(self, review_id: str, at: datetime) -> None:
        """Remember that the team was reminded of it."""
        reminded = update(opt_out_reviews).where(self._mine(), opt_out_reviews.c.id == review_id)
        await self._connection.execute(reminded.values(reminded_at=at))

    def _mine(self) -> Any:
        return opt_out_reviews.c.workspace_id == self._workspace_id

    def _decide(self, state: ReviewState, by: str | None, at: datetime) -> Any:
        decided = {"state": state.value, "decided_by": by, "decided_at": at}
        return update(opt_out_reviews).where(self._mine(), _OPEN).values(**decided)


def _read(row: Row[Any]) -> Review:
    return Review(
        id=row.id,
        address_id=row.address_id,
        channel=Channel(row.channel),
        message_id=row.message_id,
        opened_at=row.opened_at,
        due_at=row.due_at,
        state=ReviewState(row.state),
        reminded_at=row.reminded_at,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
    )
