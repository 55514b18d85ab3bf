"""*Preview* on the page *Automatic answers*."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.settings.answers import preview_window, typed_answers
from bot.slack.windows import show


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the answers as they stand in the form, with sample values."""
    await ack()
    await show(deps, body, preview_window(typed_answers(Fields(body["view"]))))
