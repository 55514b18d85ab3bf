"""The time zones that fit what is typed, each with its time of day."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.hours import clock
from bot.domain.zone_search import matching
from bot.domain.zones import zone_of
from bot.slack.blocks.client_form import zone_option
from bot.slack.choices import explaining
from bot.slack.deps import Deps, Payload

NONE = "No zone has that name. Type the next big city, such as Denver."
_LIMIT = 50


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Offer them."""
    now = deps.ctx.clock.now()
    found = matching(str(body.get("value") or ""), _LIMIT)
    options = [zone_option(zone, clock(now.astimezone(zone_of(zone)))) for zone in found]
    await ack(options=options or [explaining(NONE)])
