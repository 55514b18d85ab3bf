"""Where files for clients wait until the provider fetches them, and how it is told where they are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.message import Media
from bot.media.links import MediaLinks
from bot.media.public import PublicFiles
from bot.ports import MediaStore

if TYPE_CHECKING:
    from bot.media.sources import BucketFiles

_BUCKETS = ("s3://", "gs://", "az://")


@dataclass(frozen=True)
class MediaDesk:
    """The store and the links into it; ``web`` fetches files that are named by their address,
    ``buckets`` reads those that lie in a bucket of the team's own, where some are set up."""

    store: MediaStore
    links: MediaLinks
    web: PublicFiles = field(default_factory=PublicFiles)
    buckets: "BucketFiles | None" = None

    def linked(self, media: Sequence[Media], now: datetime) -> tuple[Media, ...]:
        """The files of a message as the provider is given them at this moment."""
        return tuple(self.links.make(each, now) for each in media)

    def named_files(self, address: str) -> "PublicFiles | BucketFiles":
        """What fetches the file with this address."""
        if self.buckets and address.lower().startswith(_BUCKETS):
            return self.buckets
        return self.web
