"""Reads Twilio's requests to us, once their signature is known to be right."""

import re
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.events import InboundText, Receipt
from bot.domain.extras import NO_EXTRAS
from bot.domain.keywords import answered_by_carrier
from bot.domain.message import Media, Status
from bot.ports import Forged, Malformed, WebhookRequest
from bot.providers.twilio import address, errors, extras, signature, status
from bot.providers.twilio.form import fields, parse
from bot.providers.twilio.settings import TwilioSettings

_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_MESSAGE = re.compile(r"[?&]message=([^&#]*)")
_MAX_SID = 64
_MAX_MEDIA = 10
_MAX_URL = 2048
_MAX_TYPE = 100
_MAX_NAME = 200

Form = dict[str, str]


def inbound(settings: TwilioSettings, request: WebhookRequest, now: datetime) -> InboundText:
    """An incoming message. Raises Forged or Malformed."""
    form = _authentic(settings, request)
    channel, sender, identity = _sender(form)
    to = address.our_side(_needed(form, "To"), form.get("MessagingServiceSid", ""))
    media = _media(form)
    came_along = extras.read(form, media) if channel is Channel.WHATSAPP else NO_EXTRAS
    text = extras.words(form, came_along)
    return InboundText(
        provider=settings.name,
        provider_id=_sid(form),
        channel=Channel.MMS if channel is Channel.SMS and media else channel,
        sender=sender,
        to=to,
        body=text,
        received_at=now,
        media=media,
        profile_name=form.get("ProfileName", "")[:_MAX_NAME] or None,
        answered_by_provider=_answered(channel, text, form),
        extras=came_along,
        identity=identity,
        by_rcs=address.is_rcs(form["From"]),
    )


def receipt(settings: TwilioSettings, request: WebhookRequest, now: datetime) -> Receipt | None:
    """A status callback; None for a status of no message of ours. Raises Forged or Malformed."""
    form = _authentic(settings, request)
    said = form.get("MessageStatus") or _needed(form, "SmsStatus")
    provider_id, reached = _sid(form), status.read(said)
    if reached is None:
        return None
    failure = errors.of_receipt(said, form.get("ErrorCode", ""), now) if reached is Status.FAILED else None
    by_rcs = address.is_rcs(form.get("From"), form.get("To"))
    return Receipt(settings.name, provider_id, reached, _message_id(request.url), failure, by_rcs)


def _authentic(settings: TwilioSettings, request: WebhookRequest) -> Form:
    signed = signature.require(request.headers)
    pairs = parse(request.body)
    key = settings.webhook_key or settings.auth_token
    signature.verify(request, pairs, signed, settings.auth_token, key)
    form = fields(pairs)
    # What is signed is one string without borders: with a field moved into the URL it would stay the same.
    if form.get("AccountSid") != settings.account_sid:
        raise Forged("the request is about another account")
    return form


def _sender(form: Form) -> tuple[Channel, str, str]:
    """How and by whom it was written, and the writer's WhatsApp identity where it is told beside a number.

    Who hides the number is the identity: in From, or there is nothing behind From's channel.
    """
    given, identity = form.get("From", "").strip(), extras.identity(form)
    if identity and given in {"", "whatsapp:"}:
        return Channel.WHATSAPP, identity, ""
    channel, sender = address.read(given or _needed(form, "From"))
    beside = channel is Channel.WHATSAPP and identity != sender
    return channel, sender, identity if beside else ""


def _needed(form: Form, name: str) -> str:
    value = form.get(name, "").strip()
    if not value:
        raise Malformed(f"{name} is missing")
    return value


def _sid(form: Form) -> str:
    sid = form.get("MessageSid", "").strip() or _needed(form, "SmsSid")
    if len(sid) > _MAX_SID:
        raise Malformed("MessageSid is too long")
    return sid


def _media(form: Form) -> tuple[Media, ...]:
    # Counted by the addresses themselves: NumMedia is only Twilio's word about them.
    if "MediaUrl0" not in form:
        return ()
    found = ((form.get(f"MediaUrl{i}", ""), form.get(f"MediaContentType{i}", "")) for i in range(_MAX_MEDIA))
    return tuple(
        Media(url, kind[:_MAX_TYPE] or "application/octet-stream")
        for url, kind in found
        if url and len(url) <= _MAX_URL
    )


def _answered(channel: Channel, text: str, form: Form) -> bool:
    # OptOutType comes with Advanced Opt-Out, which answers on every channel; without it only SMS is answered.
    return bool(form.get("OptOutType")) or (channel is Channel.SMS and answered_by_carrier(text))


def _message_id(url: str) -> str | None:
    # Found by hand: taking the whole URL apart costs more than checking its signature.
    given = _MESSAGE.search(url)
    return given[1] if given and _ULID.fullmatch(given[1]) else None
