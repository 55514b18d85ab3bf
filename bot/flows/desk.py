"""Where files for clients wait until the provider fetches them, and how it is told where they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.message import Media
from bot.media.links import MediaLinks
from bot.ports import MediaStore


@dataclass(frozen=True)
class MediaDesk:
    """The store and the links into it."""

    store: MediaStore
    links: MediaLinks

    def linked(self, media: Sequence[Media], now: datetime) -> tuple[Media, ...]:
        """The files of a message as the provider is given them at this moment."""
        return tuple(self.links.make(each, now) for each in media)
