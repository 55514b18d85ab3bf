"""All methods the stand-in knows, by name."""

from bot.sandbox.slack.api import (
    chat,
    conversations,
    files,
    functions,
    history,
    identity,
    pins,
    reactions,
    usergroups,
    views,
)
from bot.sandbox.slack.api.method import Method

_FAMILIES = (
    chat,
    conversations,
    files,
    functions,
    history,
    identity,
    pins,
    reactions,
    usergroups,
    views,
)

METHODS: dict[str, Method] = {method.name: method for family in _FAMILIES for method in family.METHODS}
