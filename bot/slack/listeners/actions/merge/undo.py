"""*Undo merge* under the post in a thread, or in the window on a client."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.merge.undo import undo
from bot.slack.client_window import client_window
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.pressed import carry_out
from bot.slack.windows import pressed_value, redraw, remembered, say, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Make two clients of one; of two who press it at once the second is told."""
    view = body.get("view")
    if not view:
        await carry_out(undo, "Undo merge", deps, body, ack)
        return
    said = await undo(deps.ctx, deps.workspace_id, pressed_value(body), user_of(body))
    await ack()
    window = await client_window(deps, str(remembered(view).get("client") or ""))
    if window:
        await redraw(deps, str(view["id"]), window, view.get("hash"))
    await say(deps, body, said)
