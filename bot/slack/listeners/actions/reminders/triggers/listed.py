"""The list of the triggers: opened, turned, and a trigger switched or removed."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.occasions.triggers import NotSaved, remove, switch
from bot.slack.deps import Deps, Payload
from bot.slack.reminders.triggers import build, draw
from bot.slack.windows import pressed_value, put_in_place, show, user_of


async def opened(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open it from the settings."""
    await ack()
    await show(deps, body, await build(deps, user_of(body)))


async def turned(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show the page that the button names."""
    await ack()
    number = pressed_value(body)
    page = int(number) if number.isdecimal() else 0
    await put_in_place(deps, body, await build(deps, user_of(body), page))


async def switch_on(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Have its texts go by themselves from now on."""
    await _switch(deps, body, ack, is_on=True)


async def switch_off(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Have none go any more."""
    await _switch(deps, body, ack, is_on=False)


async def removed(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Take it away; the button has asked for confirmation."""
    said = await remove(deps.ctx, deps.workspace_id, user_of(body), pressed_value(body))
    await ack()
    await draw(deps, body, said or "The trigger is removed, and what it had planned does not go.")


async def _switch(deps: Deps, body: Payload, ack: AsyncAck, *, is_on: bool) -> None:
    outcome = await switch(deps.ctx, deps.workspace_id, user_of(body), pressed_value(body), is_on=is_on)
    await ack()
    problem = " ".join(outcome.errors.values()) if isinstance(outcome, NotSaved) else ""
    await draw(deps, body, problem)
