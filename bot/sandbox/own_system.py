"""A system of the clinic's own, such as for bookings, that tells the bot what it knows by signed requests."""

import json
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.domain.trigger_key import KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, signature_of
from bot.sandbox.clock import SandboxClock

# The bot's answer is a short JSON object.
_MOST_BYTES = 100_000
_SECONDS = 20.0


@dataclass(frozen=True)
class Key:
    """What an admin has given it."""

    id: str
    secret: str = field(repr=False)


class NoKey(Exception):
    """Nobody has made it a key yet."""


@dataclass
class OwnSystem:
    """Knows the bot's address and has a key once it was given one."""

    session: aiohttp.ClientSession
    bot_url: str
    clock: SandboxClock
    key: Key | None = None

    async def tell(self, event: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Tell the bot of an event; the HTTP status of its answer, 0 for none, and the answer.

        Raises NoKey.
        """
        if self.key is None:
            raise NoKey
        body = json.dumps(event, ensure_ascii=False).encode()
        try:
            async with self.session.post(
                f"{self.bot_url}/triggers",
                data=body,
                headers=self._headers(self.key, body),
                timeout=aiohttp.ClientTimeout(total=_SECONDS),
                allow_redirects=False,
            ) as response:
                return response.status, _object(await response.content.read(_MOST_BYTES))
        except (aiohttp.ClientError, OSError, TimeoutError):
            return 0, {}

    def _headers(self, key: Key, body: bytes) -> dict[str, str]:
        # It lives on the sandbox's clock, as the bot does.
        timestamp = str(int(self.clock.now()))
        return {
            "Content-Type": "application/json",
            KEY_HEADER: key.id,
            TIMESTAMP_HEADER: timestamp,
            SIGNATURE_HEADER: signature_of(key.secret, timestamp, body),
        }


def _object(content: bytes) -> dict[str, Any]:
    try:
        value = json.loads(content)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
