"""Shortcuts by their callback id, as the manifest declares them."""

from bot.slack.deps import Handler
from bot.slack.listeners.shortcuts import (
    client_card,
    make_note,
    message_client,
    reply_with,
    retry,
    set_reminder,
)

HANDLERS: dict[str, Handler] = {
    "message_client": message_client.handle,
    "reply_with": reply_with.handle,
    "schedule_reply": reply_with.schedule,
    "set_reminder": set_reminder.handle,
    "use_template": reply_with.use_template,
    "make_note": make_note.handle,
    "client_card": client_card.handle,
    "retry_text": retry.handle,
}
