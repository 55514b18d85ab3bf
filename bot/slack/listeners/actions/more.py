"""*More* on a client's card: each of its verbs has a handler of its own."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.blocks import card_actions
from bot.slack.blocks.notices import UNKNOWN_BUTTON
from bot.slack.deps import Deps, Handler, Payload
from bot.slack.listeners.actions.client import details
from bot.slack.listeners.actions.record import edit
from bot.slack.windows import pressed_value, say

VERBS: dict[str, Handler] = {
    card_actions.DETAILS: details.handle,
    card_actions.EDIT: edit.handle,
}


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Hand it to the verb that was chosen."""
    verb = pressed_value(body).partition(":")[0]
    handler = VERBS.get(verb)
    if handler is None:
        await ack()
        await say(deps, body, UNKNOWN_BUTTON)
        return
    await handler(deps, body, ack)
