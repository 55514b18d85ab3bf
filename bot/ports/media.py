"""Where the bytes of files for clients are kept."""

from datetime import datetime
from typing import Protocol


class MediaStoreFull(Exception):
    """There is no room for another file."""


class MediaStoreAway(Exception):
    """The store cannot be used; the message is a sentence for people. ``for_good``: until it is mended."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.for_good = for_good


class MediaStore(Protocol):
    """Keeps the bytes of files that go to clients, until the provider has fetched them. A store that is not
    on this machine may raise MediaStoreAway from each of its methods."""

    async def keep(self, content: bytes, now: datetime) -> str:
        """Keep the bytes; what they are found by. Raises MediaStoreFull."""

    async def read(self, reference: str) -> bytes | None:
        """The bytes, or None when they are not kept any more."""

    async def forget_before(self, moment: datetime) -> int:
        """Drop what was last kept before then; how many files."""
