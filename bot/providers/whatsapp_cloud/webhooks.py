"""Reads Meta's requests to us, once their signature is known to be right: several things may be in one.

Source: Meta's guide to the webhooks of the WhatsApp Business Platform.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.events import InboundText, Receipt, TemplateNews
from bot.ports import Delivery, Malformed, WebhookRequest
from bot.providers.whatsapp_cloud import inbound, news, signature, statuses
from bot.providers.whatsapp_cloud.fields import Json, part, parts, text
from bot.providers.whatsapp_cloud.inbound import Unreadable
from bot.providers.whatsapp_cloud.settings import WhatsAppCloudSettings

# Meta puts at most a thousand updates into one request.
_MOST = 1000
_MAX_ID = 64


@dataclass
class _Found:
    texts: list[InboundText] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    news: list[TemplateNews] = field(default_factory=list)
    unread: int = 0


def delivered(settings: WhatsAppCloudSettings, request: WebhookRequest, now: datetime) -> Delivery:
    """Everything in one request. Raises Forged or Malformed."""
    signature.verify(request, settings.app_secret)
    found = _Found()
    for account, change in _changes(_object(request.body)):
        value = part(change, "value")
        kind = text(change, "field", 60)
        # One app may serve several accounts and numbers; what is about others is none of our business.
        if (
            kind == "messages"
            and text(part(value, "metadata"), "phone_number_id", _MAX_ID) == settings.number_id
        ):
            _read_messages(settings, value, found, now)
        elif kind in news.FIELDS and account == settings.account_id:
            _read_news(kind, value, found)
    return Delivery(tuple(found.texts), tuple(found.receipts), tuple(found.news), found.unread)


def _object(body: bytes) -> Json:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        raise Malformed("the body is no JSON") from None
    if not isinstance(said, dict) or not isinstance(said.get("entry"), list):
        raise Malformed("the body has no entries")
    return said


def _changes(said: Json) -> Iterator[tuple[str, Json]]:
    for entry in parts(said, "entry", _MOST):
        for change in parts(entry, "changes", _MOST):
            yield text(entry, "id", _MAX_ID), change


def _read_messages(settings: WhatsAppCloudSettings, value: Json, found: _Found, now: datetime) -> None:
    people = inbound.people_in(parts(value, "contacts", _MOST))
    for message in parts(value, "messages", _MOST):
        try:
            told = inbound.read(settings, message, people, now)
        except Unreadable:
            found.unread += 1
            continue
        if told:
            found.texts.append(told)
    for status in parts(value, "statuses", _MOST):
        try:
            receipt = statuses.read(status, now)
        except Unreadable:
            found.unread += 1
            continue
        if receipt:
            found.receipts.append(receipt)


def _read_news(kind: str, value: Json, found: _Found) -> None:
    told = news.read(kind, value)
    if told:
        found.news.append(told)
    else:
        found.unread += 1
