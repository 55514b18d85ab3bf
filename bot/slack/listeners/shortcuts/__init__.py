"""Shortcuts by their callback id."""

from bot.slack.deps import Handler
from bot.slack.listeners.shortcuts import message_client

HANDLERS: dict[str, Handler] = {"message_client": message_client.handle}
