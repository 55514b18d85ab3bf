"""Handles the Slack events that the web process has stored."""

from bot.flows.context import Context
from bot.flows.inbound import slack_events
from bot.ports import EventReader
from bot.storage.repositories.slack_events import ClaimedEvent
from bot.storage.wakeups import Topic
from bot.worker.loop import Loop
from bot.worker.presence import Presence

WIDTH = 16


class Reading:
    """Claims and handles for one workspace."""

    def __init__(
        self, ctx: Context, workspace_id: str, owner: str, reader: EventReader, presence: Presence
    ) -> None:
        self._ctx = ctx
        self._workspace_id = workspace_id
        self._owner = owner
        self._reader = reader
        self._presence = presence

    def loop(self) -> Loop[ClaimedEvent]:
        """The loop that does it."""
        return Loop(self._ctx, Topic.SLACK_EVENTS, self._claim, self._handle, WIDTH)

    async def _claim(self, limit: int) -> list[ClaimedEvent]:
        return await slack_events.claim(self._ctx, self._workspace_id, self._owner, limit)

    async def _handle(self, event: ClaimedEvent) -> None:
        happened = await slack_events.handle_one(
            self._ctx, self._reader, self._workspace_id, self._owner, event
        )
        self._presence.of(happened)
