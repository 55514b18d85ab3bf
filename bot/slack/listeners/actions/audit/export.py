"""*Export as CSV* in the audit."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.team.audit import request_export
from bot.slack.audit_filter import wanted_of
from bot.slack.blocks.notices import notice_view
from bot.slack.deps import Deps, Payload
from bot.slack.windows import show, user_of

COMES = "The file comes in a moment, in your direct messages with the app."


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Have what fits the filters sent as a file; the worker does it."""
    await request_export(deps.ctx, deps.workspace_id, user_of(body), wanted_of(body["view"]))
    await ack()
    await show(deps, body, notice_view("On its way", COMES))
