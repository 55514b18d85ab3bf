"""*Create client* on the card of an unknown number."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.clients.find import client_by_id
from bot.flows.team.roles import ensure
from bot.slack.blocks.intake_form import create_form
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.message_client import GONE
from bot.slack.windows import say, show, subject, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form, unless somebody has decided already."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.EDIT_CLIENTS)
    await ack()
    client = await client_by_id(deps.ctx, deps.workspace_id, subject(body))
    if client is None:
        await say(deps, body, GONE)
    elif not client.is_lead:
        await say(deps, body, f"This was decided before: it is {client.name} now.")
    else:
        await show(deps, body, create_form(client, user_of(body)))
