"""The templates that somebody may choose from, as far as they are known."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.template import Template, in_order, matching
from bot.flows.context import Context
from bot.flows.outbound.senders import has_template, sender_for
from bot.flows.templates.refresh import is_stale
from bot.storage.repositories.templates import KnownTemplate
from bot.storage.unit_of_work import UnitOfWork

# More would make the window long; whoever has more finds them by name.
MOST = 12


@dataclass(frozen=True)
class Shelf:
    """A part of the templates: those that can be sent first. ``found`` is how many fit what was searched for.

    ``fetched_at``: when the providers were asked; None: never.
    """

    templates: tuple[Template, ...]
    found: int
    all: int
    fetched_at: datetime | None
    is_stale: bool


async def shelf(ctx: Context, workspace_id: str, query: str = "", client_id: str | None = None) -> Shelf:
    """What is kept, looked through for ``query``; nobody is asked. Of several accounts only those that have a
    sender, and of these only the one from which this client is texted, as far as it has any."""
    async with ctx.store.read(workspace_id) as uow:
        every = await uow.templates.all()
        known = await _sendable(ctx, uow, every, client_id)
    fetched_at = min((each.fetched_at for each in every), default=None)
    fitting = in_order(matching((each.template for each in known), query))
    stale = is_stale(fetched_at, ctx.clock.now())
    return Shelf(tuple(fitting[:MOST]), len(fitting), len(known), fetched_at, stale)


async def _sendable(
    ctx: Context, uow: UnitOfWork, known: list[KnownTemplate], client_id: str | None
) -> list[KnownTemplate]:
    senders = ctx.senders_for(Channel.WHATSAPP)
    if not senders:
        return known
    there = [each for each in known if any(has_template(s, each.provider, each.template) for s in senders)]
    if len(senders) == 1:
        return there
    usual = await sender_for(ctx, uow, Channel.WHATSAPP, "", client_id)
    return [each for each in there if has_template(usual, each.provider, each.template)] or there
