"""What Twilio's form says beside the words and files: buttons, quotes, places, where the client came from.

Source: Twilio's guide to the incoming message webhook, and forms that Twilio has posted. Neither has a
reaction; it is read like the other kinds: the emoji as the body, the message it is on as the one replied to.
"""

import math
from collections.abc import Mapping, Sequence

from bot.domain.extras import Extras, Place, Pressed, Reacted, Referral
from bot.domain.message import Media
from bot.domain.whatsapp_id import NotAWhatsAppId, parse

Form = Mapping[str, str]

_MAX_SID = 64
_MAX_WORDS = 200
_MAX_PAYLOAD = 256
_MAX_ROW = 80
_MAX_EMOJI = 40
_MAX_NUMBER = 24
_MAX_URL = 2048
_MAX_REFERRAL = 1000
_CHANNEL = "whatsapp:"

_UNSUPPORTED = frozenset({"unsupported", "unknown"})
# A phone records a voice note as Opus in Ogg; what is played to it from a file comes as something else.
_RECORDED = "audio/ogg"


def read(form: Form, media: Sequence[Media]) -> Extras:
    """Everything of that kind, bounded; what cannot be read is left out."""
    kind, replied = _kind(form), _bounded(form, "OriginalRepliedMessageSid", _MAX_SID)
    if kind == "reaction":
        return Extras(reacted=Reacted(replied, _bounded(form, "Body", _MAX_EMOJI)))
    return Extras(
        pressed=_pressed(form),
        answers=replied,
        place=_place(form),
        referral=_referral(form),
        forwarded=_is_true(form, "Forwarded"),
        often_forwarded=_is_true(form, "FrequentlyForwarded"),
        sticker=kind == "sticker",
        voice=kind in {"audio", "voice"} and bool(media) and media[0].content_type.startswith(_RECORDED),
        unsupported=kind in _UNSUPPORTED,
    )


def words(form: Form, extras: Extras) -> str:
    """The client's own words: of a button or a row what stands on it, of a reaction none."""
    if extras.reacted:
        return ""
    return form.get("Body", "") or (extras.pressed.title if extras.pressed else "")


def identity(form: Form) -> str:
    """The client's WhatsApp identity; empty where Twilio tells none, or one of a kind we do not know."""
    try:
        return parse(form.get("ExternalUserId", "").strip().removeprefix(_CHANNEL))
    except NotAWhatsAppId:
        return ""


def _kind(form: Form) -> str:
    return form.get("MessageType", "").strip().lower()


def _pressed(form: Form) -> Pressed | None:
    if "ListId" in form or "ListTitle" in form:
        title = _bounded(form, "ListTitle", _MAX_WORDS) or _bounded(form, "Body", _MAX_WORDS)
        small_print = _bounded(form, "ListDescription", _MAX_ROW)
        return Pressed(title, _bounded(form, "ListId", _MAX_PAYLOAD), is_list=True, description=small_print)
    if "ButtonText" in form or "ButtonPayload" in form:
        title = _bounded(form, "ButtonText", _MAX_WORDS) or _bounded(form, "Body", _MAX_WORDS)
        return Pressed(title, _bounded(form, "ButtonPayload", _MAX_PAYLOAD))
    return None


def _place(form: Form) -> Place | None:
    latitude, longitude = _degrees(form, "Latitude", 90), _degrees(form, "Longitude", 180)
    if latitude is None or longitude is None:
        return None
    label, address = _bounded(form, "Label", _MAX_WORDS), _bounded(form, "Address", _MAX_WORDS)
    return Place(latitude, longitude, label, address)


def _degrees(form: Form, name: str, most: float) -> float | None:
    try:
        value = float(_bounded(form, name, _MAX_NUMBER))
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= most else None


def _referral(form: Form) -> Referral | None:
    found = Referral(
        _bounded(form, "ReferralSourceUrl", _MAX_URL + 1),
        _bounded(form, "ReferralHeadline", _MAX_WORDS),
        _bounded(form, "ReferralBody", _MAX_REFERRAL),
    )
    if len(found.url) > _MAX_URL:
        # Half an address leads nowhere, or elsewhere.
        found = Referral("", found.headline, found.body)
    return found if found != Referral() else None


def _is_true(form: Form, name: str) -> bool:
    return form.get(name, "").strip().lower() == "true"


def _bounded(form: Form, name: str, most: int) -> str:
    return form.get(name, "").strip()[:most]
