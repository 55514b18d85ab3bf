"""What is done in the window of what is to come, by action id."""

from bot.slack.blocks import card_actions, coming, series_form
from bot.slack.deps import Handler
from bot.slack.listeners.actions.coming import opened, row, series_changed, turned

HANDLERS: dict[str, Handler] = {
    card_actions.COMING_UP: opened.handle,
    coming.WHICH: turned.which_chosen,
    coming.PREVIOUS: turned.previous,
    coming.NEXT: turned.next_,
    coming.ROW: row.handle,
    **dict.fromkeys(series_form.HEARD, series_changed.handle),
}
