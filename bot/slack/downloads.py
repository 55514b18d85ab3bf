"""Fetches the bytes of a file that a person has put into Slack, with the app's token and from nowhere else.

Source: https://docs.slack.dev/reference/objects/file-object#authentication
"""

from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.downloads.follow import NotHad, Rules, Why, download, is_secure, is_web
from bot.downloads.words import Words
from bot.ports import DownloadFailed

# The whole file travels in it. In seconds.
_SECONDS = 40.0
_MOST_HOPS = 3
# Slack's own domains: the commercial one, and the one for public authorities.
_DOMAINS = ("slack.com", "slack-gov.com")

_WORDS = Words(
    elsewhere="The file is not kept by Slack itself, so it is not fetched.",
    slow="Slack took too long to give the file.",
    away="Slack could not be reached to fetch the file.",
    large="The file is larger than {mb} MB.",
    gone="Slack does not have the file any more.",
    closed="Slack asked me to sign in instead of giving the file. An admin must add the scope files:read and "
    "install the app again.",
    refused="Slack did not give the file (HTTP {status}).",
)


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
    session = client.session
    if session is None or not client.token:
        raise DownloadFailed(_WORDS.away, again=True)
    api = URL(client.base_url)
    proof = {"Authorization": f"Bearer {client.token}"}
    # Slack's hosts are known by name, so that a connection which is open already will do.
    rules = Rules(lambda url: _is_kept_there(url, api), lambda _: True, lambda _: proof, _MOST_HOPS)
    if not _may_begin(url, api):
        raise DownloadFailed(_WORDS.elsewhere)
    try:
        had = await download(session, rules, url, most_bytes, _SECONDS)
    except NotHad as not_had:
        raise _failure(not_had, most_bytes) from None
    # Whoever may not see a file gets the page for signing in, with status 200.
    if had.content_type == "text/html":
        raise DownloadFailed(_WORDS.closed)
    return had.content


def _may_begin(url: str, api: URL) -> bool:
    try:
        return _is_kept_there(URL(url, encoded=True), api)
    except ValueError:
        return False


def _failure(not_had: NotHad, most_bytes: int) -> DownloadFailed:
    again = not_had.why in {Why.SLOW, Why.AWAY} or not_had.status == 429 or not_had.status >= 500
    return DownloadFailed(_WORDS.of(not_had, most_bytes), again=again)


def _is_kept_there(wanted: URL, api: URL) -> bool:
    """Whether the token may go there. A stand-in keeps its files where its API is."""
    if not is_web(wanted):
        return False
    return _is_slacks(wanted) if _is_slacks(api) else wanted.origin() == api.origin()


def _is_slacks(url: URL) -> bool:
    host = url.host or ""
    own = any(host == domain or host.endswith(f".{domain}") for domain in _DOMAINS)
    return own and is_secure(url)
