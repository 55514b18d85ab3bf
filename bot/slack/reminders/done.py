"""A form about an appointment or the like is done: the person is told where they are."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.answers import tell
from bot.slack.deps import Deps, Payload
from bot.slack.reminders.kept import Kept
from bot.slack.reminders.listing import draw_below
from bot.slack.windows import user_of


async def done(deps: Deps, body: Payload, ack: AsyncAck, kept: Kept, said: str) -> None:
    """Say it at the top of the list under the form, or else where the form was opened."""
    if kept.over:
        await draw_below(deps, body["view"], kept.over, said)
        await ack()
        return
    await ack()
    await tell(deps, {"user": {"id": user_of(body)}, "channel_id": kept.origin}, said)
