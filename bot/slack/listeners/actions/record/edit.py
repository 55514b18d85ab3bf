"""*Edit* on a client's card or in the window on a client: the form."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.client_record import record_of
from bot.domain.roles import Permission
from bot.flows.clients.edit import client_by_id, kinds_in_use
from bot.flows.team.roles import ensure
from bot.slack.blocks.client_form import Start, edit_form
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.client.form import over
from bot.slack.listeners.actions.message_client import GONE
from bot.slack.windows import say, show, subject, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form with what is known of the client, if the person may change it."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.EDIT_CLIENTS)
    await ack()
    client = await client_by_id(deps.ctx, deps.workspace_id, subject(body))
    if client is None:
        await say(deps, body, GONE)
        return
    kinds = await kinds_in_use(deps.ctx, deps.workspace_id)
    await show(deps, body, edit_form(client.id, Start(record_of(client), kinds), over(body)))
