"""Reads back what messages have cost: null at first, and filled in by Twilio some time after they went."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from twilio.base.exceptions import TwilioException
from twilio.rest.api.v2010.account.message import MessageInstance, MessageList

from bot.domain.money import Money
from bot.providers.trouble import AnswerLost, NotSent, Throttled

# Twilio's dates have whole seconds, and two clocks never agree quite.
_CLOCK_SLACK = timedelta(seconds=30)
# DateSent is when it left Twilio, which keeps a message waiting for at most ten hours.
_LONGEST_QUEUE = timedelta(hours=10)
_PAGE = 1000
# Newest first; with more in the span, the older ones are asked for again later.
_MOST = 5 * _PAGE


async def prices(messages: MessageList, since: datetime, until: datetime) -> Mapping[str, Money] | None:
    """Prices by SID of what we made between these moments; None when Twilio did not answer."""
    try:
        listed = await messages.list_async(
            date_sent_after=since - _CLOCK_SLACK,
            date_sent_before=until + _LONGEST_QUEUE,
            limit=_MOST,
            page_size=_PAGE,
        )
        priced = {str(one.sid): _price(one) for one in listed}
    except (TwilioException, NotSent, AnswerLost, Throttled, ValueError, TypeError, AttributeError):
        # The last three are an answer that is not what it should be.
        return None
    return {sid: price for sid, price in priced.items() if price is not None}


def _price(one: MessageInstance) -> Money | None:
    """What it cost; Twilio writes it as a negative amount, as it is taken off the balance."""
    if one.price is None or not str(one.direction).startswith("outbound"):
        return None
    try:
        amount = Decimal(str(one.price))
    except InvalidOperation:
        return None
    return Money(abs(amount), str(one.price_unit or "USD").upper()) if amount.is_finite() else None
