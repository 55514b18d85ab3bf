"""*Coming up* on a client's card, and *All that is coming* on the Home tab."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.upcoming import Which
from bot.slack.blocks.card_actions import EVERYTHING
from bot.slack.coming_window import open_coming
from bot.slack.deps import Deps, Payload
from bot.slack.windows import subject


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open the list with what is to come for the card's client, or with everybody's."""
    await ack()
    named = subject(body)
    client_id = "" if named == EVERYTHING else named
    await open_coming(deps, body, Which.ALL, client_id)
