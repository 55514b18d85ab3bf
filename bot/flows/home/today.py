"""What goes today, by the reader's own clock: texts that wait, reminders, and times of series."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.domain.recurrence import Series
from bot.domain.reminder import Reminder
from bot.domain.roles import Role
from bot.domain.upcoming import Upcoming
from bot.domain.zones import zone_of
from bot.flows.coming.rows import Reader, rows_of
from bot.flows.context import Context
from bot.flows.team.permissions import role_of
from bot.storage.repositories.coming import Place, Whose
from bot.storage.repositories.traffic import ToGo
from bot.storage.unit_of_work import UnitOfWork

SHOWN = 5
# More are not counted.
_MOST = 10_000


@dataclass(frozen=True)
class Waits:
    """A text that waits, and whether the reader may take it back."""

    text: ToGo
    may_cancel: bool


@dataclass(frozen=True)
class Today:
    """What goes first of today's; ``total`` counts all of it, and ``later`` what goes on other days."""

    rows: tuple[Waits | Upcoming, ...]
    total: int
    later: int

    @property
    def more(self) -> int:
        """How many are not among the rows."""
        return self.total - len(self.rows)


async def scheduled_today(ctx: Context, workspace_id: str, user: str, zone: str) -> Today:
    """What is due before midnight in ``zone`` (IANA). What is about to go, within the time to take a reply
    back, is left out: it would be gone before anybody has read of it."""
    now = ctx.clock.now()
    async with ctx.store.read(workspace_id) as uow:
        role = await role_of(uow, user)
        is_manager = role.rank >= Role.MANAGER.rank
        after, before = now + ctx.settings.undo, midnight(now, zone)
        found = await uow.traffic.to_go(after, before, SHOWN)
        total, later = await uow.traffic.count_to_go(after, before)
        by_itself = await _by_itself(uow, Reader(user, role, zone, now), after, before)
        total += await uow.coming.count_by_itself(after, before, _MOST)
        later += await uow.coming.count_by_itself(before, None, _MOST)
    rows: list[Waits | Upcoming] = [Waits(each, is_manager or each.user == user) for each in found]
    rows = sorted([*rows, *by_itself], key=lambda row: _at(row) or before)[:SHOWN]
    return Today(tuple(rows), total, later)


async def _by_itself(uow: UnitOfWork, reader: Reader, after: datetime, before: datetime) -> list[Upcoming]:
    """The first reminders and texts of series that are due in this span."""
    place = Place(after)
    planned = await uow.coming.reminders(Whose(), place, SHOWN)
    again = await uow.coming.series(Whose(), place, SHOWN)
    found: list[Reminder | Series] = [each for each in planned if each.due_at < before]
    found += [each for each in again if each.next_at and each.next_at < before]
    return await rows_of(uow, found, reader)


def _at(row: Waits | Upcoming) -> datetime | None:
    return row.text.due_at if isinstance(row, Waits) else row.at


def midnight(now: datetime, zone: str) -> datetime:
    """When today ends in a zone, in UTC."""
    tomorrow = now.astimezone(zone_of(zone)).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone_of(zone)).astimezone(UTC)
