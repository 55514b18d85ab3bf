"""HTTP with Twilio.

What is sent goes straight through here, without the SDK: building its request and its resource object costs
more than the exchange itself. What is asked goes through the SDK, which is given this as its HTTP (`client`).
"""

import base64
import json
from collections.abc import Mapping
from urllib.parse import urlencode

from bot.providers.http import Exchange

Fields = Mapping[str, object]


class Http(Exchange):
    """See ``bot.providers.http.Exchange``."""

    def code_in(self, text: str) -> int | None:
        """Twilio's code for a refusal."""
        try:
            answer = json.loads(text)
        except ValueError:
            return None
        code = answer.get("code") if isinstance(answer, dict) else None
        return code if isinstance(code, int) else None


def encoded(fields: Fields) -> bytes:
    """Fields as a form or a query; a list is a field repeated."""
    return urlencode(fields, doseq=True, errors="replace").encode()


def authorization(user: str, password: str) -> str:
    """The header's value that proves who asks."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
