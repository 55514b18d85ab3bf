"""Submitted forms by their callback id."""

from bot.slack.blocks.compose import CALLBACK
from bot.slack.deps import Handler
from bot.slack.listeners.views import compose

HANDLERS: dict[str, Handler] = {CALLBACK: compose.handle}
