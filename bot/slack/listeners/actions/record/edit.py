"""*Edit* in the window on a client: the form."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.clients.edit import kinds_in_use, record_now
from bot.slack.blocks.client_form import Start, edit_form
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.client.form import over, the_client
from bot.slack.windows import show


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form with what is known of the client, if the person may change it."""
    client = await the_client(deps, body, ack, Permission.EDIT_CLIENTS)
    if client:
        kinds = await kinds_in_use(deps.ctx, deps.workspace_id)
        record = await record_now(deps.ctx, deps.workspace_id, client)
        await show(deps, body, edit_form(client.id, Start(record, kinds), over(body)))
