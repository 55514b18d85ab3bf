"""A number was put first, taken off, or taken from another client."""

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients import addresses as flow
from bot.flows.clients.edit import Rejected
from bot.flows.context import Context
from bot.slack.blocks.numbers import around, numbers_view
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.views.client.done import done
from bot.slack.windows import pressed_value, put_in_place, remembered, say, user_of

Change = Callable[[Context, str, str, str, str], Awaitable[flow.Changed | Rejected]]


async def first(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Use first*."""
    await _change(flow.use_first, deps, body, ack)


async def remove(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Remove*."""
    await _change(flow.remove, deps, body, ack)


async def move(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Move it here*."""
    await _change(flow.move_here, deps, body, ack)


async def _change(change: Change, deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Carry it out and show the numbers as they are then, and the window on the client below them too."""
    view = body["view"]
    kept = remembered(view)
    client_id = str(kept.get("client") or "")
    outcome = await change(deps.ctx, deps.workspace_id, user_of(body), client_id, pressed_value(body))
    await ack()
    if isinstance(outcome, Rejected):
        await say(deps, body, " ".join(outcome.errors.values()))
        return
    await done(deps, view, client_id)
    await put_in_place(deps, body, numbers_view(outcome.client, around(kept), outcome.said))
