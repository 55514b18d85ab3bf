"""Whether our senders may send: the account's standing, toll-free verification, 10DLC, the sandbox."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from twilio.base.exceptions import TwilioException
from twilio.rest import Client

from bot.domain.channel import Channel
from bot.domain.phone import is_toll_free
from bot.domain.sender import SenderState, SenderStatus
from bot.ports import SenderReport
from bot.providers.trouble import AnswerLost, NotSent, Throttled
from bot.providers.twilio import address
from bot.providers.twilio.senders import WHATSAPP_SANDBOX
from bot.providers.twilio.settings import TwilioSettings

_T = TypeVar("_T")

_MOST = 1000
_READY = SenderState()
_SANDBOX = SenderState(
    SenderStatus.SANDBOX, "It is Twilio’s shared test number: only who has joined it gets texts."
)
_SUSPENDED = SenderState(SenderStatus.SUSPENDED, "the Twilio account is suspended, often for a payment.")
_CLOSED = SenderState(SenderStatus.SUSPENDED, "the Twilio account is closed.")

# Source: Twilio's toll-free verification and its campaign resource (Usa2p).
_VERIFICATION = {
    "PENDING_REVIEW": "its toll-free verification waits for review.",
    "IN_REVIEW": "its toll-free verification is being reviewed.",
    "TWILIO_REJECTED": "its toll-free verification was rejected.",
}
_NOT_SUBMITTED = "no toll-free verification has been submitted for it."
_CAMPAIGN = {
    "PENDING": "its 10DLC campaign waits for review.",
    "IN_PROGRESS": "its 10DLC campaign is being reviewed.",
    "FAILED": "its 10DLC campaign was rejected.",
    "SUSPENDED": "its 10DLC campaign is suspended.",
}
_NO_CAMPAIGN = "no 10DLC campaign is registered for it."
_NO_ANSWER = (NotSent, AnswerLost, Throttled, TwilioException, ValueError, TypeError, AttributeError)


async def sender_states(client: Client, settings: TwilioSettings) -> tuple[SenderReport, ...] | None:
    """A report of each sender that Twilio says anything of; None when the account could not be asked."""
    try:
        account = await client.api.v2010.accounts(settings.account_sid).fetch_async()
        standing = str(account.status)
    except _NO_ANSWER:
        return None
    if standing in {"suspended", "closed"}:
        return _all(settings, _SUSPENDED if standing == "suspended" else _CLOSED)
    return (*await _texting(client, settings), *_whatsapp(settings))


def _all(settings: TwilioSettings, state: SenderState) -> tuple[SenderReport, ...]:
    texting = (SenderReport(Channel.SMS, sender, state) for sender in settings.senders)
    whatsapp = (SenderReport(Channel.WHATSAPP, sender, state) for sender in settings.whatsapp_senders)
    return (*texting, *whatsapp)


def _whatsapp(settings: TwilioSettings) -> tuple[SenderReport, ...]:
    return tuple(
        SenderReport(Channel.WHATSAPP, sender, _SANDBOX if sender == WHATSAPP_SANDBOX else _READY)
        for sender in settings.whatsapp_senders
    )


async def _texting(client: Client, settings: TwilioSettings) -> list[SenderReport]:
    told: dict[str, SenderState | None] = dict.fromkeys(settings.senders, _READY)
    toll_free = [sender for sender in settings.senders if is_toll_free(sender)]
    if toll_free:
        verified = await _or_nothing(partial(_verifications, client))
        told |= {sender: _verified(sender, verified) for sender in toll_free}
    for sender in settings.senders:
        if address.is_service(sender):
            told[sender] = await _or_nothing(partial(_campaign, client, sender))
    return [SenderReport(Channel.SMS, sender, state) for sender, state in told.items() if state]


async def _or_nothing(ask: Callable[[], Awaitable[_T]]) -> _T | None:
    """What Twilio answers; None where it does not: an account may not use the product, or it is down."""
    try:
        return await ask()
    except _NO_ANSWER:
        return None


async def _verifications(client: Client) -> dict[str, str]:
    """The status of each toll-free number's newest verification."""
    listed = await client.messaging.v1.tollfree_verifications.list_async(limit=_MOST)
    ordered = sorted(listed, key=lambda one: str(one.date_created))
    return {str(one.tollfree_phone_number): str(one.status) for one in ordered}


def _verified(sender: str, verified: dict[str, str] | None) -> SenderState | None:
    if verified is None:
        return None
    status = verified.get(sender)
    if status == "TWILIO_APPROVED":
        return _READY
    why = _VERIFICATION.get(status, f"its toll-free verification is {status}.") if status else _NOT_SUBMITTED
    return SenderState(SenderStatus.UNVERIFIED, why)


async def _campaign(client: Client, service: str) -> SenderState | None:
    """Whether a Messaging Service is registered. One without American long codes needs no campaign."""
    resource = client.messaging.v1.services(service)
    campaigns = [str(one.campaign_status) for one in await resource.us_app_to_person.list_async(limit=_MOST)]
    if "VERIFIED" in campaigns:
        return _READY
    if campaigns:
        why = _CAMPAIGN.get(campaigns[0], f"its 10DLC campaign is {campaigns[0].lower()}.")
        return SenderState(SenderStatus.UNVERIFIED, why)
    numbers = [str(one.phone_number) for one in await resource.phone_numbers.list_async(limit=_MOST)]
    # With a toll-free number or a short code among them, Twilio may well choose that one.
    all_long_codes = all(number.startswith("+1") and not is_toll_free(number) for number in numbers)
    return SenderState(SenderStatus.UNVERIFIED, _NO_CAMPAIGN) if numbers and all_long_codes else _READY
