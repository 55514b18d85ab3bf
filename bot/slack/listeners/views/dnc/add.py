"""The form that puts a number on the do-not-contact list was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.channel import Channel
from bot.flows.clients import dnc as flow
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.listeners.views.dnc.done import done
from bot.slack.windows import user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Add it; what stands against it is said at its field."""
    view, fields, user = body["view"], Fields(body["view"]), user_of(body)
    channels = [Channel(value) for value in fields.options(flow.CHANNELS)]
    number = fields.option(flow.NUMBER) or fields.text(flow.NUMBER)
    outcome = await flow.add(deps.ctx, deps.workspace_id, user, number, channels, fields.text(flow.REASON))
    if isinstance(outcome, flow.Rejected):
        await ack(response_action="errors", errors=outcome.errors)
        return
    await done(deps, view, user)
    await ack()
