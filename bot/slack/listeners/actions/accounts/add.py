"""*Add Twilio account* on the page *Numbers and accounts*."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.settings.change import load
from bot.slack.deps import Deps, Payload
from bot.slack.settings.account_form import credentials_form
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the form for its credentials."""
    await load(deps.ctx, deps.workspace_id, user_of(body))
    await ack()
    await show(deps, body, credentials_form())
