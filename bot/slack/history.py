"""Replies that Slack has and we were never told of: it gives up on an app that is away for some minutes."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.inbound.slack_events import SlackEvent
from bot.slack.errors import translated
from bot.slack.messages import is_written, message_key, word

_PAGE = 200
# The newest thousand cards: who replies under an older one at the very moment of an outage is not found.
_MAX_PAGES = 5


class SlackHistory:
    """Reads back the inbox channel's threads. Every method may raise PostFailed."""

    def __init__(self, client: AsyncWebClient, team_id: str) -> None:
        self._client = client
        self._team_id = team_id

    async def replies_since(self, channel: str, since: datetime) -> list[SlackEvent]:
        """What people have written in the channel's threads since then, the oldest first, as events."""
        oldest = f"{since.timestamp():.6f}"
        found: list[SlackEvent] = []
        async for root in self._roots(channel):
            if word(root, "latest_reply") > oldest:
                found += await self._replies(channel, word(root, "ts"), oldest)
        return sorted(found, key=lambda event: event.message_key)

    async def _roots(self, channel: str) -> AsyncIterator[Mapping[str, Any]]:
        cursor = ""
        for _ in range(_MAX_PAGES):
            with translated(repeatable=True):
                answer = await self._client.conversations_history(
                    channel=channel, limit=_PAGE, cursor=cursor or None
                )
            for message in answer.get("messages") or ():
                yield message
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return

    async def _replies(self, channel: str, root_ts: str, oldest: str) -> list[SlackEvent]:
        with translated(repeatable=True):
            answer = await self._client.conversations_replies(
                channel=channel, ts=root_ts, oldest=oldest, limit=_PAGE
            )
        replies = [message for message in answer.get("messages") or () if word(message, "ts") != root_ts]
        return [self._event(channel, root_ts, message) for message in replies if is_written(message)]

    def _event(self, channel: str, root_ts: str, message: Mapping[str, Any]) -> SlackEvent:
        event = {**message, "channel": channel}
        key = message_key(event)
        return SlackEvent(
            event_id=f"missed:{key}",
            team_id=self._team_id,
            order_key=f"{channel}:{root_ts}",
            payload={"type": "event_callback", "event": event},
            message_key=key,
        )
