"""What a writer of the outbox is handed."""

from dataclasses import dataclass

from bot.flows.context import Context
from bot.ports import ThreadPoster
from bot.storage.repositories.outbox import ClaimedItem


@dataclass(frozen=True)
class Job:
    """An item with what is needed to write it."""

    ctx: Context
    poster: ThreadPoster
    workspace_id: str
    item: ClaimedItem
