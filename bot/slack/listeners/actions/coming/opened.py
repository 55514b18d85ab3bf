"""*Coming up* on a client's card."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.coming_window import open_coming
from bot.slack.deps import Deps, Payload
from bot.slack.windows import subject


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the list with what is to come for the card's client."""
    await ack()
    await open_coming(deps, body, client_id=subject(body))
