"""What a writer of the outbox is handed, and what it hands back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.flows.context import Context
from bot.ports import Provider, ThreadPoster
from bot.storage.repositories.outbox import ClaimedItem
from bot.storage.unit_of_work import UnitOfWork

# What is to be remembered in the transaction that marks the item done.
Effect = Callable[[UnitOfWork], Awaitable[None]]


@dataclass(frozen=True)
class Job:
    """An item with what is needed to write it."""

    ctx: Context
    poster: ThreadPoster
    workspace_id: str
    item: ClaimedItem
    providers: Mapping[str, Provider] = field(default_factory=dict)
