"""What is done about an appointment or the like at one press: the thread tells it, and the list shows it."""

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.context import Context
from bot.flows.occasions.pause import pause, resume
from bot.flows.occasions.state import StateSet, confirm, paid, reopen
from bot.slack.deps import Deps, Payload
from bot.slack.reminders.listing import draw
from bot.slack.windows import pressed_value, user_of

Flow = Callable[[Context, str, str, str], Awaitable[StateSet | str]]


async def confirm_it(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The client has confirmed."""
    await _do(confirm, deps, body, ack)


async def paid_it(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The client has paid."""
    await _do(paid, deps, body, ack)


async def reopen_it(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """It stands again, or is neither confirmed nor paid after all."""
    await _do(reopen, deps, body, ack)


async def pause_it(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Keep its reminders back."""
    await _do(pause, deps, body, ack)


async def resume_it(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Let them go again."""
    await _do(resume, deps, body, ack)


async def _do(flow: Flow, deps: Deps, body: Payload, ack: AsyncAck) -> None:
    outcome = await flow(deps.ctx, deps.workspace_id, pressed_value(body), user_of(body))
    await ack()
    # What stands against it is said where the person looks: at the top of the list.
    await draw(deps, body, outcome if isinstance(outcome, str) else "")
