"""Whom a posted text notifies: the entities Slack reads out of unescaped text."""

import re
from collections.abc import Iterator
from typing import Any

_ENTITY = re.compile(
    r"<(?:!(channel|here|everyone)(?:\|[^>]*)?|!subteam\^(\w+)(?:\|[^>]*)?|@([UW]\w+)(?:\|[^>]*)?)>"
)
_BARE = re.compile(r"(?<![\w<!])@(channel|here|everyone)\b")


def pings_of(text: str, blocks: list[dict[str, Any]], *, link_names: bool = False) -> list[str]:
    """Everyone the text or any mrkdwn in the blocks notifies, each named once, in order.

    ``link_names`` (or ``parse=full``) makes a bare ``@channel`` count too, as it does in Slack.
    """
    found: list[str] = []
    for piece in [text, *_mrkdwn_in(blocks)]:
        found += ["".join(match) for match in _ENTITY.findall(piece)]
        if link_names:
            found += _BARE.findall(piece)
    return list(dict.fromkeys(found))


def _mrkdwn_in(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _mrkdwn_in(item)
    elif isinstance(node, dict):
        if node.get("type") in ("mrkdwn", "markdown") and isinstance(node.get("text"), str):
            yield node["text"]
        if node.get("type") == "user" and isinstance(node.get("user_id"), str):
            yield f"<@{node['user_id']}>"
        if node.get("type") == "broadcast":
            yield f"<!{node.get('range', 'channel')}>"
        for value in node.values():
            yield from _mrkdwn_in(value)
