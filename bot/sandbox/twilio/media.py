"""Pictures and other files: those a client sends, kept by Twilio, and those Twilio fetches from the bot."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiohttp
from yarl import URL

from bot.domain.file_types import belies, type_of
from bot.sandbox.bounded import read_up_to
from bot.sandbox.said import MediaFile
from bot.sandbox.twilio.message import StoredMedia, TwilioMessage, new_sid
from bot.sandbox.twilio.state import TwilioState

# Twilio takes 5 MB by MMS and 16 MB by WhatsApp, all files together.
LIMITS = {"sms": 5_000_000, "whatsapp": 16_000_000}
# Of what is no JPEG, PNG or GIF an MMS carries less; of a picture WhatsApp does.
_SMALLER = {"sms": 500_000, "whatsapp": 5_000_000}
_MMS_PICTURES = ("image/jpeg", "image/png", "image/gif")
_MMS_TYPES = ("image/", "audio/", "video/", "application/pdf", "application/vcard")
_MMS_TEXTS = ("text/vcard", "text/x-vcard", "text/csv", "text/rtf", "text/richtext", "text/calendar")
_WHATSAPP_TYPES = (
    *("image/jpeg", "image/png", "image/webp", "audio/ogg", "audio/amr", "audio/3gpp", "audio/aac"),
    *("audio/mpeg", "video/3gpp", "video/mp4", "application/pdf", "application/msword", "text/vcard"),
    "application/vnd.openxmlformats-officedocument.",
)
TYPES = {"sms": (*_MMS_TYPES, *_MMS_TEXTS), "whatsapp": _WHATSAPP_TYPES}

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
        # WhatsApp carries one file; Twilio drops the others without a word.
        wanted = message.media_urls[:1] if message.channel == "whatsapp" else message.media_urls
        files = [await self._fetch_one(url, message) for url in wanted]
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
                said = response.content_disposition
                name = said.filename if said and said.filename else URL(url, encoded=True).name
                data = await read_up_to(response.content, limit)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise MediaError(unreachable) from error
        if data is None:
            raise MediaError(too_large)
        if not content_type.startswith(TYPES[message.channel]):
            raise MediaError(unsuitable)
        if len(data) > _most(message.channel, content_type):
            raise MediaError(too_large)
        # WhatsApp compares what is said of a file with what it is.
        if message.channel == "whatsapp" and belies(content_type, type_of(data)):
            raise MediaError(unsuitable)
        return MediaFile(content_type, data, name)


def _most(channel: str, content_type: str) -> int:
    is_picture = content_type.startswith("image/")
    less = is_picture if channel == "whatsapp" else content_type not in _MMS_PICTURES
    return _SMALLER[channel] if less else LIMITS[channel]
