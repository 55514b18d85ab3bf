"""The mark that a post of ours carries, so that it can be found again when Slack's answer was lost.

Anybody in the workspace can read it: it holds a key that means nothing outside, and never a number.
"""

from collections.abc import Mapping
from typing import Any

EVENT_TYPE = "threadline_post"


def for_key(key: str) -> dict[str, Any]:
    """Message metadata that names the post."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def key_of(message: Mapping[str, Any]) -> str | None:
    """The key that a message from conversations.history or .replies carries, if it is a post of ours."""
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    key = (metadata.get("event_payload") or {}).get("key")
    return key if isinstance(key, str) else None
