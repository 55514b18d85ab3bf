"""Slash commands by their name."""

from bot.slack.deps import Handler
from bot.slack.listeners.commands import (
    client,
    inbox,
    messaging,
    reminder,
    schedule,
    sms,
    templates,
    whatsapp,
)

HANDLERS: dict[str, Handler] = {
    "/sms": sms.handle,
    "/whatsapp": whatsapp.handle,
    "/schedule": schedule.handle,
    "/client": client.handle,
    "/inbox": inbox.handle,
    "/reminder": reminder.handle,
    "/messaging": messaging.handle,
    "/templates": templates.handle,
}
