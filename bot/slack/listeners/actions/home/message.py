"""*Message a client*: an empty form."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.team.roles import ensure
from bot.slack import form
from bot.slack.blocks.home.names import ORIGIN
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.message_client import NO_SENDER
from bot.slack.typed import Typed
from bot.slack.windows import say, show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open it, if the person may write to clients."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.SEND)
    await ack()
    usable = form.channels(deps)
    if not usable:
        await say(deps, body, NO_SENDER)
        return
    await show(deps, body, await form.build(deps, user_of(body), Typed(usable[0], origin=ORIGIN)))
