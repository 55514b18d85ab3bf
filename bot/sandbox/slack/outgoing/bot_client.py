"""One signed POST to the app, and how it went, in the words Slack uses for it."""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.clock import SandboxClock

# The app's answer is a view or a short message; anything larger than this is not one.
MAX_ANSWER_BYTES = 1_000_000


@dataclass(frozen=True)
class Answer:
    """How the app answered; ``failure`` is Slack's reason (``http_timeout`` …) or empty when it was a 2xx."""

    status: int = 0
    body: str = ""
    failure: str = ""
    # By their names in small letters.
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether the app took it."""
        return not self.failure

    def json(self) -> dict[str, Any] | None:
        """The body as a JSON object, or None when it is none."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return None
        return value if isinstance(value, dict) else None


class BotClient:
    """Sends signed requests to the app's one request URL. Never raises because the app is down."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        bot_url: str,
        signing_secret: str,
        seconds: float,
        clock: SandboxClock,
    ) -> None:
        """``seconds`` is how long the app may take to answer."""
        self._session = session
        self._clock = clock
        self.url = bot_url.rstrip("/") + "/slack/events"
        self._secret = signing_secret.encode()
        self._timeout = aiohttp.ClientTimeout(total=seconds)

    async def send_json(self, body: dict[str, Any], headers: dict[str, str] | None = None) -> Answer:
        """Send an event."""
        return await self._send(json.dumps(body).encode(), "application/json", headers or {})

    async def send_form(self, fields: dict[str, str]) -> Answer:
        """Send a slash command, or an interaction as its ``payload`` field."""
        return await self._send(urlencode(fields).encode(), "application/x-www-form-urlencoded", {})

    async def _send(self, body: bytes, content_type: str, extra: dict[str, str]) -> Answer:
        headers = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (sandbox)",
            **self._sign(body),
            **extra,
        }
        try:
            async with self._session.post(
                self.url, data=body, headers=headers, timeout=self._timeout, allow_redirects=False
            ) as response:
                text = (await response.content.read(MAX_ANSWER_BYTES)).decode("utf-8", "replace")
                failure = "" if response.ok and response.status < 300 else "http_error"
                return Answer(
                    response.status,
                    text,
                    failure,
                    {name.lower(): value for name, value in response.headers.items()},
                )
        except TimeoutError:
            return Answer(failure="http_timeout")
        except aiohttp.ClientSSLError:
            return Answer(failure="ssl_error")
        except (aiohttp.ClientError, OSError):
            return Answer(failure="connection_failed")

    def _sign(self, body: bytes) -> dict[str, str]:
        # The app lives on the sandbox's clock too.
        stamp = str(int(self._clock.now()))
        digest = hmac.digest(self._secret, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hex()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
