"""The one Slack client of the process."""

import asyncio
import logging
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

# At DEBUG slack_sdk logs whole requests, clients' texts and numbers included.
_QUIET = logging.getLogger("bot.slack.web")
_QUIET.setLevel(logging.WARNING)

DEFAULT_URL = "https://slack.com/api/"


class BoundedClient(AsyncWebClient):
    """A client whose timeout holds: slack_sdk forgets its own as soon as it is given a session."""

    async def api_call(self, *args: Any, **kwargs: Any) -> AsyncSlackResponse:
        """Call a method; TimeoutError when Slack has not answered in ``timeout`` seconds."""
        async with asyncio.timeout(self.timeout):
            return await super().api_call(*args, **kwargs)


def web_client(
    token: str, session: aiohttp.ClientSession, base_url: str = DEFAULT_URL, timeout_seconds: int = 10
) -> AsyncWebClient:
    """A client over the shared ``session``.

    It repeats nothing by itself: a post repeated blindly stands twice. The outbox knows what may be repeated.
    """
    return BoundedClient(
        token=token,
        base_url=base_url if base_url.endswith("/") else base_url + "/",
        timeout=timeout_seconds,
        session=session,
        retry_handlers=[],
        logger=_QUIET,
    )
