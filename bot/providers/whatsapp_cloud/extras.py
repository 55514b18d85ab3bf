"""What comes with a client's message beside words and files.

Source: Cloud API, the messages webhook: its types, context and referral.
"""

from bot.domain.extras import Contact, Extras, Place, Pressed, Reacted, Referral
from bot.providers.whatsapp_cloud.fields import Json, flag, part, parts, text

MAX_ID = 255
_MAX_WORDS = 1000
_MAX_NAME = 200
_MAX_URL = 2048
_MAX_EMOJI = 32
_MOST_CONTACTS = 20
_MOST_ADDRESSES = 10


def extras_of(message: Json, kind: str) -> Extras:
    """Everything of that kind in a message of this type, but for a new address."""
    context = part(message, "context")
    return Extras(
        pressed=_pressed(message, kind),
        answers=text(context, "id", MAX_ID),
        reacted=_reacted(part(message, "reaction")) if kind == "reaction" else None,
        place=_place(part(message, "location")) if kind == "location" else None,
        contacts=_contacts(message) if kind == "contacts" else (),
        referral=_referral(part(message, "referral")),
        forwarded=flag(context, "forwarded") or flag(context, "frequently_forwarded"),
        often_forwarded=flag(context, "frequently_forwarded"),
        sticker=kind == "sticker",
        voice=kind == "audio" and flag(part(message, "audio"), "voice"),
    )


def _pressed(message: Json, kind: str) -> Pressed | None:
    if kind == "button":
        button = part(message, "button")
        return Pressed(text(button, "text", _MAX_WORDS), text(button, "payload", _MAX_WORDS))
    interactive = part(message, "interactive") if kind == "interactive" else {}
    for name in ("button_reply", "list_reply"):
        if reply := part(interactive, name):
            return Pressed(
                text(reply, "title", _MAX_WORDS),
                text(reply, "id", _MAX_WORDS),
                name == "list_reply",
                text(reply, "description", _MAX_WORDS),
            )
    return None


def _reacted(reaction: Json) -> Reacted | None:
    to = text(reaction, "message_id", MAX_ID)
    return Reacted(to, text(reaction, "emoji", _MAX_EMOJI)) if to else None


def _place(location: Json) -> Place | None:
    latitude, longitude = _degrees(location, "latitude", 90), _degrees(location, "longitude", 180)
    if latitude is None or longitude is None:
        return None
    label, address = text(location, "name", _MAX_NAME), text(location, "address", _MAX_NAME)
    return Place(latitude, longitude, label, address)


def _degrees(location: Json, name: str, most: int) -> float | None:
    found = location.get(name)
    if not isinstance(found, int | float) or isinstance(found, bool):
        return None
    # What is no number is not within the bounds either.
    return float(found) if abs(found) <= most else None


def _contacts(message: Json) -> tuple[Contact, ...]:
    shared = parts(message, "contacts", _MOST_CONTACTS)
    return tuple(contact for each in shared if (contact := _contact(each)) != _NOBODY)


_NOBODY = Contact("")


def _contact(shared: Json) -> Contact:
    phones = (text(each, "phone", 40) for each in parts(shared, "phones", _MOST_ADDRESSES))
    emails = (text(each, "email", _MAX_NAME) for each in parts(shared, "emails", _MOST_ADDRESSES))
    return Contact(
        text(part(shared, "name"), "formatted_name", _MAX_NAME),
        tuple(each for each in phones if each),
        tuple(each for each in emails if each),
        text(part(shared, "org"), "company", _MAX_NAME),
    )


def _referral(referral: Json) -> Referral | None:
    if not referral:
        return None
    return Referral(
        text(referral, "source_url", _MAX_URL),
        text(referral, "headline", _MAX_WORDS),
        text(referral, "body", _MAX_WORDS),
    )
