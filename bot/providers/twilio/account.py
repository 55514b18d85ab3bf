"""Looks at an account that is not set up yet: whether it answers, and what texts can leave from.

Needs no SDK: an admin waits for it in a window. Source: Twilio's Account and IncomingPhoneNumber resources
(2010-04-01), Messaging Services (messaging v1), and the Senders API (messaging v2).
"""

import asyncio
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import aiohttp
from yarl import URL

from bot.domain.account import AccountLook, OfferedSender
from bot.domain.channel import Channel
from bot.ports import Clock
from bot.providers.trouble import AnswerLost, NotSent, Throttled
from bot.providers.twilio.aim import aimed
from bot.providers.twilio.http import Http, authorization
from bot.providers.twilio.settings import DEFAULT_API_URL, PROVIDER

# More could not be offered in a window.
_MOST = 100
_TIMEOUT = 10.0
_NUMBERS = "https://api.twilio.com/2010-04-01/Accounts/{sid}/IncomingPhoneNumbers.json?PageSize={most}"
_SERVICES = "https://messaging.twilio.com/v1/Services?PageSize={most}"
_SENDERS = "https://messaging.twilio.com/v2/Channels/Senders?Channel=whatsapp&PageSize={most}"
_WHATSAPP = "whatsapp:"

_SID = re.compile(r"AC[0-9a-f]{32}")
_TOKEN = re.compile(r"[0-9a-f]{32}")
_NO_SID = "An Account SID is AC and 32 characters of 0-9 and a-f. Copy it from Twilio's console."
_NO_TOKEN = "An Auth Token has 32 characters of 0-9 and a-f. Copy it from Twilio's console."  # noqa: S105
_REFUSED = "Twilio refuses these credentials. Copy the Account SID and the Auth Token anew from its console."
_NO_ANSWER = "Twilio could not be reached just now. Try again in a minute."
_BUSY = "Twilio is receiving too many requests from this account just now. Try again in a minute."
_STRANGE = "Twilio did not answer as it should (HTTP {0}). Try again, or see status.twilio.com."
_SUSPENDED = "Twilio has suspended this account, often for a payment. Mend it in its console first."
_CLOSED = "This Twilio account is closed. Add another one."
# An answer that is not what it should be.
_NONSENSE = (ValueError, TypeError, KeyError, AttributeError)


class TwilioDoor:
    """Implements ``bot.ports.AccountDoor``."""

    provider = PROVIDER

    def __init__(self, api_url: str, session: aiohttp.ClientSession, clock: Clock) -> None:
        self._api_url = api_url.rstrip("/")
        self._http = Http(session, _TIMEOUT, clock)

    def mistakes(self, sid: str, token: str) -> Mapping[str, str]:
        """See ``bot.ports.AccountDoor``."""
        wrong = {} if _SID.fullmatch(sid) else {"sid": _NO_SID}
        return wrong if _TOKEN.fullmatch(token) else wrong | {"token": _NO_TOKEN}

    async def look(self, sid: str, token: str) -> AccountLook:
        """See ``bot.ports.AccountDoor``."""
        try:
            account = await self._get(f"https://api.twilio.com/2010-04-01/Accounts/{sid}.json", sid, token)
            problem = _standing(str(account.get("status")))
            if problem:
                return AccountLook(problem)
            lists = (self._list(url.format(sid=sid, most=_MOST), sid, token) for url in _LISTS)
            numbers, services, whatsapp = await asyncio.gather(*lists)
            offered = (*_numbers(numbers), *_services(services), *_whatsapp(whatsapp))
            return AccountLook(name=str(account.get("friendly_name") or ""), senders=offered)
        except (NotSent, AnswerLost):
            return AccountLook(_NO_ANSWER)
        except Throttled:
            return AccountLook(_BUSY)
        except _Refused as refused:
            return AccountLook(str(refused))
        except _NONSENSE:
            return AccountLook(_STRANGE.format(200))

    async def _list(self, url: str, sid: str, token: str) -> Mapping[str, Any]:
        """A list of the account's; empty where the account may not use the product or it does not answer."""
        try:
            return await self._get(url, sid, token)
        except (_Refused, NotSent, AnswerLost, Throttled, *_NONSENSE):
            return {}

    async def _get(self, url: str, sid: str, token: str) -> Mapping[str, Any]:
        at = url if self._api_url == DEFAULT_API_URL else aimed(url, self._api_url)
        headers = {"Accept": "application/json", "Authorization": authorization(sid, token)}
        answer = await self._http.exchange("GET", URL(at, encoded=True), headers)
        if answer.status in {401, 403, 404}:
            raise _Refused(_REFUSED)
        if answer.status != 200:
            raise _Refused(_STRANGE.format(answer.status))
        said: Mapping[str, Any] = json.loads(answer.text)
        return said


_LISTS = (_NUMBERS, _SERVICES, _SENDERS)


class _Refused(Exception):
    """Twilio answered, and not with what was asked for; the message is a sentence for people."""


def _standing(status: str) -> str:
    if status == "suspended":
        return _SUSPENDED
    return _CLOSED if status == "closed" else ""


def _numbers(said: Mapping[str, Any]) -> Iterator[OfferedSender]:
    for number in said.get("incoming_phone_numbers") or ():
        can = number.get("capabilities") or {}
        if can.get("sms", True):
            address = str(number["phone_number"])
            name = str(number.get("friendly_name") or "")
            yield OfferedSender(Channel.SMS, address, "" if name == address else name)


def _services(said: Mapping[str, Any]) -> Iterator[OfferedSender]:
    for service in said.get("services") or ():
        yield OfferedSender(Channel.SMS, str(service["sid"]), str(service.get("friendly_name") or ""))


def _whatsapp(said: Mapping[str, Any]) -> Iterator[OfferedSender]:
    for sender in said.get("senders") or ():
        address = str(sender.get("sender_id") or "")
        if address.startswith(_WHATSAPP):
            profile = sender.get("profile") or {}
            name = str(profile.get("name") or "")
            yield OfferedSender(Channel.WHATSAPP, address.removeprefix(_WHATSAPP), name)
