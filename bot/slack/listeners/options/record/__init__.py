"""Menus of the form of a client's record that ask for their options, by action id."""

from bot.slack.blocks import client_form
from bot.slack.deps import Handler
from bot.slack.listeners.options.record import languages, tags, zones

HANDLERS: dict[str, Handler] = {
    client_form.LANGUAGE: languages.handle,
    client_form.ZONE: zones.handle,
    client_form.TAGS: tags.handle,
}
