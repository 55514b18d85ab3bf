"""What the team has sent and what it has cost: by channel, sender and month, and how the budgets stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.budget import WORKSPACE, limit_of, month_of, months_before
from bot.domain.channel import Channel
from bot.domain.money import Money
from bot.domain.roles import Permission
from bot.domain.settings import WorkspaceSettings
from bot.flows.context import Context
from bot.flows.money.states import state_of
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.policy.facts import BudgetState
from bot.storage.repositories.charges import CostLine
from bot.storage.unit_of_work import UnitOfWork

# How far back the report goes unless asked for more, and at most, in months.
MONTHS, MOST_MONTHS = 6, 24


@dataclass(frozen=True)
class Cost:
    """So many messages, in so many segments, and what they cost; ``estimated`` is the part not billed yet."""

    messages: int
    segments: int
    cost: Money
    estimated: Money


@dataclass(frozen=True)
class Sent:
    """What a sender has sent on a channel this month."""

    channel: Channel
    sender: str
    cost: Cost


@dataclass(frozen=True)
class Month:
    """A month (``2026-11``) with what each channel has cost in it."""

    month: str
    total: Cost
    channels: dict[Channel, Cost]


@dataclass(frozen=True)
class CostReport:
    """``months`` are the oldest first and end with this one; ``sent`` and ``budgets`` are this month's."""

    months: tuple[Month, ...]
    sent: tuple[Sent, ...]
    budgets: tuple[BudgetState, ...]

    @property
    def this_month(self) -> Month:
        """The month that is not over yet."""
        return self.months[-1]


async def costs(
    ctx: Context, workspace_id: str, user: str, *, months: int = MONTHS, picture: bool = False
) -> CostReport:
    """The report for a teammate; with ``picture`` one is drawn and sent to them by and by.

    Raises NotAllowed for who may not see costs.
    """
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.SEE_CONTENT)
        report = await _load(ctx, uow, months)
        if picture:
            await uow.outbox.add([items.costs_picture(user, months, ctx.clock.now())], ctx.clock.now())
        return report


async def load_costs(ctx: Context, workspace_id: str, months: int) -> CostReport:
    """The report as things stand, for who was allowed to see it when it was asked for."""
    async with ctx.store.read(workspace_id) as uow:
        return await _load(ctx, uow, months)


async def _load(ctx: Context, uow: UnitOfWork, months: int) -> CostReport:
    settings = (await uow.settings.load()).settings
    now = month_of(ctx.clock.now(), settings.time_zone)
    names = months_before(now, min(max(months, 1), MOST_MONTHS))
    lines = await uow.charges.costs(names)
    scopes = [scope for scope in (WORKSPACE, *settings.team_budgets) if limit_of(settings, scope).is_set]
    totals = await uow.budgets.totals((now, scope) for scope in scopes)
    return CostReport(
        months=tuple(_month(name, lines, settings) for name in names),
        sent=tuple(
            Sent(line.channel, line.sender, _sum([line], settings)) for line in lines if line.month == now
        ),
        budgets=tuple(state_of(totals[now, scope], settings, includes_this=True) for scope in scopes),
    )


def _month(name: str, lines: Sequence[CostLine], settings: WorkspaceSettings) -> Month:
    mine = [line for line in lines if line.month == name]
    used = [channel for channel in Channel if any(line.channel is channel for line in mine)]
    channels = {
        channel: _sum((line for line in mine if line.channel is channel), settings) for channel in used
    }
    return Month(name, _sum(mine, settings), channels)


def _sum(lines: Iterable[CostLine], settings: WorkspaceSettings) -> Cost:
    each = list(lines)
    return Cost(
        messages=sum(line.messages for line in each),
        segments=sum(line.segments for line in each),
        cost=Money.of_micros(sum(line.micros for line in each), settings.currency),
        estimated=Money.of_micros(sum(line.estimated for line in each), settings.currency),
    )
