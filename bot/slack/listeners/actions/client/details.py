"""*Details* on a client's card: the window on the client."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.client_window import client_window
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.message_client import GONE
from bot.slack.windows import say, show, subject


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the window on the client that the card is about."""
    await ack()
    window = await client_window(deps, subject(body))
    if window is None:
        await say(deps, body, GONE)
        return
    await show(deps, body, window)
