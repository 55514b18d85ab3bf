"""``/reminder list``: what is coming, of everybody or of one client."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.channel import Channel
from bot.flows.outbound.prefill import prefill
from bot.slack.deps import Deps, Payload
from bot.slack.reminders.listing import Asked, build
from bot.slack.windows import show

NOBODY = "No client, or more than one, fits that. Type /reminder list for all, or open the client's card."


async def handle(deps: Deps, body: Payload, ack: AsyncAck, typed: str) -> None:
    """Open the list; with a client behind it what there is for this one."""
    known = await prefill(deps.ctx, deps.workspace_id, typed, Channel.SMS)
    if typed and known.client is None:
        await ack(text=known.problem or NOBODY, response_type="ephemeral")
        return
    await show(deps, body, await build(deps, Asked(client=known.client.id if known.client else "")))
    await ack()
