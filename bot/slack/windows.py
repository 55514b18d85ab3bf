"""Modals: opened, laid on top of each other, drawn anew, and what each remembers."""

import asyncio
import json
import logging
from typing import Any

from bot.ports import PostFailed
from bot.slack.answers import open_view, tell
from bot.slack.blocks.elements import Block
from bot.slack.blocks.notices import notice_view
from bot.slack.deps import Deps, Payload
from bot.slack.errors import translated
from bot.slack.failures import described

log = logging.getLogger(__name__)

_SECONDS = 1.5
# The window has moved on or is closed: what it shows is newer, or nobody looks at it.
_OVERTAKEN = {"hash_conflict", "not_found"}


async def show(deps: Deps, body: Payload, view: Block) -> Payload:
    """Open a modal for the interaction, on top of the one it came from; it as Slack keeps it.

    Raises PostFailed.
    """
    if not _is_modal(body):
        return await open_view(deps, body, view)
    with translated(repeatable=False):
        async with asyncio.timeout(_SECONDS):
            answer = await deps.client.views_push(trigger_id=str(body.get("trigger_id") or ""), view=view)
    return dict(answer["view"])


def has_room(body: Payload) -> bool:
    """Whether one more modal fits on top of the one that the interaction came from: Slack takes three."""
    view = body.get("view") or {}
    below = view.get("previous_view_id")
    return not below or below == view.get("root_view_id")


async def redraw(deps: Deps, view_id: str, view: Block, hash_: str | None = None) -> str:
    """Show something else in an open modal; one that has been closed or drawn anew meanwhile is left.

    Its new hash; empty when it was not drawn.
    """
    try:
        with translated(repeatable=True):
            async with asyncio.timeout(_SECONDS):
                answer = await deps.client.views_update(view_id=view_id, hash=hash_, view=view)
        return str((answer.get("view") or {}).get("hash") or "")
    except PostFailed as failed:
        if failed.error not in _OVERTAKEN:
            # What was done is done: only the window does not show it yet.
            log.warning("A window could not be drawn anew: %s", described(failed))
        return ""


async def put_in_place(deps: Deps, body: Payload, new: Block) -> str:
    """Show something else in the modal that the interaction came from; its new hash, as ``redraw`` says."""
    view = body["view"]
    return await redraw(deps, str(view["id"]), new, view.get("hash"))


async def redraw_below(deps: Deps, view: Payload, new: Block | None) -> None:
    """Draw the window under a submitted one anew, before it is in front again."""
    below = str(view.get("previous_view_id") or "")
    if below and new:
        await redraw(deps, below, new)


async def say(deps: Deps, body: Payload, sentence: str) -> None:
    """Say it on top of the modal that the interaction came from; anywhere else as ``tell`` does."""
    if not _is_modal(body):
        await tell(deps, body, sentence)
        return
    try:
        await show(deps, body, notice_view("Not done", sentence))
    except PostFailed as failed:
        # The trigger is used up or there are three windows already.
        log.warning("A notice could not be shown: %s", described(failed))
        await tell(deps, body, sentence)


def remember(**kept: Any) -> str:
    """What a modal carries with it, as private metadata."""
    return json.dumps(kept)


def remembered(view: Payload) -> dict[str, Any]:
    """What a modal carries with it; nothing when it cannot be read."""
    try:
        kept = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def user_of(body: Payload) -> str:
    """Who typed, pressed or submitted."""
    return str((body.get("user") or {}).get("id") or body.get("user_id") or "")


def pressed_value(body: Payload) -> str:
    """The value of the button, or of the option that was chosen."""
    action = body["actions"][0]
    chosen = action.get("selected_option") or {}
    return str(action.get("value") or chosen.get("value") or "")


def subject(body: Payload) -> str:
    """The id that a button or an option is about; an option of a menu of verbs has its verb before it."""
    return pressed_value(body).rpartition(":")[2]


def _is_modal(body: Payload) -> bool:
    return (body.get("view") or {}).get("type") == "modal"
