"""Files that clients send: Meta names them in its webhook and keeps them for 30 days.

Source: Cloud API, media. The address of a file holds for five minutes, so it is asked for each time; it takes
the token as well.
"""

import re

import aiohttp
from yarl import URL

from bot.domain.message import Media
from bot.ports import MediaFailed
from bot.providers import downloads
from bot.providers.trouble import AnswerLost, NotSent, Throttled
from bot.providers.whatsapp_cloud.graph import TROUBLES, Graph, Refused
from bot.providers.whatsapp_cloud.settings import WhatsAppCloudSettings

_SCHEME = "whatsapp-media:"
_REFERENCE = re.compile(r"whatsapp-media:([A-Za-z0-9_-]{1,100})")
_API_HOSTS = ("lookaside.fbsbx.com",)
_HOSTS = ((".whatsapp.net", "/"), (".fbcdn.net", "/"))

_NOT_METAS = "It is not one of WhatsApp's files, so it was not fetched."
_GONE = "WhatsApp does not have it any more."
_REFUSED = "Meta refused to give it. An admin should check WHATSAPP_TOKEN."
_AWAY = "Meta could not be reached."


def reference(media_id: str) -> str:
    """How we write Meta's id of a file where an address stands otherwise."""
    return f"{_SCHEME}{media_id}"


def id_in(media: Media) -> str:
    """Meta's id of a file; empty for a file that is kept elsewhere."""
    found = _REFERENCE.fullmatch(media.url)
    return found[1] if found else ""


class KeptFiles:
    """The files of one account."""

    def __init__(self, settings: WhatsAppCloudSettings, graph: Graph, session: aiohttp.ClientSession) -> None:
        self._graph = graph
        self._session = session
        self._number_id = settings.number_id
        proof = f"Bearer {settings.token}"
        self._keeper = downloads.Keeper(URL(settings.api_url), proof, _API_HOSTS, _HOSTS)

    async def fetch(self, media: Media, most_bytes: int) -> bytes:
        """The file, of at most ``most_bytes``. Raises MediaFailed."""
        media_id = id_in(media)
        if not media_id:
            raise MediaFailed(_NOT_METAS)
        return await downloads.fetch(self._session, self._keeper, await self._address(media_id), most_bytes)

    async def _address(self, media_id: str) -> str:
        try:
            said = await self._graph.get(media_id, phone_number_id=self._number_id)
        except TROUBLES as trouble:
            raise _failed(trouble) from None
        return str(said.get("url") or "")


def _failed(trouble: Exception) -> MediaFailed:
    match trouble:
        case NotSent() | AnswerLost() | Throttled():
            return MediaFailed(_AWAY, again=True)
        case Refused(status=status, code=code) if status in {401, 403} or code in {0, 3, 10, 190}:
            return MediaFailed(_REFUSED, again=True)
        case Refused(status=status) if status >= 500:
            return MediaFailed(_AWAY, again=True)
        case _:
            return MediaFailed(_GONE)
