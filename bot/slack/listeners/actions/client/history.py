"""*History* in the window on a client, and its pages."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.blocks.client import HISTORY_CALLBACK
from bot.slack.client_window import history_window
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.message_client import GONE
from bot.slack.windows import pressed_value, redraw, remembered, say, show


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the ledger's newest page, or turn to the page that the button names."""
    await ack()
    view = body["view"]
    turning = view.get("callback_id") == HISTORY_CALLBACK
    client_id = str(remembered(view).get("client") or "")
    window = await history_window(deps, client_id, int(pressed_value(body)) if turning else 0)
    if window is None:
        await say(deps, body, GONE)
    elif turning:
        await redraw(deps, str(view["id"]), window, view.get("hash"))
    else:
        await show(deps, body, window)
