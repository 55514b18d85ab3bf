"""The reason for sending in spite of a rule was given."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.thread import Notice
from bot.flows.outbound.anyway import send_anyway
from bot.flows.outbound.overriding import SAY_WHY
from bot.slack.answers import person, replace_ephemeral, tell
from bot.slack.blocks.anyway import asked_in
from bot.slack.blocks.verdict import WHY
from bot.slack.deps import Deps, Payload
from bot.slack.typed import why_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Carry it out as far as this person may, and say what happened in the place of the button."""
    why, asked = why_of(body["view"]), asked_in(body["view"])
    if not why:
        await ack(response_action="errors", errors={WHY: SAY_WHY})
        return
    said = await send_anyway(deps.ctx, deps.workspace_id, asked.message_id, person(body), why)
    await ack()
    if asked.response_url and await replace_ephemeral(deps, asked.response_url, Notice(said)):
        return
    where = {"channel_id": asked.channel, "container": {"thread_ts": asked.thread_ts}}
    await tell(deps, {"user": body["user"], **where}, said)
