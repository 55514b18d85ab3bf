"""The list of templates drawn anew: searched, refreshed by hand, or come back to."""

from dataclasses import replace

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.flows.team.roles import ensure
from bot.flows.templates.addressee import addressee
from bot.slack.blocks.template_picker import SEARCH
from bot.slack.blocks.template_words import said_in
from bot.slack.deps import Deps, Payload
from bot.slack.fields import Fields
from bot.slack.listeners.actions.templates.opened import NOBODY
from bot.slack.templates import picker
from bot.slack.templates.asking import Asking, Listed, ask, draw_late, note
from bot.slack.templates.kept import Kept, kept_in
from bot.slack.windows import put_in_place, say, user_of


async def search(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Show those that fit what was typed."""
    await ack()
    await _draw(deps, body, searching(body["view"]))


async def refresh_pressed(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Ask the providers now, however short ago they were asked."""
    await ensure(deps.ctx, deps.workspace_id, user_of(body), Permission.SEND)
    await ack()
    await _draw(deps, body, kept_in(body["view"]), await ask(deps))


async def back(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Choose another*: the list again, as it was."""
    await ack()
    await _draw(deps, body, kept_in(body["view"]))


def searching(view: Payload) -> Kept:
    """What the list remembers, with what stands in its field now."""
    return replace(kept_in(view), query=Fields(view).text(SEARCH))


async def _draw(deps: Deps, body: Payload, kept: Kept, asking: Asking | None = None) -> None:
    who, _ = await addressee(deps.ctx, deps.workspace_id, kept.whom)
    if who is None:
        await say(deps, body, NOBODY)
        return
    words = said_in(body["view"])
    drawn = await picker.build(deps, user_of(body), kept, who, words, note(asking))
    hash_ = await put_in_place(deps, body, drawn)
    draw_late(deps, Listed(str(body["view"]["id"]), hash_, kept, who, words, user_of(body)), asking)
