"""What a message consists of, as Meta takes it.

Source: Cloud API, messages: text, media, template, interactive.
"""

from typing import Any

from bot.domain.failure import Failure, FailureKind
from bot.domain.message import Media
from bot.ports import Outgoing
from bot.providers.whatsapp_cloud.components import template_of
from bot.providers.whatsapp_cloud.interactive import interactive_of, is_free
from bot.providers.whatsapp_cloud.media import id_in

Content = dict[str, Any]

# Source: Cloud API, media messages.
_MAX_CAPTION = 1024
_CAPTIONED = frozenset({"image", "video", "document"})
_PICTURES = frozenset({"image/jpeg", "image/png"})
_STICKER = "image/webp"


def content_of(message: Outgoing) -> Content | Failure:
    """The part of a request that says what is sent; a Failure for what does not go in one message."""
    template = message.template
    if template and is_free(template):
        return {"type": "interactive", "interactive": interactive_of(template, message.body)}
    if template:
        return {"type": "template", "template": template_of(template)}
    if not message.media:
        return {"type": "text", "text": _text(message.body)}
    if len(message.media) > 1:
        return Failure(
            FailureKind.FINAL, "WhatsApp takes one file in a message.", "Send the files one by one."
        )
    return _file(message.media[0], message.body)


def _text(body: str) -> Content:
    linked = "https://" in body or "http://" in body
    return {"body": body, "preview_url": True} if linked else {"body": body}


def _file(media: Media, words: str) -> Content | Failure:
    if len(words) > _MAX_CAPTION:
        return Failure(
            FailureKind.FINAL,
            "WhatsApp takes at most 1,024 characters together with a file.",
            "Send the file and the text one after the other.",
        )
    kind = _kind(media)
    if words and kind not in _CAPTIONED:
        # Sound and stickers carry no words, and nobody should lose theirs.
        kind = "document"
    file = _where(media)
    if words:
        file["caption"] = words
    if kind == "document" and media.name:
        file["filename"] = media.name
    return {"type": kind, kind: file}


def _kind(media: Media) -> str:
    if media.content_type == _STICKER:
        return "sticker"
    family = media.content_type.partition("/")[0]
    if family == "image":
        return "image" if media.content_type in _PICTURES else "document"
    return family if family in {"audio", "video"} else "document"


def _where(media: Media) -> Content:
    """Where WhatsApp finds the file: with itself, by its id, or at an address."""
    kept = id_in(media)
    return {"id": kept} if kept else {"link": media.url}
