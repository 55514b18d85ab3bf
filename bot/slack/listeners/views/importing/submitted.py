"""A file of clients was handed over."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.importing.request import request
from bot.slack.blocks.client_import import FILE, READING
from bot.slack.blocks.notices import notice_view
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.windows import user_of

CHOOSE = "Choose a file."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Have the worker fetch and read it; what stands against that is said at the field."""
    file = next(iter(Fields(body["view"]).files(FILE)), None)
    said = CHOOSE if file is None else await request(deps.ctx, deps.workspace_id, user_of(body), file)
    if said:
        await ack(response_action="errors", errors={FILE: said})
    else:
        await ack(response_action="update", view=notice_view("Import clients", READING))
