"""Wake-ups: who waits for work learns at once that some has been committed; polling stands underneath."""

import asyncio
from collections.abc import Iterable
from enum import StrEnum

# What PostgreSQL's NOTIFY calls it when a transaction of ours leaves work.
CHANNEL = "threadline"


class Topic(StrEnum):
    """What there is to do."""

    MESSAGES = "messages"
    OUTBOX = "outbox"
    SLACK_EVENTS = "slack_events"
    RECEIPTS = "receipts"
    INBOUND_TEXTS = "inbound_texts"
    CLIENT_IMPORTS = "client_imports"
    TEMPLATES = "templates"
    ACCOUNTS = "accounts"
    REMINDERS = "reminders"
    SERIES = "series"


class Wakeups:
    """Wakes the waiting loops of this process."""

    def __init__(self) -> None:
        self._events = {topic: asyncio.Event() for topic in Topic}

    def notify(self, topics: Iterable[Topic]) -> None:
        """Say that there is work; a loop that is busy finds it when it comes round."""
        for topic in topics:
            self._events[topic].set()

    async def wait(self, topic: Topic, seconds: float) -> None:
        """Return when there may be work, at the latest after ``seconds``."""
        event = self._events[topic]
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return
        event.clear()
