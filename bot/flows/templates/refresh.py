"""Asking the providers for their templates, keeping what they say, and telling what has changed."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.flows.context import Context
from bot.flows.templates.told import keep
from bot.ports import Provider

_log = logging.getLogger(__name__)

# People who approve or change templates at the provider expect to see that soon, and asking costs little.
STALE_AFTER = timedelta(minutes=30)


def is_stale(fetched_at: datetime | None, now: datetime) -> bool:
    """Whether what is kept is so old that the providers should be asked again."""
    return fetched_at is None or now - fetched_at >= STALE_AFTER


async def refresh_stale(ctx: Context, workspace_id: str, providers: Iterable[Provider]) -> None:
    """Ask the providers, if nobody has within the last half hour."""
    async with ctx.store.read(workspace_id) as uow:
        fetched_at = await uow.templates.fetched_at()
    if is_stale(fetched_at, ctx.clock.now()):
        await refresh(ctx, workspace_id, providers)


async def refresh(ctx: Context, workspace_id: str, providers: Iterable[Provider]) -> bool:
    """Ask every provider now; whether all have answered. What one has told before stays while it does not."""
    answered = [await _refresh_one(ctx, workspace_id, provider) for provider in providers]
    return all(answered)


async def _refresh_one(ctx: Context, workspace_id: str, provider: Provider) -> bool:
    asked_at = ctx.clock.now()
    try:
        told = await provider.templates()
    except Exception:
        # One provider's fault must not keep the others from being asked.
        _log.exception("Asking for the templates failed.", extra={"provider": provider.name})
        return False
    if told is None:
        return False
    async with ctx.store.write(workspace_id) as uow:
        await keep(uow, provider.name, told, asked_at, ctx.clock.now())
    return True
