"""Menus that ask for their options, by their action id."""

from bot.slack.blocks import compose
from bot.slack.deps import Handler
from bot.slack.listeners.options import compose_client

HANDLERS: dict[str, Handler] = {compose.CLIENT_ACTION: compose_client.handle}
