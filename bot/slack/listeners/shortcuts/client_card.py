"""*Client card* on any message in a client's thread: the window on the client."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.answers import open_view, tell
from bot.slack.client_window import client_window
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.message_client import GONE
from bot.slack.pointed import client_there


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open it; like the card, it is there for everybody to read."""
    await ack()
    about = await client_there(deps, body)
    if about is None:
        return
    window = await client_window(deps, about.client.id)
    if window is None:
        await tell(deps, body, GONE)
    else:
        await open_view(deps, body, window)
