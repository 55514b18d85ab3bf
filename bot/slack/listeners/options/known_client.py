"""The client menus of windows that look at clients: only those there are."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.search import search
from bot.slack import choices
from bot.slack.deps import Deps, Payload

NOBODY = "No client has that name or number."
# Slack takes at most a hundred; nobody reads that many.
_LIMIT = 50


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Offer the matching clients."""
    found = await search(deps.ctx, deps.workspace_id, str(body.get("value") or ""), _LIMIT)
    options = [choices.for_client(client) for client in found.clients if not client.merged_into]
    await ack(options=options or [choices.explaining(NOBODY)])
