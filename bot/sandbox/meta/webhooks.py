"""Meta's requests to the bot: the handshake, and signed posts that are tried again until they are taken."""

import asyncio
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL

from bot.sandbox.meta.state import MetaState

# Meta reads no more than this of an answer.
MAX_ANSWER = 64 * 1024


def encode(body: dict[str, Any]) -> bytes:
    """A body as Meta writes and signs it: characters beyond ASCII and slashes are escaped."""
    written = json.dumps(body, ensure_ascii=True, separators=(",", ":"))
    return written.replace("/", "\\/").encode("ascii")


def sign(app_secret: str, body: bytes) -> str:
    """X-Hub-Signature-256: HMAC-SHA256 of the raw body with the app's secret."""
    return f"sha256={hmac.digest(app_secret.encode(), body, hashlib.sha256).hex()}"


@dataclass
class Webhooks:
    """Delivers webhooks; a bot that is down or slow never raises, it leaves an alert."""

    state: MetaState

    @property
    def url(self) -> str:
        """Where the bot takes webhooks."""
        return self.state.bot_url + self.state.config.webhook_path

    async def verify(self, url: str = "", verify_token: str = "") -> str:
        """Ask the address whether it is the app's. Returns what is wrong, empty when it proved itself."""
        asked, challenge = url or self.url, str(secrets.randbelow(10**10))
        token = verify_token or self.state.credentials.verify_token
        query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": token}
        try:
            async with self.state.session.get(
                URL(asked).update_query(query), timeout=self._timeout(), allow_redirects=False
            ) as response:
                said = await response.content.read(MAX_ANSWER)
                status, reason = response.status, response.reason
        except (aiohttp.ClientError, TimeoutError):
            return "The address did not answer."
        if status != 200:
            return f"HTTP Status Code = {status}; HTTP Message = {reason}"
        if said.decode("utf-8", "replace").strip() != challenge:
            return "The answer is not the challenge."
        self.state.standing.verified_url = asked
        return ""

    async def deliver(self, body: dict[str, Any], about: str) -> bool:
        """Post a webhook until it is answered with 200 or the tries are used up. Returns whether it was."""
        standing = self.state.standing
        if standing.verified_url is None or not standing.subscribed:
            reason = "is not verified" if standing.subscribed else "belongs to no subscribed app"
            self.state.alert(f"The webhook's address {reason}.", about)
            return False
        raw, status = encode(body), 0
        for delay in (0.0, *self.state.config.retry_delays):
            await asyncio.sleep(delay)
            status = await self.post(raw)
            if status == 200:
                return True
        self.state.alert(f"HTTP {status}" if status else "no answer", about)
        return False

    async def post(self, raw: bytes, signature: str | None = None) -> int:
        """One request. Returns the HTTP status, 0 without an answer. The signature is Meta's unless given."""
        signed = sign(self.state.credentials.app_secret, raw) if signature is None else signature
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "facebookexternalua",
            "Accept": "*/*",
        }
        if signed:
            headers["X-Hub-Signature-256"] = signed
        try:
            async with self.state.session.post(
                URL(self.state.standing.verified_url or self.url),
                data=raw,
                headers=headers,
                timeout=self._timeout(),
                allow_redirects=False,
            ) as response:
                await response.content.read(MAX_ANSWER)
                return response.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

    def _timeout(self) -> aiohttp.ClientTimeout:
        return aiohttp.ClientTimeout(total=self.state.config.webhook_timeout)
