"""One list of what is to come: texts, series and reminders in the order of their times, a page at a time.

What is paused has no time, and stands at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.domain.message import Message
from bot.domain.recurrence import Series, SeriesState
from bot.domain.reminder import Reminder
from bot.domain.scheduling import PAUSED_UNTIL
from bot.domain.upcoming import Upcoming, UpcomingPage, Which
from bot.flows.coming.rows import Reader, rows_of
from bot.flows.context import Context
from bot.flows.team.permissions import role_of
from bot.storage.repositories.coming import Place, Whose
from bot.storage.unit_of_work import UnitOfWork

PAGE = 8
# What is late by less than this is still about to go.
_LATE = timedelta(days=1)

Found = Message | Series | Reminder


@dataclass(frozen=True)
class Asked:
    """What a teammate looks at: their own, everybody's, or one client's; in which zone (IANA) their clock is,
    and where the page begins."""

    user: str
    zone: str
    which: Which = Which.ALL
    client_id: str = ""
    after: str = ""

    @property
    def whose(self) -> Whose:
        """The same for the database."""
        mine = self.which is Which.MINE and not self.client_id
        return Whose(self.client_id, self.user if mine else "")


async def coming_page(ctx: Context, workspace_id: str, asked: Asked, limit: int = PAGE) -> UpcomingPage:
    """A page of the list, for whoever may look into the workspace; what they may not read is left out."""
    now = ctx.clock.now()
    after = read_place(asked.after) or Place(now - _LATE)
    async with ctx.store.read(workspace_id) as uow:
        found = await _found(uow, asked.whose, after, limit + 1)
        reader = Reader(asked.user, await role_of(uow, asked.user), asked.zone, now)
        rows: Sequence[Upcoming] = await rows_of(uow, found[:limit], reader)
    following = _written(_place(found[limit - 1])) if len(found) > limit else ""
    return UpcomingPage(tuple(rows), following)


async def _found(uow: UnitOfWork, whose: Whose, after: Place, limit: int) -> list[Found]:
    """The first of all three kinds: each is asked for as many as there may be."""
    found: list[Found] = [
        *await uow.coming.texts(whose, after, limit),
        *await uow.coming.reminders(whose, after, limit),
        *await uow.coming.series(whose, after, limit),
    ]
    found.sort(key=_order)
    if len(found) < limit:
        behind = after.id if after.at >= PAUSED_UNTIL else ""
        found += await uow.coming.paused_series(whose, behind, limit)
    return sorted(found, key=_order)[:limit]


def _order(each: Found) -> tuple[datetime, str]:
    place = _place(each)
    return place.at, place.id


def _place(each: Found) -> Place:
    if isinstance(each, Series):
        is_paused = each.state is SeriesState.PAUSED or each.next_at is None
        return Place(PAUSED_UNTIL if is_paused or each.next_at is None else each.next_at, each.id)
    return Place(each.due_at, each.id)


def read_place(written: str) -> Place | None:
    """Where a page begins, as a window remembers it; None for the first, or for what is no place."""
    at, _, id_ = written.partition("/")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return Place(moment.astimezone(UTC), id_)


def _written(place: Place) -> str:
    return f"{place.at.isoformat()}/{place.id}"
