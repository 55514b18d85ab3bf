"""Twilio's requests to the bot: signed form posts, with the time limits and the retry Twilio grants."""

import asyncio
import base64
import hashlib
import hmac
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import parse_qsl, urldefrag

import aiohttp
from yarl import URL

from bot.sandbox.twilio.state import TwilioState

# Twilio reads no more than this of an answer.
MAX_ANSWER = 64 * 1024

Trouble = Literal["ct", "rt", "4xx", "5xx"]


@dataclass(frozen=True)
class Answer:
    """What the bot answered."""

    status: int
    content_type: str
    body: bytes

    @property
    def ok(self) -> bool:
        """Whether Twilio counts the webhook as taken."""
        return 200 <= self.status < 300


@dataclass(frozen=True)
class RetryPolicy:
    """How often and after which troubles a webhook is tried again (``#rc=1&rp=ct`` is Twilio's default)."""

    count: int = 1
    after: frozenset[str] = frozenset({"ct"})

    @classmethod
    def of(cls, fragment: str) -> "RetryPolicy":
        """Read Twilio's connection overrides from a URL's fragment; unknown parts are ignored, as there."""
        policy = cls()
        for name, value in parse_qsl(fragment):
            if name == "rc" and value.isdigit():
                policy = replace(policy, count=min(int(value), 5))
            elif name == "rp":
                policy = replace(policy, after=frozenset(value.split(",")))
        return policy

    def covers(self, trouble: Trouble) -> bool:
        """Whether this trouble is worth another try."""
        return trouble in self.after or "all" in self.after


def sign(auth_token: str, url: str, params: Mapping[str, str]) -> str:
    """X-Twilio-Signature: base64 of HMAC-SHA1 over the URL and the sorted names and values."""
    text = url + "".join(name + params[name] for name in sorted(params))
    return base64.b64encode(hmac.digest(auth_token.encode(), text.encode(), hashlib.sha1)).decode()


@dataclass
class Webhooks:
    """Delivers webhooks; a bot that is down or slow never raises, it leaves an alert."""

    state: TwilioState

    async def deliver(self, url: str, params: Mapping[str, str], *, sid: str) -> Answer | None:
        """Post ``params``, retrying as the URL's fragment says. None when no complete answer came."""
        target, fragment = urldefrag(url)
        policy = RetryPolicy.of(fragment)
        headers = {"i-twilio-idempotency-token": str(uuid.uuid4())}
        for attempt in range(policy.count + 1):
            if attempt:
                await asyncio.sleep(self.state.config.retry_delay)
            answer, trouble = await self.post(target, params, headers)
            if trouble is None or not policy.covers(trouble):
                break
        if answer is None or not answer.ok:
            self.state.alert(11200, sid, f"HTTP {answer.status}" if answer else "no answer")
        return answer

    async def post(
        self, url: str, params: Mapping[str, str], headers: Mapping[str, str], signature: str | None = None
    ) -> tuple[Answer | None, Trouble | None]:
        """One request. The signature is Twilio's unless another one is given."""
        signed = {
            **headers,
            "X-Twilio-Signature": signature or sign(self.state.auth_token, url, params),
            "User-Agent": "TwilioProxy/1.1",
            "Accept": "*/*",
        }
        try:
            async with self.state.session.post(
                URL(url, encoded=True),
                data=params,
                headers=signed,
                timeout=self._timeout(),
                allow_redirects=False,
            ) as response:
                body = await response.content.read(MAX_ANSWER)
                answer = Answer(response.status, response.content_type, body)
        except aiohttp.ServerTimeoutError as error:
            return None, "ct" if isinstance(error, aiohttp.ConnectionTimeoutError) else "rt"
        except TimeoutError:
            return None, "rt"
        except aiohttp.ClientError:
            return None, "ct"
        return answer, _trouble(answer.status)

    def _timeout(self) -> aiohttp.ClientTimeout:
        config = self.state.config
        return aiohttp.ClientTimeout(total=config.webhook_timeout, sock_connect=config.connect_timeout)


def _trouble(status: int) -> Trouble | None:
    if status >= 500:
        return "5xx"
    return "4xx" if status >= 400 else None
