"""The other one of two clients is to stay: what merging them would do then."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.merge.preview import preview
from bot.slack.blocks.merge import preview_view
from bot.slack.deps import Deps, Payload
from bot.slack.windows import pressed_value, redraw, remembered, say, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Draw the window anew for the one that is to stay."""
    await ack()
    view, kept = body["view"], remembered(body["view"])
    survivor = pressed_value(body)
    others = [str(kept.get(name) or "") for name in ("one", "two") if kept.get(name) != survivor]
    seen = await preview(deps.ctx, deps.workspace_id, user_of(body), survivor, others[0])
    if isinstance(seen, str):
        await say(deps, body, seen)
        return
    shown = preview_view(seen, str(kept.get("over") or ""))
    await redraw(deps, str(view["id"]), shown, view.get("hash"))
