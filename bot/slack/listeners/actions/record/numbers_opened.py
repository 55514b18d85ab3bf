"""The window of a client's numbers: *Numbers* in the window on a client, *Fix number* under a failure."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.client import Client
from bot.domain.roles import Permission
from bot.flows.clients.edit import client_by_id
from bot.flows.team.roles import ensure
from bot.slack.blocks.numbers import Around, around, numbers_view
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.client.form import over
from bot.slack.listeners.actions.message_client import GONE
from bot.slack.windows import put_in_place, remembered, say, show, subject, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the window, if the person may change what is in it."""
    client = await _client(deps, body, ack)
    if client:
        await show(deps, body, numbers_view(client, Around(over(body))))


async def back(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the numbers again, in the place of the question about one that is somebody else's."""
    client = await _client(deps, body, ack)
    if client:
        await put_in_place(deps, body, numbers_view(client, around(remembered(body["view"]))))


async def _client(deps: Deps, body: Payload, ack: AsyncAck) -> Client | None:
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.EDIT_CLIENTS)
    await ack()
    client = await client_by_id(deps.ctx, deps.workspace_id, subject(body))
    if client is None:
        await say(deps, body, GONE)
    return client
