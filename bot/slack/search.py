"""Finds a post of ours in Slack by its key, or a file by its name, when the answer to posting it was lost."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.ports import PostFailed, PostProblem
from bot.slack.errors import translated
from bot.slack.metadata import key_of

_PAGE = 200
# A thread never gets so many posts between an attempt and its look-up; an endless cursor must end.
_MAX_PAGES = 10
# Slack's clock and ours differ.
_CLOCK_SLACK = timedelta(minutes=1)


async def find_key(
    client: AsyncWebClient, channel: str, root_ts: str | None, key: str, since: datetime
) -> str | None:
    """The ts of the post with ``key`` among those made at or after ``since``, else None.

    Raises PostFailed; UNKNOWN when there is too much to look through, for then nobody can tell.
    """
    try:
        async for message in _messages(client, channel, root_ts, since):
            if key_of(message) == key:
                return str(message["ts"])
    except PostFailed as failed:
        # Nothing can stand in a thread that is gone.
        if failed.problem is not PostProblem.THREAD_GONE:
            raise
    return None


async def find_file(
    client: AsyncWebClient, channel: str, root_ts: str | None, name: str, since: datetime
) -> bool:
    """Whether a file of this name was shared in the thread, or in the channel, at or after ``since``.
    Raises PostFailed; THREAD_GONE when the thread is gone."""
    async for message in _messages(client, channel, root_ts, since):
        if any(file.get("name") == name for file in message.get("files") or ()):
            return True
    return False


async def _messages(
    client: AsyncWebClient, channel: str, root_ts: str | None, since: datetime
) -> AsyncIterator[Mapping[str, Any]]:
    oldest = f"{(since - _CLOCK_SLACK).timestamp():.6f}"
    cursor = ""
    for _ in range(_MAX_PAGES):
        page = await _page(client, channel, root_ts, oldest, cursor)
        for message in page.get("messages") or ():
            yield message
        cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return
    raise PostFailed(PostProblem.UNKNOWN, "too_many_messages")


async def _page(
    client: AsyncWebClient, channel: str, root_ts: str | None, oldest: str, cursor: str
) -> Mapping[str, Any]:
    wanted: dict[str, Any] = {"oldest": oldest, "limit": _PAGE, "include_all_metadata": True}
    if cursor:
        wanted["cursor"] = cursor
    with translated(repeatable=True):
        if root_ts is None:
            answer = await client.conversations_history(channel=channel, **wanted)
        else:
            answer = await client.conversations_replies(channel=channel, ts=root_ts, **wanted)
    return answer.data if isinstance(answer.data, dict) else {}
