"""A client of the list was chosen: beside its name, or by searching."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import choices
from bot.slack.client_window import client_window
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.message_client import GONE
from bot.slack.windows import pressed_value, say, show


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the window on the client on top of the list, to which closing it leads back."""
    await ack()
    value = pressed_value(body)
    window = await client_window(deps, choices.read(value).client_id or value)
    if window is None:
        await say(deps, body, GONE)
        return
    await show(deps, body, window)
