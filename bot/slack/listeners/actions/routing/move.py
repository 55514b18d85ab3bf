"""*Move threads now* on the page *Routing*."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.threads.move import MOST_AT_ONCE, move_as_ruled
from bot.slack.blocks.notices import notice_view
from bot.slack.deps import Deps, Payload
from bot.slack.windows import show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Move what stands elsewhere than the rules say, and tell how much that was."""
    await ack()
    moved = await move_as_ruled(deps.ctx, deps.workspace_id, user_of(body))
    await show(deps, body, notice_view("Threads", _words(moved)))


def _words(moved: int) -> str:
    if not moved:
        return "Every thread stands where the rules say. Nothing was moved."
    threads = f"{moved} thread{'' if moved == 1 else 's'}"
    more = " There may be more: press the button again." if moved >= MOST_AT_ONCE else ""
    return f"{threads} on the way to their channels. Replies in the old threads still go to clients.{more}"
