"""*Retry* under a failure: send the message again."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.outbound.retry import retry
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.pressed import carry_out


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Store the wish to send again; the flow refuses a second one for the same message."""
    await carry_out(retry, "Retry", deps, body, ack)
