"""The words of a client's message, and its file. Source: Cloud API, the messages webhook."""

import json
from collections.abc import Iterator

from bot.domain.message import Media
from bot.providers.whatsapp_cloud.fields import Json, part, parts, text
from bot.providers.whatsapp_cloud.media import id_in, reference

FILES = ("image", "audio", "video", "document", "sticker")

# Longer than any text of WhatsApp's, which has at most 4,096 characters.
_MAX_TEXT = 8000
_MAX_NAME = 200
_MAX_TYPE = 100
_MAX_FORM = 4000
_MOST_ITEMS = 30


def words_of(message: Json, kind: str) -> str:
    """What the client has said; empty for a message without words."""
    if kind in FILES:
        return text(part(message, kind), "caption", _MAX_TEXT)
    if kind == "interactive":
        return _chosen(part(message, "interactive"))
    if kind == "order":
        return "\n".join(_order(part(message, "order")))
    name = {"text": "body", "button": "text"}.get(kind)
    return text(part(message, kind), name, _MAX_TEXT) if name else ""


def file_of(message: Json, kind: str) -> tuple[Media, ...]:
    """The one file that a message may bring; nothing for one without a usable id."""
    file = part(message, kind) if kind in FILES else {}
    # What follows a semicolon says how the sound was made.
    kept = text(file, "mime_type", _MAX_TYPE).partition(";")[0].strip() or "application/octet-stream"
    media = Media(reference(text(file, "id", 128)), kept, text(file, "filename", _MAX_NAME))
    return (media,) if id_in(media) else ()


def _chosen(interactive: Json) -> str:
    if form := part(interactive, "nfm_reply"):
        return _form(form)
    reply = part(interactive, "button_reply") or part(interactive, "list_reply")
    return text(reply, "title", _MAX_TEXT)


def _form(form: Json) -> str:
    """The answers of a form, a line each; what is no answer but WhatsApp's own is left out."""
    try:
        answers = json.loads(text(form, "response_json", _MAX_FORM))
    except (ValueError, RecursionError):
        answers = {}
    if not isinstance(answers, dict):
        answers = {}
    given = [f"{name}: {_told(value)}" for name, value in answers.items() if name != "flow_token"]
    return "\n".join([text(form, "body", _MAX_NAME), *given])[:_MAX_FORM].strip()


def _told(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _order(order: Json) -> Iterator[str]:
    """What the client orders from the catalog, in words: nothing else of ours knows catalogs."""
    yield "Order:"
    for item in parts(order, "product_items", _MOST_ITEMS):
        product, quantity = text(item, "product_retailer_id", _MAX_NAME), text(item, "quantity", 20)
        price, currency = item.get("item_price"), text(item, "currency", 3)
        cost = f" ({price} {currency})" if isinstance(price, int | float) and currency else ""
        yield f"{quantity or '1'} × {product}{cost}"
    if said := text(order, "text", _MAX_TEXT):
        yield said
