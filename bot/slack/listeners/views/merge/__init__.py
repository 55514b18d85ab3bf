"""Merging two clients: submitted forms by their callback id."""

from bot.slack.blocks import merge
from bot.slack.deps import Handler
from bot.slack.listeners.views.merge import submitted

HANDLERS: dict[str, Handler] = {merge.CALLBACK: submitted.handle}
