"""The global shortcut *Message a client*."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import form
from bot.slack.answers import open_view, person, tell
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.message_client import NO_SENDER
from bot.slack.typed import Typed


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open an empty form."""
    await ack()
    usable = form.channels(deps)
    if not usable:
        await tell(deps, body, NO_SENDER)
        return
    await open_view(deps, body, await form.build(deps, person(body), Typed(usable[0])))
