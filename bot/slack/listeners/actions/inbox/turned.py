"""The window of what needs attention is turned: to somebody's, to a kind, or to another page."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.attention import Whose, Why
from bot.flows.attention.listing import PAGE
from bot.slack.blocks.inbox import read_whose, read_why
from bot.slack.deps import Deps, Payload
from bot.slack.inbox_window import inbox_window
from bot.slack.windows import pressed_value, put_in_place, remembered, user_of


async def whose_chosen(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Whose was chosen: the first page of theirs."""
    await ack()
    _, why, _ = shown(body)
    await _show(deps, body, read_whose(pressed_value(body)), why, 0)


async def why_chosen(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """A kind was chosen, or all: the first page of it."""
    await ack()
    whose, _, _ = shown(body)
    await _show(deps, body, whose, read_why(pressed_value(body)), 0)


async def previous(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The page before."""
    await ack()
    whose, why, start = shown(body)
    await _show(deps, body, whose, why, start - PAGE)


async def next_(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The page behind."""
    await ack()
    whose, why, start = shown(body)
    await _show(deps, body, whose, why, start + PAGE)


async def again(deps: Deps, body: Payload) -> None:
    """The same page, as it is by now."""
    await _show(deps, body, *shown(body))


def shown(body: Payload) -> tuple[Whose, Why | None, int]:
    """Whose, which kind and from which row on the window shows."""
    kept = remembered(body["view"])
    start = kept.get("start")
    return read_whose(kept.get("whose")), read_why(kept.get("why")), start if isinstance(start, int) else 0


async def _show(deps: Deps, body: Payload, whose: Whose, why: Why | None, start: int) -> None:
    await put_in_place(deps, body, await inbox_window(deps, user_of(body), whose, why, start))
