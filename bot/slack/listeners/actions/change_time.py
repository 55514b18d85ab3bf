"""*Change time* under a text that somebody has scheduled."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.outbound.reschedule import waits
from bot.slack.blocks.reschedule import reschedule_view
from bot.slack.deps import Deps, Payload
from bot.slack.windows import pressed_value, say, show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Ask for the new time; who may not change it is told before."""
    await ack()
    found = await waits(deps.ctx, deps.workspace_id, pressed_value(body), user_of(body))
    if isinstance(found, str):
        await say(deps, body, found)
    else:
        await show(deps, body, reschedule_view(found.message_id, found.due_at))
