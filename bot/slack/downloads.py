"""Fetches the bytes of a file that a person has put into Slack, with the app's token and from nowhere else.

Source: https://docs.slack.dev/reference/objects/file-object#authentication
"""

import asyncio

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.ports import DownloadFailed

# The whole file travels in it. In seconds.
_SECONDS = 40.0
_MOST_HOPS = 3
_REDIRECTS = {301, 302, 303, 307, 308}
# Slack's own domains: the commercial one, and the one for public authorities.
_DOMAINS = ("slack.com", "slack-gov.com")

_REFUSED_HOST = "The file is not kept by Slack itself, so it is not fetched."
_LOGIN = (
    "Slack asked me to sign in instead of giving the file. An admin must add the scope files:read and "
    "install the app again."
)
_GONE = "Slack does not have the file any more."
_TOO_SLOW = "Slack took too long to give the file."
_AWAY = "Slack could not be reached to fetch the file."


class SlackFiles:
    """The files of a workspace: the FileSource that the worker is given."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def fetch(self, url: str, most_bytes: int) -> bytes:
        """The file at a ``url_private``. Raises DownloadFailed as ``fetch_file`` does."""
        return await fetch_file(self._client, url, most_bytes)


async def fetch_file(client: AsyncWebClient, url: str, most_bytes: int) -> bytes:
    """The file at a ``url_private``, of at most ``most_bytes``.

    Raises DownloadFailed, in words for people, for a host that is not Slack's, a file that is too large, an
    error of HTTP, a page instead of the file, and after forty seconds. The token goes to Slack's hosts only:
    a redirect that leads elsewhere is not followed.
    """
    if client.session is None or not client.token:
        raise DownloadFailed(_AWAY, again=True)
    try:
        async with asyncio.timeout(_SECONDS):
            return await _fetch(client, client.session, _allowed(client, url), most_bytes)
    except TimeoutError:
        raise DownloadFailed(_TOO_SLOW, again=True) from None
    except (aiohttp.ClientError, ConnectionError):
        raise DownloadFailed(_AWAY, again=True) from None


async def _fetch(client: AsyncWebClient, session: aiohttp.ClientSession, url: URL, most_bytes: int) -> bytes:
    headers = {"Authorization": f"Bearer {client.token}"}
    for _ in range(_MOST_HOPS):
        async with session.get(url, headers=headers, allow_redirects=False) as answer:
            if answer.status not in _REDIRECTS:
                return await _content(answer, most_bytes)
            url = _allowed(client, str(url.join(URL(answer.headers.get("Location", "")))))
    raise DownloadFailed(_LOGIN)


async def _content(answer: aiohttp.ClientResponse, most_bytes: int) -> bytes:
    if answer.status != 200:
        raise _refusal(answer.status)
    # Whoever may not see a file gets the page for signing in, with status 200.
    if answer.content_type == "text/html":
        raise DownloadFailed(_LOGIN)
    too_large = DownloadFailed(f"The file is larger than {most_bytes / 1_000_000:,.3g} MB.")
    if (answer.content_length or 0) > most_bytes:
        raise too_large
    content = bytearray()
    async for chunk in answer.content.iter_any():
        content += chunk
        if len(content) > most_bytes:
            raise too_large
    return bytes(content)


def _refusal(status: int) -> DownloadFailed:
    if status in {404, 410}:
        return DownloadFailed(_GONE)
    if status in {401, 403}:
        return DownloadFailed(_LOGIN)
    return DownloadFailed(
        f"Slack did not give the file (HTTP {status}).", again=status == 429 or status >= 500
    )


def _allowed(client: AsyncWebClient, url: str) -> URL:
    """The address, if the token may go there. A stand-in keeps its files where its API is."""
    try:
        wanted = URL(url)
    except ValueError:
        raise DownloadFailed(_REFUSED_HOST) from None
    if not _is_kept_there(wanted, URL(client.base_url)):
        raise DownloadFailed(_REFUSED_HOST)
    return wanted


def _is_kept_there(wanted: URL, api: URL) -> bool:
    if wanted.scheme not in {"http", "https"} or not wanted.host or wanted.user is not None:
        return False
    return _is_slacks(wanted) if _is_slacks(api) else wanted.origin() == api.origin()


def _is_slacks(url: URL) -> bool:
    host, port = url.host or "", url.port
    own = any(host == domain or host.endswith(f".{domain}") for domain in _DOMAINS)
    return own and url.scheme == "https" and port == 443
