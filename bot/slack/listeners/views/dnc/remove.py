"""The form that takes a number off the do-not-contact list was submitted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients import dnc as flow
from bot.slack.blocks.dnc import ENTRY, read_entry
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.listeners.views.dnc.done import done
from bot.slack.windows import remembered, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Take it off; somebody else may have done so already, which is as well."""
    view, fields, user = body["view"], Fields(body["view"]), user_of(body)
    number, channel = read_entry(fields.option(ENTRY) or str(remembered(view).get("entry") or ""))
    outcome = await flow.remove(
        deps.ctx, deps.workspace_id, user, number, channel, fields.text(flow.EVIDENCE)
    )
    if isinstance(outcome, flow.Rejected):
        await ack(response_action="errors", errors=outcome.errors)
        return
    await done(deps, view, user)
    await ack()
