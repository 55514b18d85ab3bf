"""The texts that wait to go today, by the reader's own clock."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bot.domain.roles import Role
from bot.domain.zones import zone_of
from bot.flows.context import Context
from bot.flows.team.permissions import role_of
from bot.storage.repositories.traffic import ToGo

SHOWN = 5


@dataclass(frozen=True)
class Waits:
    """A text that waits, and whether the reader may take it back."""

    text: ToGo
    may_cancel: bool


@dataclass(frozen=True)
class Today:
    """The first to go of today's texts; ``total`` counts all of them, and ``later`` those of other days."""

    rows: tuple[Waits, ...]
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
        is_manager = (await role_of(uow, user)).rank >= Role.MANAGER.rank
        after, before = now + ctx.settings.undo, midnight(now, zone)
        found = await uow.traffic.to_go(after, before, SHOWN)
        total, later = await uow.traffic.count_to_go(after, before)
    return Today(tuple(Waits(each, is_manager or each.user == user) for each in found), total, later)


def midnight(now: datetime, zone: str) -> datetime:
    """When today ends in a zone, in UTC."""
    tomorrow = now.astimezone(zone_of(zone)).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone_of(zone)).astimezone(UTC)
