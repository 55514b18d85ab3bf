"""Submitted forms by their callback id."""

from bot.slack.blocks import compose
from bot.slack.deps import Handler
from bot.slack.listeners.views import compose as compose_submitted

HANDLERS: dict[str, Handler] = {compose.CALLBACK: compose_submitted.handle}
