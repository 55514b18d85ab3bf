"""*Cancel it* under a text that waits."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.outbound.cancel import cancel
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.pressed import carry_out


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Take the text back, if it has not gone."""
    await carry_out(cancel, "Cancel it", deps, body, ack)
