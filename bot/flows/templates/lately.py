"""Whether a client has written on WhatsApp within the 24 hours in which anything may answer them."""

from bot.domain.channel import Channel
from bot.domain.template_reach import is_open
from bot.flows.context import Context
from bot.flows.templates.addressee import Addressee


async def has_written_lately(ctx: Context, workspace_id: str, whom: Addressee) -> bool:
    """Whether a template that WhatsApp has never seen may answer this client now."""
    if whom.address_id is None:
        return False
    async with ctx.store.read(workspace_id) as uow:
        found = await uow.recipients.of_addresses([whom.address_id], Channel.WHATSAPP)
    known = found.get(whom.address_id)
    return known is not None and is_open(known.last_inbound_at, ctx.clock.now())
