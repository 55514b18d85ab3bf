"""The forms on top of the window of what is to come, by callback id."""

from bot.slack.blocks import coming_forms, series_form
from bot.slack.deps import Handler
from bot.slack.listeners.views.coming import edit, move, series

HANDLERS: dict[str, Handler] = {
    coming_forms.EDIT_CALLBACK: edit.handle,
    coming_forms.MOVE_CALLBACK: move.handle,
    series_form.CALLBACK: series.handle,
}
