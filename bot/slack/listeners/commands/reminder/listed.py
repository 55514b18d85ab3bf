"""``/reminder list``: what is coming, of everybody or of one client."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.channel import Channel
from bot.flows.outbound.prefill import prefill
from bot.slack.deps import Deps, Payload
from bot.slack.reminders.listing import Asked, build
from bot.slack.windows import show

NOBODY = "No client fits that. Check the name, or type /reminder list for all."
SEVERAL = "More than one client fits that. Type the full name or the number, or type /reminder list for all."


async def handle(deps: Deps, body: Payload, ack: AsyncAck, typed: str) -> None:
    """Open the list; with a client behind it what there is for this one."""
    known = await prefill(deps.ctx, deps.workspace_id, typed, Channel.SMS)
    if typed and known.client is None:
        await ack(text=known.problem or (SEVERAL if known.is_several else NOBODY), response_type="ephemeral")
        return
    await show(deps, body, await build(deps, Asked(client=known.client.id if known.client else "")))
    await ack()
