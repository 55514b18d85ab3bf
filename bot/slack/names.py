"""The names of teammates, asked of Slack once in a while and remembered."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

from slack_sdk.web.async_client import AsyncWebClient

from bot.ports import PostFailed
from bot.slack.errors import translated
from bot.slack.text import unescape

TTL_SECONDS = 3600.0
MAX_NAMES = 2000
# Slack knows no such user, or does not show it to us: there is no name, and asking again gives none.
_NO_NAME = {"user_not_found", "user_not_visible", "users_not_found"}


class UserNames:
    """Looks up real names by user id. Of several who ask for one user at once, only the first asks Slack."""

    def __init__(
        self,
        client: AsyncWebClient,
        ttl_seconds: float = TTL_SECONDS,
        max_names: int = MAX_NAMES,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._ttl = ttl_seconds
        self._max = max_names
        self._now = monotonic
        self._known: OrderedDict[str, tuple[float, str]] = OrderedDict()
        self._flights: dict[str, asyncio.Task[str]] = {}

    async def look_up(self, users: Iterable[str]) -> dict[str, str]:
        """The name of each; a user whom Slack does not know is left out. Raises PostFailed."""
        named = {user: await self._name(user) for user in sorted(set(users))}
        return {user: name for user, name in named.items() if name}

    async def _name(self, user: str) -> str:
        known = self._known.get(user)
        if known and known[0] > self._now():
            return known[1]
        flight = self._flights.get(user)
        if flight is None:
            flight = asyncio.create_task(self._ask(user))
            self._flights[user] = flight
            flight.add_done_callback(lambda _: self._flights.pop(user, None))
        # One who gives up waiting must not take the answer from the others.
        return await asyncio.shield(flight)

    async def _ask(self, user: str) -> str:
        name = await self._from_slack(user)
        self._known[user] = (self._now() + self._ttl, name)
        self._known.move_to_end(user)
        while len(self._known) > self._max:
            self._known.popitem(last=False)
        return name

    async def _from_slack(self, user: str) -> str:
        try:
            with translated(repeatable=True):
                answer = await self._client.users_info(user=user)
        except PostFailed as failed:
            if failed.error in _NO_NAME:
                return ""
            raise
        found = answer.get("user") or {}
        profile = found.get("profile") or {}
        shown = (
            profile.get("real_name"),
            profile.get("display_name"),
            found.get("real_name"),
            found.get("name"),
        )
        return unescape(next((str(name) for name in shown if name), ""))
