"""A client was chosen: in the menu of the window, or by *Show* beside a name."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import choices
from bot.slack.client_window import client_window
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.message_client import GONE
from bot.slack.windows import pressed_value, redraw, say


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the client in the same window."""
    await ack()
    value = pressed_value(body)
    client_id = choices.read(value).client_id or value
    window = await client_window(deps, client_id)
    if window is None:
        await say(deps, body, GONE)
        return
    await redraw(deps, str(body["view"]["id"]), window, body["view"].get("hash"))
