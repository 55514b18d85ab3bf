"""What is done about an appointment or the like at one press: the thread tells it, and the list shows it."""

from collections.abc import Awaitable, Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.occasion import OccasionState
from bot.flows.context import Context
from bot.flows.occasions.pause import pause, resume
from bot.flows.occasions.state import Change, StateSet, change_state
from bot.slack.deps import Deps, Payload
from bot.slack.reminders.listing import draw
from bot.slack.windows import pressed_value, user_of

Flow = Callable[[Context, str, str, str], Awaitable[StateSet | str]]


async def confirm_it(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The client has confirmed."""
    await _do(_to(OccasionState.CONFIRMED), deps, body, ack)


async def paid_it(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """The client has paid."""
    await _do(_to(OccasionState.PAID), deps, body, ack)


async def reopen_it(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """It stands again, or is neither confirmed nor paid after all."""
    await _do(_to(OccasionState.OPEN), deps, body, ack)


async def pause_it(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Keep its reminders back."""
    await _do(pause, deps, body, ack)


async def resume_it(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Let them go again."""
    await _do(resume, deps, body, ack)


def _to(state: OccasionState) -> Flow:
    async def change(ctx: Context, workspace_id: str, occasion_id: str, user: str) -> StateSet | str:
        return await change_state(ctx, workspace_id, occasion_id, Change(state, user, "slack"))

    return change


async def _do(flow: Flow, deps: Deps, body: Payload, ack: AsyncAck) -> None:
    outcome = await flow(deps.ctx, deps.workspace_id, pressed_value(body), user_of(body))
    await ack()
    # What stands against it is said where the person looks: at the top of the list.
    await draw(deps, body, outcome if isinstance(outcome, str) else "")
