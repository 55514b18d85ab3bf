"""The languages that fit what is typed."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.languages import matching
from bot.slack.blocks.client_form import language_option
from bot.slack.choices import explaining
from bot.slack.deps import Deps, Payload

NONE = "No language has that name. Type its English name."
_LIMIT = 50


async def handle(_: Deps, body: Payload, ack: AsyncAck) -> None:
    """Offer them."""
    found = matching(str(body.get("value") or ""))[:_LIMIT]
    await ack(options=[language_option(code) for code in found] or [explaining(NONE)])
