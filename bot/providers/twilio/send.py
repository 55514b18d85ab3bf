"""Asks Twilio to send one message."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import quote_plus

from yarl import URL

from bot.domain.channel import Channel
from bot.domain.message import Status
from bot.ports import Accepted, Outgoing, SendResult
from bot.providers.http import Answer
from bot.providers.trouble import AnswerLost, NotSent, Throttled
from bot.providers.twilio import address, errors, status
from bot.providers.twilio.http import Http, authorization
from bot.providers.twilio.settings import TwilioSettings

# Ten hours. Source: Twilio's Messages API, ValidityPeriod.
_LONGEST_VALIDITY = 36_000


class Sending:
    """Creates messages of one account. Source: the Message resource of Twilio's API, version 2010-04-01."""

    def __init__(self, settings: TwilioSettings, http: Http) -> None:
        self._settings = settings
        self._http = http
        account = f"{settings.api_url.rstrip('/')}/2010-04-01/Accounts/{settings.account_sid}"
        # The same for every message, so it is made once.
        self._url = URL(f"{account}/Messages.json", encoded=True)
        self._headers = {
            "Accept": "application/json",
            "Authorization": authorization(settings.account_sid, settings.auth_token),
            "Content-Type": "application/x-www-form-urlencoded",
        }

    async def send(self, message: Outgoing, now: datetime) -> SendResult:
        """One request, never repeated: Twilio has no key by which it would know a repetition."""
        form = "&".join(f"{name}={_quoted(value)}" for name, value in _fields(self._settings, message))
        try:
            answer = await self._http.exchange("POST", self._url, self._headers, form.encode())
        except NotSent:
            return errors.not_sent()
        except Throttled as trouble:
            return errors.throttled(trouble.code, trouble.retry_after)
        except AnswerLost:
            return errors.answer_lost()
        return _result(answer, now)


def _fields(settings: TwilioSettings, message: Outgoing) -> Iterator[tuple[str, str]]:
    yield "To", address.written(message.channel, message.to)
    if address.is_service(message.sender):
        yield "MessagingServiceSid", message.sender
    else:
        yield "From", address.written(message.channel, message.sender)
    yield from _content(message)
    if seconds := _validity(message):
        yield "ValidityPeriod", str(seconds)
    # Our id in the callback settles a send whose answer gets lost, and a receipt that overtakes the answer.
    if callback := settings.status_callback(message.id):
        yield "StatusCallback", callback


def _content(message: Outgoing) -> Iterator[tuple[str, str]]:
    if template := message.template:
        # Twilio fills the blanks in by itself, and takes neither text nor files beside a template.
        yield "ContentSid", template.id
        if template.variables:
            yield "ContentVariables", json.dumps(dict(template.variables), ensure_ascii=False)
        return
    if message.body:
        yield "Body", message.body
    for media in message.media:
        yield "MediaUrl", media.url


def _validity(message: Outgoing) -> int | None:
    """Seconds, as Twilio takes them: from 1 to 36,000. Only carriers of SMS and MMS keep a text for later."""
    if message.valid_for is None or message.channel is Channel.WHATSAPP:
        return None
    return min(max(int(message.valid_for.total_seconds()), 1), _LONGEST_VALIDITY)


def _quoted(value: str) -> str:
    # Lone surrogates cannot be sent; a mark in their place is better than no message at all.
    return quote_plus(value, errors="replace")


def _result(answer: Answer, now: datetime) -> SendResult:
    said = _read(answer.text)
    if not 200 <= answer.status < 300:
        return errors.of_refusal(answer.status, _number(said.get("code")), now)
    sid, word = said.get("sid"), said.get("status")
    if not isinstance(sid, str) or not sid or not isinstance(word, str):
        # A success whose body is not what it should be: Twilio may well have sent it.
        return errors.answer_lost()
    reached = status.read(word) or Status.ACCEPTED
    if reached is Status.FAILED:
        # No receipt comes for a status that the message had from the start, so it must be taken from here.
        return errors.of_receipt(word, str(said.get("error_code") or ""), now)
    return Accepted(sid, reached)


def _read(text: str) -> Mapping[str, object]:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _number(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() else None
