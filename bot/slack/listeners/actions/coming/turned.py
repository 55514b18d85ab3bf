"""The window of what is to come is turned: to mine or everybody's, or to another page."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.upcoming import Which
from bot.slack.blocks.coming import Shown, read_shown
from bot.slack.coming_window import coming_window
from bot.slack.deps import Deps, Payload
from bot.slack.windows import pressed_value, put_in_place, remembered, user_of


async def which_chosen(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The first page of what was chosen."""
    await ack()
    chosen = pressed_value(body)
    await draw(deps, body, Shown(Which(chosen) if chosen in set(Which) else Which.MINE))


async def next_(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The page behind."""
    await ack()
    kept = remembered(body["view"])
    await draw(deps, body, read_shown(kept).later(str(kept.get("following") or "")))


async def previous(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The page before."""
    await ack()
    await draw(deps, body, read_shown(remembered(body["view"])).earlier())


async def draw(deps: Deps, body: Payload, of: Shown, said: str = "") -> None:
    """Show it in the window that the press came from."""
    await put_in_place(deps, body, await coming_window(deps, user_of(body), of, said))
