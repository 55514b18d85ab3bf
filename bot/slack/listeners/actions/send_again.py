"""*Send again* under an unconfirmed message: a person takes the risk that it arrives twice."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.outbound.unconfirmed import send_again
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.pressed import carry_out


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Store the wish to send once more; the button has asked for confirmation."""
    await carry_out(send_again, "Send again", deps, body, ack)
