"""Menus of the windows about the team's own templates that ask for their options, by action id."""

from bot.slack.blocks.message_templates import beside, editor
from bot.slack.deps import Handler
from bot.slack.listeners.options import known_client
from bot.slack.listeners.options.message_templates import approved
from bot.slack.listeners.options.record import languages

HANDLERS: dict[str, Handler] = {
    editor.CLIENT: known_client.handle,
    editor.ADD_LANGUAGE: languages.handle,
    beside.TEMPLATE: approved.handle,
}
