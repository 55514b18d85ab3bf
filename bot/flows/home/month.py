"""How much was texted this month, and for those who may see costs, what it cost and what is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.budget import WORKSPACE, limit_of, month_after, month_of, months_before
from bot.domain.channel import Channel
from bot.domain.message import Direction, Status
from bot.domain.money import Money
from bot.domain.roles import Permission
from bot.domain.settings import WorkspaceSettings
from bot.flows.context import Context
from bot.flows.money.states import state_of, teams_of
from bot.flows.team.permissions import role_of
from bot.policy.facts import BudgetState
from bot.storage.repositories.traffic import Count
from bot.storage.unit_of_work import UnitOfWork

_ARRIVED = {Status.DELIVERED, Status.READ}
_NOT_GONE = {Status.QUEUED, Status.REFUSED, Status.CANCELED}


@dataclass(frozen=True)
class Volume:
    """How many texts went out, arrived or failed of those, and came in."""

    sent: int = 0
    delivered: int = 0
    failed: int = 0
    received: int = 0


@dataclass(frozen=True)
class Spent:
    """What this month's texts cost so far, reserved ones included, and the budgets that have a limit: the
    workspace's, and that of the reader's own team."""

    cost: Money
    budgets: tuple[BudgetState, ...]


@dataclass(frozen=True)
class MonthSoFar:
    """The month (``2026-11``) by the workspace's own zone; ``money`` is None for who may not see costs."""

    month: str
    volumes: dict[Channel, Volume]
    money: Spent | None


async def month_so_far(ctx: Context, workspace_id: str, user: str) -> MonthSoFar:
    """This month as it stands."""
    async with ctx.store.read(workspace_id) as uow:
        settings = (await uow.settings.load()).settings
        month = month_of(ctx.clock.now(), settings.time_zone)
        counts = await uow.traffic.counts(*_span(month, settings.time_zone))
        sees_costs = (await role_of(uow, user)).may(Permission.SEE_CONTENT)
        money = await _money(uow, user, month, settings) if sees_costs else None
    return MonthSoFar(month, _volumes(counts), money)


def _span(month: str, zone: str) -> tuple[datetime, datetime]:
    before = months_before(month, 2)[0]
    return month_after(before, zone).astimezone(UTC), month_after(month, zone).astimezone(UTC)


def _volumes(counts: Iterable[Count]) -> dict[Channel, Volume]:
    """By channel, those that were used, MMS apart from SMS."""
    each = list(counts)
    found = {channel: _volume([one for one in each if one.channel is channel]) for channel in Channel}
    return {channel: volume for channel, volume in found.items() if volume != Volume()}


def _volume(counts: list[Count]) -> Volume:
    out = [each for each in counts if each.direction is Direction.OUT]
    return Volume(
        sent=_sum(each for each in out if each.status not in _NOT_GONE),
        delivered=_sum(each for each in out if each.status in _ARRIVED),
        failed=_sum(each for each in out if each.status is Status.FAILED),
        received=_sum(each for each in counts if each.direction is Direction.IN),
    )


def _sum(counts: Iterable[Count]) -> int:
    return sum(each.messages for each in counts)


async def _money(uow: UnitOfWork, user: str, month: str, settings: WorkspaceSettings) -> Spent:
    team = (await teams_of(uow, {user}, settings)).get(user, WORKSPACE)
    totals = await uow.budgets.totals([(month, scope) for scope in {WORKSPACE, team}])
    scopes = [scope for scope in dict.fromkeys((WORKSPACE, team)) if limit_of(settings, scope).is_set]
    return Spent(
        cost=Money.of_micros(totals[month, WORKSPACE].taken, settings.currency),
        budgets=tuple(state_of(totals[month, scope], settings, includes_this=True) for scope in scopes),
    )
