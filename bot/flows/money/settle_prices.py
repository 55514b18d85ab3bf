"""Settling charges by the real price, which the provider knows some time after the message went."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.budget import month_of
from bot.domain.money import Money
from bot.domain.settings import WorkspaceSettings
from bot.flows.context import Context
from bot.flows.money.states import keys_of
from bot.flows.money.thresholds import report
from bot.flows.team.notify import notify
from bot.ports import Provider
from bot.storage.repositories.budgets import Key
from bot.storage.repositories.charges import Charge, Unsettled
from bot.storage.unit_of_work import UnitOfWork

_log = logging.getLogger(__name__)

# So many are asked for at once, and only those of one span of time: the provider lists by time.
PAGE = 500
_SPAN = timedelta(hours=1)
# While one worker asks, the others leave these alone.
_LEASE = timedelta(minutes=2)
# What stays without a price is asked for at 10, 40 and 160 s, and so on; after some days no more.
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=6)
GIVE_UP = timedelta(days=4)


async def settle_prices(ctx: Context, workspace_id: str, providers: Mapping[str, Provider]) -> int:
    """Ask for the prices that are due, a page of one provider; how many were settled."""
    asked = await _claim(ctx, workspace_id)
    if not asked:
        return 0
    provider = providers.get(asked[0].provider)
    prices = await _ask(provider, asked) if provider else {}
    if prices is None:
        # It did not answer: they are due again when the lease is over.
        return 0
    return await _record(ctx, workspace_id, asked, prices)


async def _claim(ctx: Context, workspace_id: str) -> list[Unsettled]:
    """The charges that are due and lie close together in time, left to this worker for a while."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        due = await uow.charges.due(now, PAGE)
        first = next(iter(due), None)
        if first is None:
            return []
        close = [
            each
            for each in due
            if each.provider == first.provider and abs(each.called_at - first.called_at) <= _SPAN
        ]
        await uow.charges.lease([each.charge.message_id for each in close], now + _LEASE)
        return close


async def _ask(provider: Provider, asked: Sequence[Unsettled]) -> Mapping[str, Money] | None:
    times = [each.called_at for each in asked]
    try:
        return await provider.prices(min(times), max(times))
    except Exception:
        # A fault of ours must not end the tick: the charges are asked for again.
        _log.exception("Reading prices failed.", extra={"provider": provider.name})
        return None


async def _record(
    ctx: Context, workspace_id: str, asked: Sequence[Unsettled], prices: Mapping[str, Money]
) -> int:
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        settings = (await uow.settings.load()).settings
        found = {
            each.charge.message_id: price.micros
            for each in asked
            if (price := prices.get(each.provider_id)) and price.currency == settings.currency
        }
        await _put_off(uow, [each for each in asked if each.charge.message_id not in found], now)
        settled = await uow.charges.settle(found, now)
        await _move_totals(uow, settled, settings, now)
        await _tell_of_currency(uow, prices.values(), settings, now)
    return len(settled)


async def _tell_of_currency(
    uow: UnitOfWork, prices: Iterable[Money], settings: WorkspaceSettings, now: datetime
) -> None:
    """A bill in another currency cannot be counted: the estimates stand, and the admins are told."""
    billed = next((price.currency for price in prices if price.currency != settings.currency), None)
    if billed:
        words = (
            f"The provider bills in {billed} while budgets are counted in {settings.currency}, so only "
            "estimates are counted. Choose the currency of the bill in /messaging settings."
        )
        month = month_of(now, settings.time_zone)
        await notify(uow, words, f"currency:{billed}:{settings.currency}:{month}", now)


async def _put_off(uow: UnitOfWork, left: Sequence[Unsettled], now: datetime) -> None:
    again: dict[datetime | None, list[str]] = {}
    for each in left:
        over = now - each.called_at >= GIVE_UP
        again.setdefault(None if over else now + _wait(each.asked), []).append(each.charge.message_id)
    for moment, message_ids in again.items():
        await uow.charges.ask_at(message_ids, moment)


def _wait(asked: int) -> timedelta:
    factor: int = 4 ** min(asked, 10)
    return min(_FIRST_WAIT * factor, _LONGEST_WAIT)


async def _move_totals(
    uow: UnitOfWork, settled: Sequence[tuple[Charge, int]], settings: WorkspaceSettings, now: datetime
) -> None:
    """The totals move by what the estimates were wrong; the real price counts even beyond the limit."""
    moves: dict[Key, tuple[int, int]] = {}
    for charge, price in settled:
        for key in keys_of(charge.month, charge.team):
            micros, _ = moves.get(key, (0, 0))
            moves[key] = (micros + price - charge.estimated, 0)
    dearest = max((price for _, price in settled), default=0)
    await report(uow, await uow.budgets.move(moves), settings, dearest, now)
