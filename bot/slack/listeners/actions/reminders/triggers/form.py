"""The form for a trigger: opened, and drawn anew when what it is for, or where it goes, changes."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.occasions.trigger_list import trigger_by_id
from bot.flows.occasions.triggers import GONE
from bot.flows.team.roles import ensure
from bot.slack.blocks.elements import Block
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.compose_changed import draw
from bot.slack.reminders.trigger_form import change_form, form_again, new_form
from bot.slack.reminders.triggers import page_in
from bot.slack.windows import pressed_value, say, show, user_of


async def add(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open it for a new one."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.TEMPLATES)
    await ack()
    await show(deps, body, new_form(page_in(body["view"])))


async def change(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open it with what holds now."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.TEMPLATES)
    await ack()
    seen = await trigger_by_id(deps.ctx, deps.workspace_id, pressed_value(body))
    if seen is None:
        await say(deps, body, GONE)
        return
    await show(deps, body, change_form(seen, page_in(body["view"])))


async def changed(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Draw it anew with the times and the stops of its kind, and with what may keep a text from going."""
    await ack()

    async def form() -> Block:
        return await form_again(deps, body["view"])

    await draw(deps, body, form)
