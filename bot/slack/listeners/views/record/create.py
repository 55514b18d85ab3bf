"""The form *New client* was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.create import Taken, create
from bot.flows.clients.edit import Rejected
from bot.flows.clients.typed_addresses import IDENTITY, NUMBER, Typed
from bot.slack.blocks.home.names import ORIGIN
from bot.slack.blocks.notices import notice_view
from bot.slack.blocks.numbers import taken_view
from bot.slack.client_window import client_window
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.home import refresh
from bot.slack.listeners.views.record.typed import at_fields, typed
from bot.slack.windows import remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Create the client and show it in the form's place; whose a number is that is somebody's."""
    fields = Fields(body["view"])
    addresses = Typed(fields.text(NUMBER), fields.text(IDENTITY))
    outcome = await create(deps.ctx, deps.workspace_id, user_of(body), typed(fields), addresses)
    if isinstance(outcome, Rejected):
        await ack(response_action="errors", errors=at_fields(outcome.errors, fields))
    elif isinstance(outcome, Taken):
        # On top: what was typed into the form must not have to be typed again.
        await ack(response_action="push", view=taken_view(outcome))
    else:
        window = await client_window(deps, outcome.id)
        await ack(response_action="update", view=window or notice_view("Created", f"{outcome.name} is kept."))
        if remembered(body["view"]).get("origin") == ORIGIN:
            await refresh(deps, user_of(body))
