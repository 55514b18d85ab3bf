"""The templates that somebody may choose from, as far as they are known."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.template import Template, in_order, matching
from bot.flows.context import Context
from bot.flows.templates.refresh import is_stale

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


async def shelf(ctx: Context, workspace_id: str, query: str = "") -> Shelf:
    """What is kept, looked through for ``query``; nobody is asked."""
    async with ctx.store.read(workspace_id) as uow:
        known = await uow.templates.all()
    fetched_at = min((each.fetched_at for each in known), default=None)
    fitting = in_order(matching((each.template for each in known), query))
    stale = is_stale(fetched_at, ctx.clock.now())
    return Shelf(tuple(fitting[:MOST]), len(fitting), len(known), fetched_at, stale)
