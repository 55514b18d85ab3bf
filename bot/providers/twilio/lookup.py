"""Finds a message whose answer was lost among those that Twilio has."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from twilio.base.exceptions import TwilioException
from twilio.base.values import unset
from twilio.rest.api.v2010.account.message import MessageInstance, MessageList

from bot.domain.events import Receipt
from bot.domain.message import Status
from bot.ports import Found, LookUp, LookUpFailed, NotFound, Outgoing
from bot.providers.trouble import AnswerLost, NotSent, Throttled
from bot.providers.twilio import address, errors, status
from bot.providers.twilio.sameness import same_text
from bot.providers.twilio.settings import PROVIDER

# Twilio's dates have whole seconds, and two clocks never agree quite.
_CLOCK_SLACK = timedelta(seconds=30)
_MOST = 400
_PAGE = 100

_NOT_ASKED = "Twilio could not be asked just now."
_HIDDEN = "Twilio does not keep the texts of this account's messages, so it cannot tell which one this is."
_SEVERAL = "Twilio has several messages that could be this one."


async def look_up(
    messages: MessageList,
    message: Outgoing,
    since: datetime,
    known: frozenset[str],
    now: datetime,
    provider: str = PROVIDER,
) -> LookUp:
    """What Twilio knows of ``message``. Never raises for what Twilio or the network does."""
    try:
        listed = await _listed(messages, message, since)
        likely = [one for one in listed if one.sid not in known and _could_be(one, message, since)]
        return _judged(likely, message, now, provider)
    except (TwilioException, NotSent, AnswerLost, Throttled, ValueError, TypeError, AttributeError):
        # The last three are an answer that is not what it should be.
        return LookUpFailed(_NOT_ASKED)


def _judged(likely: list[MessageInstance], message: Outgoing, now: datetime, provider: str) -> LookUp:
    exact = [one for one in likely if same_text(one.body or "", message.body)]
    if len(exact) > 1:
        return LookUpFailed(_SEVERAL)
    if exact:
        return Found(_receipt(exact[0], message, now, provider))
    # An account may have Twilio forget its texts; then an empty one may have been any.
    return LookUpFailed(_HIDDEN) if any(not one.body for one in likely) else NotFound()


async def _listed(messages: MessageList, message: Outgoing, since: datetime) -> Iterable[MessageInstance]:
    if not address.is_service(message.sender):
        from_ = address.written(message.channel, message.sender)
        return (
            await _listed_to(messages, address.written(message.channel, message.to), from_, since)
        ).values()
    # A service may have sent it by RCS, and the address is then written otherwise.
    found = await _listed_to(messages, message.to, unset, since)
    return (found | await _listed_to(messages, f"{address.RCS}{message.to}", unset, since)).values()


async def _listed_to(
    messages: MessageList, to: str, from_: Any, since: datetime
) -> dict[str | None, MessageInstance]:
    # DateSent knows whole days only, and a message that still waits has none: the filtered list may miss it,
    # so the newest page without the filter is read too.
    day = (since - _CLOCK_SLACK).date().isoformat()
    sent = await messages.list_async(to=to, from_=from_, date_sent_after=day, limit=_MOST, page_size=_PAGE)
    newest = await messages.list_async(to=to, from_=from_, limit=_PAGE, page_size=_PAGE)
    return {one.sid: one for one in [*sent, *newest]}


def _could_be(one: MessageInstance, message: Outgoing, since: datetime) -> bool:
    if address.is_service(message.sender) and one.messaging_service_sid != message.sender:
        return False
    return (
        str(one.direction) == "outbound-api"
        and one.date_created is not None
        and one.date_created >= since - _CLOCK_SLACK
        # What a template shows above its text is Twilio's to count.
        and (message.template is not None or int(one.num_media or 0) == len(message.media))
    )


def _receipt(one: MessageInstance, message: Outgoing, now: datetime, provider: str) -> Receipt:
    reached = status.read(str(one.status)) or Status.ACCEPTED
    failed = reached is Status.FAILED
    failure = errors.of_receipt(str(one.status), str(one.error_code or ""), now) if failed else None
    by_rcs = address.is_rcs(one.from_, one.to)
    return Receipt(provider, str(one.sid), reached, message.id, failure, by_rcs=by_rcs)
