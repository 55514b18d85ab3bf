"""*Add* in the window of a client's numbers."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.addresses import add
from bot.flows.clients.create import Taken
from bot.flows.clients.edit import Rejected
from bot.flows.clients.typed_addresses import IDENTITY, NUMBER, Typed
from bot.slack.blocks.numbers import around, field_of, numbers_view, taken_view
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.listeners.views.client.done import done
from bot.slack.windows import remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Add it and show the numbers as they are then; for one that is somebody's, ask."""
    view = body["view"]
    kept, fields = remembered(view), Fields(view)
    client_id, about = str(kept.get("client") or ""), around(kept)
    # The fields are named for the time that this window was drawn, which is one before the next.
    drawn = about.turn - 1
    given = Typed(fields.text(field_of(NUMBER, drawn)), fields.text(field_of(IDENTITY, drawn)))
    outcome = await add(deps.ctx, deps.workspace_id, user_of(body), client_id, given)
    if isinstance(outcome, Rejected):
        errors = {field_of(name, drawn): said for name, said in outcome.errors.items()}
        await ack(response_action="errors", errors=errors)
    elif isinstance(outcome, Taken):
        await ack(response_action="update", view=taken_view(outcome, client_id, about))
    else:
        await done(deps, view, client_id)
        await ack(response_action="update", view=numbers_view(outcome.client, about, outcome.said))
