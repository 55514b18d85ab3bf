"""The form of an import, submitted, by its callback id."""

from bot.slack.blocks import client_import
from bot.slack.deps import Handler
from bot.slack.listeners.views.importing import submitted

HANDLERS: dict[str, Handler] = {client_import.CALLBACK: submitted.handle}
