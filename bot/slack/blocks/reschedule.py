"""The form behind *Change time*."""

from datetime import datetime

from bot.slack import windows
from bot.slack.blocks.elements import Block, plain, section
from bot.slack.blocks.inputs import modal, moment

CALLBACK = "reschedule"
SEND_AT = "send_at"

HINT = "By your own clock. Clear it to send the text now."
_SAID = "The text stays as it is. Whether it may go is asked again at the new time."


def reschedule_view(message_id: str, due_at: datetime) -> Block:
    """When a text that waits is to go."""
    blocks = [section(plain(_SAID)), moment(SEND_AT, "Send at", due_at, HINT)]
    kept = windows.remember(message=message_id)
    return modal("Change time", CALLBACK, blocks, submit="Change time", close="Cancel", kept=kept)
