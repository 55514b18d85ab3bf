"""The window of the team's templates: filtered, searched, turned."""

from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.message_templates.listing import Way
from bot.slack.blocks.message_templates.listing import SEARCH
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.message_templates import listing
from bot.slack.message_templates.listing import Asked, asked_in
from bot.slack.windows import pressed_value, put_in_place


async def filtered(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Those that go another way: their first page."""
    await ack()
    await _draw(deps, body, replace(asked_in(body), way=Way(pressed_value(body)), page=0))


async def searched(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show those that fit what was typed."""
    await ack()
    await _draw(deps, body, replace(asked_in(body), query=Fields(body["view"]).text(SEARCH), page=0))


async def turned(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The page that the button names."""
    await ack()
    await _draw(deps, body, replace(asked_in(body), page=int(pressed_value(body))))


async def _draw(deps: Deps, body: Payload, asked: Asked) -> None:
    await put_in_place(deps, body, await listing.build(deps, asked))
