"""What a person sends on WhatsApp as Meta passes it on: one JSON object by the message's type.

Source: Meta's reference of the messages webhook.
"""

import base64
from collections.abc import Mapping
from typing import Any

from bot.sandbox.meta import media_types
from bot.sandbox.meta.errors import in_status
from bot.sandbox.meta.media import MetaMedia, StoredFile
from bot.sandbox.meta.message import Choice, MetaMessage
from bot.sandbox.said import Contact, MediaFile, Place, Said

Json = dict[str, Any]


def choice_of(said: Said, quoted: MetaMessage | None) -> Choice | None:
    """The button or row of the quoted message that was chosen."""
    wanted = said.button or (said.row.title if said.row else "")
    choices = quoted.content.choices if quoted else ()
    return next((each for each in choices if each.title == wanted), None) if wanted else None


def of_choice(choice: Choice) -> Json:
    """A template's button answers as ``button``, those of interactive messages as ``interactive``."""
    if choice.kind == "quick_reply":
        return {"type": "button", "button": {"payload": choice.payload, "text": choice.title}}
    kind = "list_reply" if choice.kind == "row" else "button_reply"
    chosen = {"id": choice.payload, "title": choice.title}
    if choice.description:
        chosen["description"] = choice.description
    return {"type": "interactive", "interactive": {"type": kind, kind: chosen}}


def of_text(body: str) -> Json:
    """Words alone."""
    return {"type": "text", "text": {"body": body}}


def of_reaction(about: str, emoji: str) -> Json:
    """An emoji at a message; one that is taken back has none."""
    return {"type": "reaction", "reaction": {"message_id": about, **({"emoji": emoji} if emoji else {})}}


def of_place(place: Place) -> Json:
    """Degrees, with what stands there if the person picked it."""
    given: Json = {"latitude": place.latitude, "longitude": place.longitude}
    named = {"name": place.name, "address": place.address}
    given |= {name: value for name, value in named.items() if value}
    return {"type": "location", "location": given}


def of_contact(contact: Contact) -> Json:
    """An entry of the address book."""
    first, _, last = contact.name.partition(" ")
    name = {"first_name": first, "formatted_name": contact.name}
    given: Json = {"name": {**name, "last_name": last} if last else name}
    if contact.phones:
        given["phones"] = [
            {"phone": each, "wa_id": "".join(filter(str.isdigit, each)), "type": "CELL"}
            for each in contact.phones
        ]
    return {"type": "contacts", "contacts": [given]}


def of_file(stored: StoredFile, said: Said, caption: str, media: MetaMedia) -> Json:
    """A picture, recording, video, document or sticker, by the id under which Meta keeps it."""
    kind = kind_of(stored.file, said)
    given: Json = {
        "mime_type": stored.file.content_type,
        "sha256": base64.b64encode(stored.sha256).decode(),
        "id": stored.id,
        "url": media.link(stored),
    }
    if kind == "audio":
        given["voice"] = said.is_voice
    elif kind == "sticker":
        given["animated"] = False
    elif caption:
        given["caption"] = caption
    if kind == "document":
        given["filename"] = stored.file.name or "document"
    return {"type": kind, kind: given}


def kind_of(file: MediaFile, said: Said) -> str:
    """What WhatsApp sends a file as; whatever it does not know goes as a document."""
    if said.is_sticker:
        return "sticker"
    found = media_types.kind_of(file.content_type) or "document"
    return "document" if found == "sticker" else found


def of_unsupported(kind: str) -> Json:
    """Something that Meta cannot pass on, such as a poll or a picture to be seen once."""
    errors = [in_status(131051, "Message type is currently not supported.")]
    return {"type": "unsupported", "errors": errors, "unsupported": {"type": kind}}


def context(said: Said, quoted: MetaMessage | None, quoted_from: str) -> Json:
    """What stands around a message: what it quotes, and whether it was passed on."""
    around: Json = {}
    if said.reply_to and said.emoji is None:
        around = {"id": said.reply_to, **({"from": quoted_from} if quoted else {})}
    if said.is_often_forwarded:
        around["frequently_forwarded"] = True
    elif said.is_forwarded:
        around["forwarded"] = True
    return {"context": around} if around else {}


def referral(given: Mapping[str, str] | None) -> Json:
    """The advertisement from which the person wrote."""
    return {"referral": {"source_type": "ad", **given}} if given else {}
