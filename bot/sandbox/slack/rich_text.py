"""The rich_text block Slack adds to every message a person types."""

import re
from typing import Any

from bot.sandbox.slack.emoji import BY_CODE

_PIECE = re.compile(
    r"<@(?P<user>\w+)>|<#(?P<channel>\w+)(?:\|[^>]*)?>|<!(?P<range>channel|here|everyone)>"
    r"|<(?P<url>[a-z]+:[^>|]+)(?:\|(?P<label>[^>]*))?>|:(?P<emoji>[\w+-]+):"
)


def rich_text(text: str) -> list[dict[str, Any]]:
    """The blocks of a typed message: one section that holds its words, mentions, links and emoji."""
    elements: list[dict[str, Any]] = []
    end = 0
    for match in _PIECE.finditer(text):
        elements += _words(text[end : match.start()])
        elements.append(_entity(match))
        end = match.end()
    elements += _words(text[end:])
    section = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": "rich", "elements": [section]}] if elements else []


def _words(text: str) -> list[dict[str, Any]]:
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return [{"type": "text", "text": plain}] if plain else []


def _entity(match: re.Match[str]) -> dict[str, Any]:
    if match["user"]:
        return {"type": "user", "user_id": match["user"]}
    if match["channel"]:
        return {"type": "channel", "channel_id": match["channel"]}
    if match["range"]:
        return {"type": "broadcast", "range": match["range"]}
    if match["url"]:
        label = {"text": match["label"]} if match["label"] else {}
        return {"type": "link", "url": match["url"], **label}
    if match["emoji"] in BY_CODE:
        return {"type": "emoji", "name": match["emoji"]}
    return {"type": "text", "text": match.group()}
