"""Where files for clients wait until the provider fetches them, and how it is told where they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.message import Media
from bot.media.links import MediaLinks
from bot.media.public import PublicFiles
from bot.ports import MediaStore


@dataclass(frozen=True)
class MediaDesk:
    """The store and the links into it; ``web`` fetches files that are named by their address."""

    store: MediaStore
    links: MediaLinks
    web: PublicFiles = field(default_factory=PublicFiles)

    def linked(self, media: Sequence[Media], now: datetime) -> tuple[Media, ...]:
        """The files of a message as the provider is given them at this moment."""
        return tuple(self.links.make(each, now) for each in media)
