"""The forms on top of the window of what is to come, by callback id."""

from bot.slack.blocks import coming_forms
from bot.slack.deps import Handler
from bot.slack.listeners.views.coming import edit, move

HANDLERS: dict[str, Handler] = {
    coming_forms.EDIT_CALLBACK: edit.handle,
    coming_forms.MOVE_CALLBACK: move.handle,
}
