"""A notice and its offers as the outbox keeps them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.domain.thread import Notice, Offer, OfferKind


def notice_as_json(notice: Notice) -> dict[str, Any]:
    """The fields that are set; the text always."""
    data: dict[str, Any] = {"text": notice.text}
    if notice.goes_at:
        data["goes_at"] = notice.goes_at.isoformat()
    if notice.about:
        data["about"] = notice.about
    if notice.offers:
        data["offers"] = offers_as_json(notice.offers)
    return data


def read_notice(data: Mapping[str, Any]) -> Notice:
    """The notice that an item holds."""
    goes_at = data.get("goes_at")
    return Notice(
        data["text"],
        goes_at=datetime.fromisoformat(goes_at) if goes_at else None,
        offers=read_offers(data),
        about=data.get("about", ""),
    )


def offers_as_json(offers: Iterable[Offer]) -> list[list[str]]:
    """Each offer as its kind and what it is about, and its label where it has one of its own."""
    return [[offer.kind.value, offer.about, *([offer.label] if offer.label else [])] for offer in offers]


def read_offers(data: Mapping[str, Any]) -> tuple[Offer, ...]:
    """The offers that an item holds."""
    return tuple(Offer(OfferKind(kind), *more) for kind, *more in data.get("offers", ()))
