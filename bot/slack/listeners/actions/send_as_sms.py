"""*Send as SMS* under a WhatsApp message that could not go."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.outbound.as_sms import send_as_sms
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.pressed import carry_out


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Store the wish to send the same words by SMS; the flow takes it once."""
    await carry_out(send_as_sms, "Send as SMS", deps, body, ack)
