"""Links to stored files: for the provider alone, good for a day, and worth nothing once anything is changed.

A token holds all that is needed to answer it, so nothing has to be looked up before it is known to be ours.
"""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.attachments import STORED
from bot.domain.message import Media

# Twilio fetches a file when the message's turn comes, at the latest after four hours in its queue.
GOOD_FOR = timedelta(hours=24)
_LONGEST = 4_000


class BadLink(Exception):
    """The token was not made here, or was changed since."""


class OldLink(Exception):
    """The token was made here, and its time is over."""


@dataclass(frozen=True)
class MediaLinks:
    """Makes and reads the links. ``public_url`` is without a slash at its end; ``key`` is secret."""

    public_url: str
    key: bytes = field(repr=False)

    def make(self, media: Media, now: datetime) -> Media:
        """The file as the provider is to be given it: ours under a link, any other as it is."""
        if not media.url.startswith(STORED):
            return media
        until = int((now + GOOD_FOR).timestamp())
        said = json.dumps([media.url.removeprefix(STORED), media.content_type, media.name, media.size, until])
        body = _letters(said.encode())
        address = f"{self.public_url}/media/{body}.{_letters(self._sign(body))}"
        return Media(address, media.content_type, media.name, media.size)

    def read(self, token: str, now: datetime) -> Media:
        """The stored file that a token stands for. Raises BadLink or OldLink."""
        body, dot, signature = token.partition(".")
        if not dot or len(token) > _LONGEST or not token.isascii():
            raise BadLink
        if not hmac.compare_digest(_letters(self._sign(body)).encode(), signature.encode()):
            raise BadLink
        try:
            reference, content_type, name, size, until = json.loads(_bytes(body))
        except (ValueError, binascii.Error):
            raise BadLink from None
        if now.timestamp() > until:
            raise OldLink
        return Media(STORED + reference, content_type, name, size)

    def _sign(self, body: str) -> bytes:
        return hmac.new(self.key, body.encode(), hashlib.sha256).digest()


def _letters(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(letters: str) -> bytes:
    return base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
