"""What a person sends on WhatsApp in the form fields in which Twilio passes it on.

Source: Twilio's guide to the incoming message webhook and forms that Twilio has posted; of reactions there is
none to be found, and ours is named and filled like the other kinds.
"""

from bot.sandbox.phonebook import Channel, Phone
from bot.sandbox.said import MediaFile, Place, Said, vcard
from bot.sandbox.twilio.address import Address
from bot.sandbox.twilio.message import TwilioMessage
from bot.sandbox.twilio.state import TwilioState

# Twilio's word for a kind of file, by the first part of its content type; any other is a document.
_FILES = {"image": "image", "audio": "audio", "video": "video"}


def body_of(said: Said) -> str:
    """The words: a button and a row of a list send their own, a reaction its emoji."""
    row = said.row.title if said.row else ""
    return said.button or row or said.emoji or said.body


def files_of(said: Said) -> tuple[MediaFile, ...]:
    """The files; Twilio passes a contact on as one."""
    return (*said.files, vcard(said.contact)) if said.contact else said.files


def address_of(phone: Phone, channel: Channel) -> str:
    """Whom the message is from: on WhatsApp the identity where the owner hides the number."""
    hidden = channel == "whatsapp" and phone.hides_number
    return str(Address(channel, phone.identity if hidden else phone.number))


def fields(said: Said, message: TwilioMessage, phone: Phone, state: TwilioState) -> dict[str, str]:
    """Everything that a message by WhatsApp brings beside the fields of every message."""
    return {
        "MessageType": _kind(said, message, state),
        "ProfileName": phone.name,
        "ExternalUserId": f"whatsapp:{phone.identity}",
        **({} if phone.hides_number else {"WaId": phone.number.removeprefix("+")}),
        "Forwarded": _flag(said.is_forwarded),
        "FrequentlyForwarded": _flag(said.is_often_forwarded),
        "ReferralNumMedia": "0",
        "ChannelMetadata": '{"type":"whatsapp"}',
        **_reply(said, message, state),
        **_choice(said, state),
        **(_place(said.place) if said.place else {}),
    }


def _kind(said: Said, message: TwilioMessage, state: TwilioState) -> str:
    if said.emoji is not None:
        return "reaction"
    if said.button:
        # Under an approved template a press is a button's, under anything else an interactive message's.
        return "button" if _is_approved(said.reply_to, state) else "interactive"
    if said.row:
        return "interactive"
    named = {"sticker": "sticker", "place": "location", "contact": "contacts"}.get(said.kind)
    return named or (_file_kind(message) if message.media else "text")


def _is_approved(sid: str, state: TwilioState) -> bool:
    message = state.messages.get(sid)
    content = state.config.contents.get(message.content_sid or "") if message else None
    return content is not None and content.status == "approved"


def _file_kind(message: TwilioMessage) -> str:
    return _FILES.get(message.media[0].file.content_type.split("/")[0], "document")


def _reply(said: Said, message: TwilioMessage, state: TwilioState) -> dict[str, str]:
    if not said.reply_to:
        return {}
    quoted = state.messages.get(said.reply_to)
    sender = (quoted.from_ if quoted else None) or message.to
    return {"OriginalRepliedMessageSid": said.reply_to, "OriginalRepliedMessageSender": sender}


def _choice(said: Said, state: TwilioState) -> dict[str, str]:
    message = state.messages.get(said.reply_to)
    ids = message.content.ids if message else {}
    if said.button:
        return {"ButtonText": said.button, "ButtonPayload": ids.get(said.button, said.button)}
    if said.row is None:
        return {}
    row = {"ListId": ids.get(said.row.title, said.row.title), "ListTitle": said.row.title}
    return row | ({"ListDescription": said.row.description} if said.row.description else {})


def _place(place: Place) -> dict[str, str]:
    named = {"Label": place.name, "Address": place.address}
    spot = {"Latitude": str(place.latitude), "Longitude": str(place.longitude)}
    return spot | {name: value for name, value in named.items() if value}


def _flag(value: bool) -> str:
    return "true" if value else "false"
