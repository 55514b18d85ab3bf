"""A field of the compose form changed: show what follows from it."""

import logging

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.ports import PostFailed
from bot.slack import form
from bot.slack.deps import Deps, Payload
from bot.slack.errors import translated
from bot.slack.failures import described
from bot.slack.typed import typed

log = logging.getLogger(__name__)

# The form has moved on or is closed: a newer update of it is on its way, or none is needed.
_OVERTAKEN = {"hash_conflict", "not_found"}


async def handle(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Draw the form anew with its preview, its senders, and a name field when the number is new."""
    await ack()
    view = body.get("view") or {}
    entered = typed(view, form.channels(deps)[0])
    drawn = await form.build(deps, entered)
    try:
        with translated(repeatable=True):
            await deps.client.views_update(view_id=view["id"], hash=view.get("hash"), view=drawn)
    except PostFailed as failed:
        if failed.error not in _OVERTAKEN:
            # Only the preview stays behind, and the next keystroke draws it again.
            log.warning("The compose form could not be drawn anew: %s", described(failed))
