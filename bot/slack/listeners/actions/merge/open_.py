"""*Merge* on a client's card or in the window on a client."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.clients.find import client_by_id
from bot.flows.team.roles import ensure
from bot.slack.blocks.merge import pick_view
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.client.form import over
from bot.slack.listeners.actions.message_client import GONE
from bot.slack.windows import say, show, subject, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Ask for the other client, if the person may change clients at all."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.EDIT_CLIENTS)
    await ack()
    client = await client_by_id(deps.ctx, deps.workspace_id, subject(body))
    if client is None:
        await say(deps, body, GONE)
        return
    await show(deps, body, pick_view(client, over(body)))
