"""What is done in the window of what is to come, by action id."""

from bot.slack.blocks import coming
from bot.slack.deps import Handler
from bot.slack.listeners.actions.coming import opened, row, turned

HANDLERS: dict[str, Handler] = {
    coming.OPEN: opened.handle,
    coming.WHICH: turned.which_chosen,
    coming.PREVIOUS: turned.previous,
    coming.NEXT: turned.next_,
    coming.ROW: row.handle,
}
