"""Another kind, or another page, of the list."""

from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack.deps import Deps, Payload
from bot.slack.reminders.listing import Asked, asked_in, asked_of, build
from bot.slack.windows import pressed_value, put_in_place


async def kind(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the first page of the kind that was chosen."""
    await _show(deps, body, ack, asked_of({"kind": pressed_value(body)}))


async def page(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the page that the button names."""
    number = pressed_value(body)
    asked = replace(asked_in(body["view"]), page=int(number) if number.isdecimal() else 0)
    await _show(deps, body, ack, asked)


async def _show(deps: Deps, body: Payload, ack: AsyncAck, asked: Asked) -> None:
    await ack()
    await put_in_place(deps, body, await build(deps, asked))
