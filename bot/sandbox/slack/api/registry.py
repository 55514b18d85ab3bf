"""All methods the stand-in knows, by name."""

from bot.sandbox.slack.api import (
    chat,
    conversations,
    files,
    history,
    identity,
    pins,
    reactions,
    usergroups,
    views,
)
from bot.sandbox.slack.api.method import Method

METHODS: dict[str, Method] = {
    method.name: method
    for family in (chat, conversations, files, history, identity, pins, reactions, usergroups, views)
    for method in family.METHODS
}
