"""Buttons of the settings' pages *Routing*, *Two-way texting* and *Automatic answers*."""

from bot.slack.deps import Handler
from bot.slack.listeners.actions.routing import move, preview, raise_rule, remove_rule, show_meanwhile
from bot.slack.settings import page

HANDLERS: dict[str, Handler] = {
    page.RAISE_RULE: raise_rule.handle,
    page.REMOVE_RULE: remove_rule.handle,
    page.MOVE_THREADS: move.handle,
    page.SHOW_MEANWHILE: show_meanwhile.handle,
    page.PREVIEW_ANSWERS: preview.handle,
}
