"""Asks Twilio to send one message."""

from datetime import datetime
from typing import Any

from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.rest.api.v2010.account.message import MessageInstance, MessageList

from bot.domain.channel import Channel
from bot.domain.failure import Failure
from bot.domain.message import Status
from bot.ports import Accepted, Outgoing, SendResult
from bot.providers.twilio import address, errors, status
from bot.providers.twilio.settings import TwilioSettings
from bot.providers.twilio.trouble import AnswerLost, NotSent, Throttled

# Ten hours. Source: Twilio's Messages API, ValidityPeriod.
_LONGEST_VALIDITY = 36_000


async def send(
    messages: MessageList, settings: TwilioSettings, message: Outgoing, now: datetime
) -> SendResult:
    """One request, never repeated: Twilio has no key by which it would know a repetition."""
    try:
        created = await messages.create_async(**_arguments(settings, message))
    except NotSent:
        return errors.not_sent()
    except Throttled as trouble:
        return errors.throttled(trouble.code, trouble.retry_after)
    except (TwilioRestException, TwilioServiceException) as refusal:
        return errors.of_refusal(_number(refusal.status) or 0, _number(refusal.code), now)
    except (AnswerLost, TwilioException, ValueError, TypeError, AttributeError):
        # The last three are a success whose body is not what it should be: Twilio may well have sent it.
        return errors.answer_lost()
    return _result(created, now)


def _arguments(settings: TwilioSettings, message: Outgoing) -> dict[str, Any]:
    arguments: dict[str, Any] = {"to": address.written(message.channel, message.to)}
    if address.is_service(message.sender):
        arguments["messaging_service_sid"] = message.sender
    else:
        arguments["from_"] = address.written(message.channel, message.sender)
    if message.body:
        arguments["body"] = message.body
    if message.media:
        arguments["media_url"] = [media.url for media in message.media]
    if seconds := _validity(message):
        arguments["validity_period"] = seconds
    # Our id in the callback settles a send whose answer gets lost, and a receipt that overtakes the answer.
    if callback := settings.status_callback(message.id):
        arguments["status_callback"] = callback
    return arguments


def _validity(message: Outgoing) -> int | None:
    """Seconds, as Twilio takes them: from 1 to 36,000. Only carriers of SMS and MMS keep a text for later."""
    if message.valid_for is None or message.channel is Channel.WHATSAPP:
        return None
    return min(max(int(message.valid_for.total_seconds()), 1), _LONGEST_VALIDITY)


def _result(created: MessageInstance, now: datetime) -> SendResult:
    if not isinstance(created.sid, str) or not created.sid:
        return errors.answer_lost()
    reached = status.read(str(created.status)) or Status.ACCEPTED
    # No receipt comes for a status that the message had from the start, so a failure must be taken from here.
    return failure(created, now) if reached is Status.FAILED else Accepted(created.sid, reached)


def failure(message: MessageInstance, now: datetime) -> Failure:
    """Why a message that Twilio lists as failed has failed."""
    return errors.of_receipt(str(message.status), str(message.error_code or ""), now)


def _number(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() else None
