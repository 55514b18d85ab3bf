"""The menu of a row of what is to come: each of its verbs is done at once, or asks for what it needs."""

from datetime import UTC, datetime

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.upcoming import ComingKind, Verb
from bot.flows.coming.deeds import Row, do
from bot.flows.coming.edit import editable
from bot.flows.coming.texts import NeedsTime
from bot.flows.outbound.reschedule import waits
from bot.flows.series.editable import editable as editable_series
from bot.flows.team.permissions import NotAllowed
from bot.slack import series_window
from bot.slack.blocks.coming import read_shown
from bot.slack.blocks.coming_forms import TOO_LONG, edit_view, move_view
from bot.slack.blocks.inputs import TEXT_LIMIT
from bot.slack.blocks.notices import UNKNOWN_BUTTON
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.coming.turned import draw
from bot.slack.series_fields import fields_of
from bot.slack.windows import pressed_value, remembered, show, user_of


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Do it, and show the page as it is then, with what happened at its top."""
    await ack()
    named = read_value(pressed_value(body))
    of = read_shown(remembered(body["view"]))
    if named is None:
        await draw(deps, body, of, UNKNOWN_BUTTON)
        return
    row, verb = named
    if verb is Verb.EDIT:
        said = await _edit(deps, body, row)
    elif verb is Verb.MOVE:
        said = await _move(deps, body, row)
    else:
        said = await _do(deps, body, row, verb)
    if said:
        await draw(deps, body, of, said)


def read_value(value: str) -> tuple[Row, Verb] | None:
    """The row and the verb that an option names; None for what is none of ours."""
    verb, _, rest = value.partition(":")
    kind, _, rest = rest.partition(":")
    id_, _, at = rest.partition(":")
    if verb not in set(Verb) or kind not in set(ComingKind) or not id_:
        return None
    return Row(ComingKind(kind), id_, datetime.fromtimestamp(float(at), UTC) if at else None), Verb(verb)


async def _do(deps: Deps, body: Payload, row: Row, verb: Verb) -> str:
    """What happened, in a sentence; empty where a form asks on."""
    try:
        said = await do(deps.ctx, deps.workspace_id, row, verb, user_of(body))
    except NotAllowed as refused:
        return str(refused)
    if isinstance(said, NeedsTime):
        await show(deps, body, move_view(None, _kept(body, row), said.words))
        return ""
    return said


async def _edit(deps: Deps, body: Payload, row: Row) -> str:
    """Why it cannot be changed; empty where it can, and the form stands."""
    if row.kind is ComingKind.SERIES:
        return await _edit_series(deps, body, row)
    found = await editable(deps.ctx, deps.workspace_id, row.id, user_of(body))
    if isinstance(found, str):
        return found
    if len(found.body) > TEXT_LIMIT:
        return TOO_LONG
    await show(deps, body, edit_view(found.body, found.most, _kept(body, row)))
    return ""


async def _edit_series(deps: Deps, body: Payload, row: Row) -> str:
    found = await editable_series(deps.ctx, deps.workspace_id, row.id, user_of(body))
    if isinstance(found, str):
        return found
    window = series_window.window_of(found, _kept(body, row))
    now = deps.ctx.clock.now()
    await show(deps, body, series_window.draw(found, fields_of(found), window, now))
    return ""


async def _move(deps: Deps, body: Payload, row: Row) -> str:
    """The same for the time."""
    at = row.at
    if row.kind is ComingKind.TEXT:
        found = await waits(deps.ctx, deps.workspace_id, row.id, user_of(body))
        if isinstance(found, str):
            return found
        at = found.due_at
    await show(deps, body, move_view(at, _kept(body, row)))
    return ""


def _kept(body: Payload, row: Row) -> dict[str, object]:
    """What the form on top remembers: the row, and what the window below shows."""
    return read_shown(remembered(body["view"])).kept() | {"kind": row.kind.value, "row": row.id}
