"""Pictures and other files: those a client sends, kept by Twilio, and those Twilio fetches from the bot."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp
from yarl import URL

from bot.sandbox.twilio.message import MediaFile, StoredMedia, TwilioMessage, new_sid
from bot.sandbox.twilio.state import TwilioState

# Twilio takes 5 MB by MMS and 16 MB by WhatsApp.
LIMITS = {"sms": 5_000_000, "whatsapp": 16_000_000}
TYPES = ("image/", "audio/", "video/", "text/", "application/pdf", "application/vnd.", "application/msword")

# Code for: cannot be fetched, content type that cannot go, too large.
_CODES = {"sms": (11200, 12300, 30019), "whatsapp": (63019, 63021, 63019)}


class MediaError(Exception):
    """A file that cannot be sent; ``code`` is what the message fails with."""

    def __init__(self, code: int) -> None:
        super().__init__(f"error {code}")
        self.code = code


@dataclass
class MediaStore:
    """All files of the account, by message and by the unguessable token of the media host."""

    state: TwilioState
    by_token: dict[str, MediaFile] = field(default_factory=dict)

    def keep(self, message: TwilioMessage, files: Sequence[MediaFile]) -> None:
        """Attach files to a message."""
        for file in files:
            token = secrets.token_urlsafe(24)
            self.by_token[token] = file
            message.media.append(StoredMedia(new_sid("ME"), file, token, self.state.clock.now()))

    def remove(self, message: TwilioMessage) -> None:
        """Forget a message's files, as when the message is deleted."""
        for stored in message.media:
            self.by_token.pop(stored.token, None)
        message.media.clear()

    async def fetch(self, message: TwilioMessage) -> None:
        """Fetch the files of an outgoing message from where the bot put them. Raises MediaError."""
        files = [await self._fetch_one(url, message) for url in message.media_urls]
        total = sum(len(file.data) for file in files)
        if total > LIMITS[message.channel]:
            raise MediaError(_CODES[message.channel][2])
        self.keep(message, files)

    async def _fetch_one(self, url: str, message: TwilioMessage) -> MediaFile:
        if known := self.state.config.public_files.get(url):
            return known
        unreachable, unsuitable, too_large = _CODES[message.channel]
        limit = LIMITS[message.channel]
        timeout = aiohttp.ClientTimeout(total=self.state.config.webhook_timeout)
        try:
            async with self.state.session.get(URL(url, encoded=True), timeout=timeout) as response:
                if response.status != 200:
                    raise MediaError(unreachable)
                content_type = response.content_type
                data = await _read_up_to(response.content, limit)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise MediaError(unreachable) from error
        if data is None:
            raise MediaError(too_large)
        if not content_type.startswith(TYPES):
            raise MediaError(unsuitable)
        return MediaFile(content_type, data, URL(url, encoded=True).name)


async def _read_up_to(stream: aiohttp.StreamReader, limit: int) -> bytes | None:
    data = bytearray()
    async for chunk in stream.iter_chunked(65_536):
        data += chunk
        if len(data) > limit:
            return None
    return bytes(data)
