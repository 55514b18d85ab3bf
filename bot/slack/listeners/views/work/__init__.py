"""The forms about a conversation, submitted, by callback id."""

from bot.slack.blocks import work as blocks
from bot.slack.deps import Handler
from bot.slack.listeners.views.work import assign, snooze

HANDLERS: dict[str, Handler] = {
    blocks.ASSIGN_CALLBACK: assign.handle,
    blocks.SNOOZE_CALLBACK: snooze.handle,
}
