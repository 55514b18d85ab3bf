"""Cursor paging as Slack does it: an opaque text that says where the next page begins."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.errors import SlackError

T = TypeVar("T")


def page(
    items: Sequence[T], arguments: Arguments, *, default: int = 100, most: int = 1000
) -> tuple[list[T], str]:
    """One page and the cursor of the next, empty at the end.

    Raises SlackError ``invalid_cursor`` or ``invalid_limit``.
    """
    limit = arguments.number("limit", default, error="invalid_limit")
    if not 1 <= limit <= most:
        raise SlackError("invalid_limit")
    start = _decode(arguments.text("cursor"))
    if start > len(items):
        raise SlackError("invalid_cursor")
    end = start + limit
    return list(items[start:end]), (_encode(end) if end < len(items) else "")


def _encode(position: int) -> str:
    return base64.b64encode(f"next:{position}".encode()).decode()


def _decode(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, position = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_cursor") from None
    if word != "next" or not position.isdigit():
        raise SlackError("invalid_cursor")
    return int(position)
