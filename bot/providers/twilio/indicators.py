"""Shows a client on WhatsApp that their message was read and is being answered.

Source: Twilio's Typing Indicators resource, version 2 (a public beta). WhatsApp takes it away when the answer
comes, or after 25 seconds.
"""

import json
import re

import aiohttp
from yarl import URL

from bot.providers.trouble import AnswerLost, NotSent, Throttled
from bot.providers.twilio.aim import aimed
from bot.providers.twilio.http import Http, authorization, encoded
from bot.providers.twilio.settings import DEFAULT_API_URL, TwilioSettings

_RESOURCE = "https://messaging.twilio.com/v2/Indicators/Typing.json"
_MESSAGE = re.compile(r"(?:SM|MM)[0-9a-fA-F]{32}")
# Whoever waits for longer has sent the answer by then.
_LIMITS = aiohttp.ClientTimeout(total=4)


class Indicators:
    """The typing indicators of one account."""

    def __init__(self, settings: TwilioSettings, http: Http) -> None:
        api_url = settings.api_url.rstrip("/")
        at = _RESOURCE if api_url == DEFAULT_API_URL else aimed(_RESOURCE, api_url)
        self._http = http
        self._url = URL(at, encoded=True)
        self._headers = {
            "Accept": "application/json",
            "Authorization": authorization(settings.account_sid, settings.auth_token),
            "Content-Type": "application/x-www-form-urlencoded",
        }

    async def show(self, answering: str) -> bool:
        """See ``bot.ports.Provider.show_typing``."""
        if not _MESSAGE.fullmatch(answering):
            return False
        form = encoded({"messageId": answering, "channel": "whatsapp"})
        try:
            answer = await self._http.exchange("POST", self._url, self._headers, form, limits=_LIMITS)
            return 200 <= answer.status < 300 and json.loads(answer.text).get("success") is True
        except (NotSent, AnswerLost, Throttled, ValueError, AttributeError):
            # The last two are an answer that is not what it should be.
            return False
