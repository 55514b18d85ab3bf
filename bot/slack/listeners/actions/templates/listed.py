"""The window of WhatsApp's templates: opened, asked for anew, and one of them deleted."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.team.roles import ensure
from bot.flows.templates.submit import delete as delete_template
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.templates.opened import show_or_put
from bot.slack.template_lists import Asked, asked_in
from bot.slack.templates import listing
from bot.slack.templates.asking import ask, ask_if_stale
from bot.slack.windows import pressed_value, put_in_place, user_of


async def opened(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Open its first page, asking the providers where what is kept is old."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.SEND)
    await ack()
    asking, asked = await ask_if_stale(deps), Asked(user_of(body))
    view = await listing.build(deps, asked, asking)
    view_id, hash_ = await show_or_put(deps, body, view)
    listing.draw_late(deps, asked, view_id, hash_, asking)


async def refreshed(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Ask the providers now, however short ago they were asked."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.SEND)
    await ack()
    asked, asking = asked_in(body), await ask(deps)
    hash_ = await put_in_place(deps, body, await listing.build(deps, asked, asking))
    listing.draw_late(deps, asked, str(body["view"]["id"]), hash_, asking)


async def deleted(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Delete*, confirmed: the worker does it; what happens now stands in the list."""
    said = await delete_template(deps.ctx, deps.workspace_id, user_of(body), pressed_value(body))
    await ack()
    await put_in_place(deps, body, await listing.build(deps, asked_in(body), None, said))
