"""The other client was chosen: what merging the two would do."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.find import client_by_id
from bot.flows.clients.merge.preview import preview
from bot.slack import choices
from bot.slack.blocks.merge import preview_view
from bot.slack.deps import Deps, Payload
from bot.slack.windows import pressed_value, redraw, remembered, say, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show both clients in the same window. A client with a name stays rather than a lead."""
    await ack()
    view = body["view"]
    kept = remembered(view)
    first, second = str(kept.get("one") or ""), choices.read(pressed_value(body)).client_id
    if second is None:
        return
    if await _is_lead(deps, first) and not await _is_lead(deps, second):
        first, second = second, first
    seen = await preview(deps.ctx, deps.workspace_id, user_of(body), first, second)
    if isinstance(seen, str):
        await say(deps, body, seen)
        return
    shown = preview_view(seen, str(kept.get("over") or ""))
    await redraw(deps, str(view["id"]), shown, view.get("hash"))


async def _is_lead(deps: Deps, client_id: str) -> bool:
    client = await client_by_id(deps.ctx, deps.workspace_id, client_id)
    return client is not None and client.is_lead
