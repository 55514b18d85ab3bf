"""Asks Meta's Graph API in JSON, and tells its refusals.

Source: the Graph API's guide to errors, and the error codes of the WhatsApp Business Platform.
"""

import json
from collections.abc import Mapping
from typing import Any

import aiohttp
from yarl import URL

from bot.ports import Clock
from bot.providers.http import Answer, Exchange
from bot.providers.trouble import AnswerLost, NotSent, Throttled
from bot.providers.whatsapp_cloud.settings import WhatsAppCloudSettings

Json = Mapping[str, Any]

# Two reasons under one code: a parameter that is no good, and an id that Meta does not know, or not to us.
_INVALID, _NO_SUCH_THING = 100, 33


class Refused(Exception):
    """Meta answered, and the answer is no. ``code`` is its own, ``details`` what it said about it."""

    def __init__(self, status: int, code: int | None, details: str) -> None:
        super().__init__(f"HTTP {status}, code {code}")
        self.status = status
        self.code = code
        self.details = details


# All that a call may raise when it does not answer with what was asked for.
TROUBLES = (NotSent, AnswerLost, Throttled, Refused)


class Graph(Exchange):
    """One account at Meta's; every call is one request. Raises what TROUBLES names."""

    def __init__(self, settings: WhatsAppCloudSettings, session: aiohttp.ClientSession, clock: Clock) -> None:
        super().__init__(session, settings.timeout, clock)
        self._base = settings.api_url.rstrip("/")
        self._headers = {
            "Accept": "application/json",
            "Authorization": f"Bearer {settings.token}",
            "Content-Type": "application/json",
        }

    def code_in(self, text: str) -> int | None:
        """Meta's code for a refusal."""
        return _error_in(_read(text))[0]

    async def get(self, path: str, **query: str) -> Json:
        """What Meta tells of this."""
        return self._answered(await self.exchange("GET", self.url(path, **query), self._headers))

    async def post(self, path: str, content: Json) -> Json:
        """Have Meta do something."""
        # Lone surrogates cannot be sent as they are; in JSON they are written in letters.
        body = json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode()
        return self._answered(await self.exchange("POST", self.url(path), self._headers, body))

    async def upload(self, session: str, content: bytes) -> Json:
        """Hand the whole of a file over in an upload that Meta has opened under this name."""
        # The name may carry a signature as its query.
        url = URL(f"{self._base}/{session}", encoded=True)
        headers = {**self._headers, "Content-Type": "application/octet-stream", "file_offset": "0"}
        return self._answered(await self.exchange("POST", url, headers, content))

    async def delete(self, path: str, **query: str) -> Json:
        """Have Meta take something away."""
        return self._answered(await self.exchange("DELETE", self.url(path, **query), self._headers))

    def url(self, path: str, **query: str) -> URL:
        """The address of something of this account's."""
        return URL(f"{self._base}/{path}").update_query(query)

    def _answered(self, answer: Answer) -> Json:
        said = _read(answer.text)
        code, details = _error_in(said)
        if not 200 <= answer.status < 300 or code is not None:
            raise Refused(answer.status, code, details)
        if not said:
            # A success that cannot be read: it may well have been carried out.
            raise AnswerLost("the answer is no JSON object")
        return said


def _read(text: str) -> Json:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _error_in(said: Json) -> tuple[int | None, str]:
    """The code and the words of an error; what is neither a number nor words is none."""
    error = said.get("error")
    if not isinstance(error, dict):
        return None, ""
    code, data = error.get("code"), error.get("error_data")
    details = data.get("details") if isinstance(data, dict) else None
    words = error.get("error_user_msg") or details or error.get("message")
    is_code = isinstance(code, int) and not isinstance(code, bool)
    if code == _INVALID and error.get("error_subcode") == _NO_SUCH_THING:
        code = _NO_SUCH_THING
    return (code if is_code else None), (words if isinstance(words, str) else "")
