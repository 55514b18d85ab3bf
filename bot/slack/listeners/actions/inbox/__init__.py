"""What is done in the window of what needs attention, by action id."""

from bot.slack.blocks import attention, inbox
from bot.slack.deps import Handler
from bot.slack.listeners.actions.inbox import opened, row, turned

HANDLERS: dict[str, Handler] = {
    inbox.OPEN: opened.handle,
    inbox.WHOSE: turned.whose_chosen,
    inbox.WHY: turned.why_chosen,
    inbox.PREVIOUS: turned.previous,
    inbox.NEXT: turned.next_,
    attention.ROW: row.handle,
}
