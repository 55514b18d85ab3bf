"""Tells what is wrong with the account before anybody's message finds out."""

from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.rest import Client

from bot.providers.trouble import AnswerLost, NotSent, Throttled
from bot.providers.twilio.settings import PROVIDER, TwilioSettings

_MOST_NUMBERS = 5000
_PAGE = 1000

_NO_ANSWER = "Twilio cannot be reached: check the network and TWILIO_API_URL."
_BUSY = "Twilio is receiving too many requests from this account just now."
_CREDENTIALS = "Twilio refuses the credentials: check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN."
_ADDED_CREDENTIALS = "Twilio refuses its token: add the account again with the token from its console."
_TROUBLE = "Twilio has trouble of its own just now (HTTP {0}): see status.twilio.com."
_STRANGE = (
    "What answers at TWILIO_API_URL is not Twilio, or Twilio has trouble of its own: check the setting."
)
_SUSPENDED = "The Twilio account is suspended: mend it in Twilio's console (often a payment)."
_CLOSED = "The Twilio account is closed: put another one into TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN."
_ADDED_CLOSED = "The account is closed: remove it."


async def check(client: Client, settings: TwilioSettings) -> list[str]:
    """A sentence for each thing that is wrong; empty when the account works and owns its SMS numbers.

    WhatsApp senders and Messaging Services are not among an account's numbers and are not judged here.
    """
    try:
        return await _account(client, settings) or await _numbers(client, settings)
    except (NotSent, AnswerLost):
        return [_NO_ANSWER]
    except Throttled:
        return [_BUSY]
    except (TwilioRestException, TwilioServiceException) as refusal:
        refused = _CREDENTIALS if _is_own(settings) else _ADDED_CREDENTIALS
        return [refused if refusal.status in {401, 403, 404} else _TROUBLE.format(refusal.status)]
    except (TwilioException, ValueError, TypeError, AttributeError):
        return [_STRANGE]


async def _account(client: Client, settings: TwilioSettings) -> list[str]:
    account = await client.api.v2010.accounts(settings.account_sid).fetch_async()
    status = str(account.status)
    if status == "suspended":
        return [_SUSPENDED]
    closed = _CLOSED if _is_own(settings) else _ADDED_CLOSED
    return [closed] if status == "closed" else []


def _is_own(settings: TwilioSettings) -> bool:
    """Whether the environment sets this account up, and not an admin."""
    return settings.name == PROVIDER


async def _numbers(client: Client, settings: TwilioSettings) -> list[str]:
    wanted = [sender for sender in settings.senders if sender.startswith("+")]
    if not wanted:
        return []
    numbers = await client.incoming_phone_numbers.list_async(limit=_MOST_NUMBERS, page_size=_PAGE)
    can_text = {number.phone_number: _can_text(number.capabilities) for number in numbers}
    named = "TWILIO_FROM names" if _is_own(settings) else "It is set up with"
    return [f"{named} {sender}, {wrong}" for sender in wanted if (wrong := _wrong(sender, can_text))]


def _can_text(capabilities: object) -> bool:
    return not isinstance(capabilities, dict) or bool(capabilities.get("sms", True))


def _wrong(sender: str, can_text: dict[str | None, bool]) -> str | None:
    if sender not in can_text:
        return "which is not a number of this Twilio account."
    if not can_text[sender]:
        return "which cannot send texts."
    return None
