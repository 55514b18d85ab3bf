"""Events by their type. Slack is answered when the handler is done; a raise makes Slack send it again."""

from bot.slack.deps import EventHandler
from bot.slack.listeners.events import function, home, lifecycle, message, subteam

HANDLERS: dict[str, EventHandler] = {
    "message": message.handle,
    "app_home_opened": home.handle,
    "subteam_members_changed": subteam.handle,
    "subteam_updated": subteam.handle,
    "function_executed": function.handle,
    "app_uninstalled": lifecycle.handle,
    "tokens_revoked": lifecycle.handle,
}
