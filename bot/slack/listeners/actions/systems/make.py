"""*Make a key* on the page *Your own systems*."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.settings.change import load
from bot.slack.deps import Deps, Payload
from bot.slack.settings.systems import key_form
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Ask which system it is for."""
    await load(deps.ctx, deps.workspace_id, user_of(body))
    await ack()
    await show(deps, body, key_form())
