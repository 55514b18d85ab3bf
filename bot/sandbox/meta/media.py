"""Files: those the bot uploads or links to, and those that clients send. Meta keeps each for a while."""

import hashlib
import secrets
from dataclasses import dataclass, field

import aiohttp
from yarl import URL

from bot.domain.file_types import belies, type_of
from bot.sandbox.bounded import read_up_to
from bot.sandbox.meta import media_types
from bot.sandbox.meta.config import BusinessNumber
from bot.sandbox.meta.message import MediaRef
from bot.sandbox.meta.state import MetaState, new_id
from bot.sandbox.said import MediaFile

DOWNLOAD_PATH = "/lookaside/whatsapp_business/attachments/"


class MediaError(Exception):
    """A file that cannot be sent, in words for the failed status."""


@dataclass(frozen=True)
class StoredFile:
    """A file under its media id, of one number of ours."""

    id: str
    number_id: str
    file: MediaFile
    kept_until: float

    @property
    def sha256(self) -> bytes:
        """The file's hash."""
        return hashlib.sha256(self.file.data).digest()


@dataclass
class MetaMedia:
    """All files of the account."""

    state: MetaState
    stored: dict[str, StoredFile] = field(default_factory=dict)
    # Download addresses that were handed out: the unguessable part, the file's id, and until when it holds.
    _links: dict[str, tuple[str, float]] = field(default_factory=dict)

    def keep(self, file: MediaFile, ours: BusinessNumber) -> StoredFile:
        """Store a file under a new id."""
        until = self.state.clock.now() + self.state.config.media_lasts
        stored = StoredFile(new_id(), ours.id, file, until)
        self.stored[stored.id] = stored
        return stored

    def find(self, media_id: str) -> StoredFile | None:
        """The file with this id, None when there is none any more."""
        stored = self.stored.get(media_id)
        return stored if stored and self.state.clock.now() < stored.kept_until else None

    def remove(self, media_id: str) -> None:
        """Forget a file; phones that show it go on showing it."""
        del self.stored[media_id]

    def link(self, stored: StoredFile) -> str:
        """A new address to download the file from, which holds for five minutes."""
        secret, until = secrets.token_urlsafe(16), self.state.clock.now() + self.state.config.media_url_lasts
        self._links[secret] = (stored.id, until)
        query = f"?mid={stored.id}&ext={int(until)}&hash={secret}"
        return f"{self.state.config.api_url}{DOWNLOAD_PATH}{query}"

    def behind(self, media_id: str, secret: str) -> StoredFile | None:
        """The file behind a download address, None once it no longer holds."""
        linked, until = self._links.get(secret, ("", 0.0))
        return self.find(media_id) if linked == media_id and self.state.clock.now() < until else None

    async def fetched(self, wanted: MediaRef) -> MediaFile:
        """The file of a message, from the store or from where its link leads. Raises MediaError."""
        if wanted.id:
            stored = self.find(wanted.id)
            if stored is None:
                raise MediaError("The media has expired.")
            return stored.file
        file = self.state.config.public_files.get(wanted.link) or await self._download(wanted)
        return MediaFile(file.content_type, file.data, wanted.name or file.name)

    async def _download(self, wanted: MediaRef) -> MediaFile:
        limit = media_types.LIMITS[wanted.kind]
        url = URL(wanted.link, encoded=True)
        timeout = aiohttp.ClientTimeout(total=self.state.config.webhook_timeout)
        try:
            async with self.state.session.get(url, timeout=timeout) as response:
                if response.status != 200:
                    raise MediaError(
                        f"Downloading media from weblink failed with http code {response.status}, "
                        f"status message {response.reason}"
                    )
                content_type = response.content_type
                data = await read_up_to(response.content, limit)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise MediaError("Downloading media from weblink failed.") from error
        if data is None:
            raise MediaError(f"The media has more than {limit} bytes, which is the most for {wanted.kind}.")
        check(wanted.kind, content_type, data)
        return MediaFile(content_type, data, url.name)


def check(kind: str, content_type: str, data: bytes) -> None:
    """Compare a file with what its kind of message takes, and with what is said of it. Raises MediaError."""
    if not media_types.fits(kind, content_type):
        raise MediaError(f"Unsupported {kind} mime type {content_type}.")
    if len(data) > media_types.LIMITS[kind] or not data:
        raise MediaError(f"The media has {len(data)} bytes, which {kind} messages do not take.")
    if belies(content_type, type_of(data)):
        raise MediaError(f"{kind.capitalize()} file uploaded with mimetype as {content_type} is of another.")
