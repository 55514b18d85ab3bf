"""The menu beside a text that waits to go: each of its verbs has a handler of its own."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.outbound.cancel import cancel
from bot.slack.blocks.home.names import CANCEL, OPEN_CLIENT
from bot.slack.blocks.notices import UNKNOWN_BUTTON
from bot.slack.deps import Deps, Handler, Payload
from bot.slack.home import publish_again
from bot.slack.listeners.actions.client import details
from bot.slack.windows import pressed_value, say, subject, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Hand it to the verb that was chosen."""
    handler = _VERBS.get(pressed_value(body).partition(":")[0])
    if handler is None:
        await ack()
        await say(deps, body, UNKNOWN_BUTTON)
        return
    await handler(deps, body, ack)


async def _cancel(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Take the text back, if it has not gone, and show the tab as it is then."""
    said = await cancel(deps.ctx, deps.workspace_id, subject(body), user_of(body))
    await ack()
    await publish_again(deps, body, said)


_VERBS: dict[str, Handler] = {OPEN_CLIENT: details.handle, CANCEL: _cancel}
