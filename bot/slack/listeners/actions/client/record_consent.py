"""*Record consent*: in the window on a client, or wherever consent is what is missing."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.blocks.consent import record_form
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.client.form import open_form


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form for the client that the button names."""
    await open_form(record_form, deps, body, ack)
