"""Hands Meta a sample of the file above a template's text, which it looks at before it approves the template.

Source: the Graph API's resumable uploads, and the media headers of message templates.
"""

import re
from dataclasses import dataclass

import aiohttp
from yarl import URL

from bot.domain.file_types import type_of
from bot.ports import MediaFailed
from bot.providers import downloads
from bot.providers.whatsapp_cloud.app import app_id
from bot.providers.whatsapp_cloud.fields import text
from bot.providers.whatsapp_cloud.graph import Graph
from bot.providers.whatsapp_cloud.settings import WhatsAppCloudSettings

# Source: WhatsApp, media messages; a picture has less, which Meta says itself.
_MOST_BYTES = 16_000_000
_FORMATS = {
    "image/jpeg": "IMAGE",
    "image/png": "IMAGE",
    "video/mp4": "VIDEO",
    "application/pdf": "DOCUMENT",
}
# An IP address is not looked up, so where it leads would not be found out.
_NUMBER = re.compile(r"[0-9.]*|.*:.*")
_WRONG_KIND = "WhatsApp takes a JPEG or PNG picture, an MP4 video or a PDF above a template’s text."
_NO_APP = "Meta does not tell which app WHATSAPP_TOKEN belongs to, so the sample cannot be handed over."
_NO_ROOM = "Meta did not take the sample of the file above the text."


class NoSample(Exception):
    """The sample cannot be handed over; the message is a sentence for people."""


@dataclass(frozen=True)
class Sample:
    """A sample that Meta has: what kind of header it makes, and Meta's name for it."""

    format: str
    handle: str


class Samples:
    """The samples of one account's templates."""

    def __init__(self, settings: WhatsAppCloudSettings, graph: Graph, session: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._graph = graph
        self._session = session

    async def hand_over(self, address: str) -> Sample:
        """Take the file from its public address to Meta.

        Raises NoSample, and what ``graph.TROUBLES`` names.
        """
        content = await self._fetched(address)
        kind = type_of(content).content_type
        if kind not in _FORMATS:
            raise NoSample(_WRONG_KIND)
        app = await app_id(self._settings, self._graph)
        if not app:
            raise NoSample(_NO_APP)
        size = str(len(content))
        opened = await self._graph.post(f"{app}/uploads", {"file_type": kind, "file_length": size})
        handle = text(await self._graph.upload(text(opened, "id", 1000), content), "h", 4000)
        if not handle:
            raise NoSample(_NO_ROOM)
        return Sample(_FORMATS[kind], handle)

    async def _fetched(self, address: str) -> bytes:
        """The file, without any credentials and from nowhere but the one host."""
        host = _name_in(address)
        keeper = downloads.Keeper(URL(self._settings.api_url), "", (host,) if host else ())
        try:
            return await downloads.fetch(self._session, keeper, address, _MOST_BYTES)
        except MediaFailed as failed:
            raise NoSample(f"The file above the text could not be fetched. {failed.reason}") from None


def _name_in(address: str) -> str:
    """The host where it is a name, which is looked up before anybody goes there; empty for a bare number."""
    try:
        host = URL(address).host or ""
    except ValueError:
        return ""
    return "" if _NUMBER.fullmatch(host) else host
