"""*Undo merge* under the post in a thread, or in the window on a client."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.merge.undo import undo
from bot.slack.answers import replace_buttons, tell
from bot.slack.blocks.elements import context, mrkdwn
from bot.slack.client_window import client_window
from bot.slack.deps import Deps, Payload
from bot.slack.text import escape
from bot.slack.windows import pressed_value, redraw, remembered, say, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Make two clients of one; of two who press it at once the second is told."""
    outcome = await undo(deps.ctx, deps.workspace_id, pressed_value(body), user_of(body))
    await ack()
    if body.get("view"):
        await _in_window(deps, body, outcome.said)
        return
    await tell(deps, body, outcome.said)
    if not outcome.stands:
        said = f"<@{escape(user_of(body))}> chose *Undo merge*. {escape(outcome.said)}"
        await replace_buttons(deps, body, context(mrkdwn(said), block_id="pressed"))


async def _in_window(deps: Deps, body: Payload, said: str) -> None:
    view = body["view"]
    window = await client_window(deps, str(remembered(view).get("client") or ""))
    if window:
        await redraw(deps, str(view["id"]), window, view.get("hash"))
    await say(deps, body, said)
