"""A field of the compose form changed: show what follows from it."""

import asyncio
import logging

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.ports import PostFailed
from bot.slack import form
from bot.slack.answers import person
from bot.slack.blocks.elements import Block
from bot.slack.deps import Deps, Payload
from bot.slack.drawings import Build
from bot.slack.errors import translated
from bot.slack.failures import described
from bot.slack.typed import typed

log = logging.getLogger(__name__)

# Slack waits three seconds for the whole of it.
_SECONDS = 2.5


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Draw the form anew with its preview, its senders, and a name field when the number is new."""
    await ack()
    view = body.get("view") or {}

    async def build() -> Block:
        return await form.build(deps, person(body), typed(view, form.channels(deps)[0]))

    await draw(deps, body, build)


async def draw(deps: Deps, body: Payload, build: Build) -> None:
    """Draw a form in which something was typed anew: the newest change wins."""
    view_id, seen = str(body["view"]["id"]), str(body["view"].get("hash") or "")

    async def put(drawn: Block, at: str) -> str | None:
        return await _put(deps, view_id, drawn, at)

    try:
        async with asyncio.timeout(_SECONDS):
            await deps.drawings.draw(view_id, _changed_at(body), seen, build, put)
    except (PostFailed, TimeoutError) as failed:
        # Only the preview stays behind, and the next keystroke draws it again.
        log.warning("A form could not be drawn anew: %s", described(failed))


async def _put(deps: Deps, view_id: str, drawn: Block, at: str) -> str | None:
    """Put the form in the place of the one with the hash ``at``; the new hash, None when that is no more."""
    try:
        with translated(repeatable=True):
            answer = await deps.client.views_update(view_id=view_id, hash=at, view=drawn)
    except PostFailed as failed:
        if failed.error == "hash_conflict":
            return None
        if failed.error == "not_found":
            return at  # The form is closed: nobody sees it any more.
        raise
    return str((answer.get("view") or {}).get("hash") or "")


def _changed_at(body: Payload) -> float:
    """Slack's own time of the change: requests may overtake each other on their way."""
    try:
        return float(body["actions"][0].get("action_ts") or 0)
    except (TypeError, ValueError):
        return 0.0
