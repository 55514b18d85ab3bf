"""Reads back what Twilio tried to tell us and could not: it asks an app that is away only twice."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from twilio.base.exceptions import TwilioException
from twilio.rest.api.v2010.account.message import MessageInstance, MessageList

from bot.domain.channel import Channel
from bot.domain.events import InboundText, Receipt
from bot.domain.keywords import answered_by_carrier
from bot.domain.message import Media, Status
from bot.ports import Malformed, Missed
from bot.providers.trouble import AnswerLost, NotSent, Throttled
from bot.providers.twilio import address, errors, status
from bot.providers.twilio.settings import TwilioSettings

# Twilio's dates have whole seconds, and two clocks never agree quite.
_CLOCK_SLACK = timedelta(seconds=30)
_PAGE = 200
# Twilio lists the newest first; an outage with more than this is told by the log, not read back whole.
_MOST = 5_000
_MOST_MEDIA = 10
# An answer that is not what it should be.
_NONSENSE = (Malformed, ValueError, TypeError, AttributeError)


async def missed(
    messages: MessageList, settings: TwilioSettings, since: datetime, now: datetime
) -> Missed | None:
    """Texts to our senders and statuses of our messages since then, oldest first; None when not answered."""
    try:
        listed = [one async for one in _newer(messages, since)]
        texts = [await _text(one, settings, since) for one in listed if _is_ours(one, settings)]
        receipts = [
            _receipt(one, settings, now) for one in listed if str(one.direction).startswith("outbound")
        ]
    except (TwilioException, NotSent, AnswerLost, Throttled, *_NONSENSE):
        return None
    return Missed(tuple(reversed(texts)), tuple(each for each in reversed(receipts) if each))


async def _newer(messages: MessageList, since: datetime) -> AsyncIterator[MessageInstance]:
    async for one in await messages.stream_async(limit=_MOST, page_size=_PAGE):
        if one.date_created is None or one.date_created < since - _CLOCK_SLACK:
            return
        yield one


def _is_ours(one: MessageInstance, settings: TwilioSettings) -> bool:
    """Whether this came in to a sender of ours; an account may serve other programs too."""
    if str(one.direction) != "inbound":
        return False
    channel, to = address.read(str(one.to))
    ours = settings.whatsapp_senders if channel is Channel.WHATSAPP else settings.senders
    # A number of a Messaging Service is not listed by itself.
    return to in ours or one.messaging_service_sid in settings.senders


async def _text(one: MessageInstance, settings: TwilioSettings, since: datetime) -> InboundText:
    channel, sender = address.read(str(one.from_))
    to = address.our_side(str(one.to), str(one.messaging_service_sid or ""))
    body = one.body or ""
    media = await _media(one, settings) if int(one.num_media or 0) else ()
    return InboundText(
        settings.name,
        str(one.sid),
        Channel.MMS if channel is Channel.SMS and media else channel,
        sender,
        to,
        body,
        one.date_created or since,
        media,
        answered_by_provider=channel is Channel.SMS and answered_by_carrier(body),
        by_rcs=address.is_rcs(one.from_),
    )


async def _media(one: MessageInstance, settings: TwilioSettings) -> tuple[Media, ...]:
    found = await one.media.list_async(limit=_MOST_MEDIA)
    base = settings.api_url.rstrip("/")
    return tuple(
        Media(f"{base}{str(each.uri).removesuffix('.json')}", str(each.content_type)) for each in found
    )


def _receipt(one: MessageInstance, settings: TwilioSettings, now: datetime) -> Receipt | None:
    reached = status.read(str(one.status))
    if reached is None:
        return None
    failed = reached is Status.FAILED
    failure = errors.of_receipt(str(one.status), str(one.error_code or ""), now) if failed else None
    by_rcs = address.is_rcs(one.from_, one.to)
    return Receipt(settings.name, str(one.sid), reached, failure=failure, by_rcs=by_rcs)
