"""The one Slack client of the process."""

import logging

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

# At DEBUG slack_sdk logs whole requests, clients' texts and numbers included.
_QUIET = logging.getLogger("bot.slack.web")
_QUIET.setLevel(logging.WARNING)

DEFAULT_URL = "https://slack.com/api/"


def web_client(
    token: str, session: aiohttp.ClientSession, base_url: str = DEFAULT_URL, timeout_seconds: int = 10
) -> AsyncWebClient:
    """A client over the shared ``session``.

    It repeats nothing by itself: a post repeated blindly stands twice. The outbox knows what may be repeated.
    """
    return AsyncWebClient(
        token=token,
        base_url=base_url if base_url.endswith("/") else base_url + "/",
        timeout=timeout_seconds,
        session=session,
        retry_handlers=[],
        logger=_QUIET,
    )
