"""Events by their type. Slack is answered when the handler is done; a raise makes Slack send it again."""

from bot.slack.deps import EventHandler
from bot.slack.listeners.events import lifecycle, message

HANDLERS: dict[str, EventHandler] = {
    "message": message.handle,
    "app_uninstalled": lifecycle.handle,
    "tokens_revoked": lifecycle.handle,
}
