"""Puts the bot's messages on a client's phone as WhatsApp shows them."""

import secrets
from dataclasses import dataclass, field

from bot.sandbox.meta.message import Content, MetaMessage
from bot.sandbox.meta.state import MetaState
from bot.sandbox.phonebook import Phonebook, PhoneError, PhoneMessage, media_json
from bot.sandbox.said import Contact, MediaFile, Place, Row

# The page's word for what is beside words and pictures.
_KINDS = {"location": "place", "contacts": "contact", "sticker": "sticker"}


@dataclass
class Screen:
    """Shows messages; ``files`` are what the page may fetch, by names that nobody can guess."""

    state: MetaState
    book: Phonebook
    files: dict[str, MediaFile] = field(default_factory=dict)

    def show(self, message: MetaMessage) -> None:
        """Put a message on the phone, or its emoji on the message it is about."""
        if message.content.kind == "reaction":
            self._react(message)
            return
        content, ours = message.content, self.state.number(message.number_id)
        media = [self.picture(message.id, message.file)] if message.file else []
        shown = PhoneMessage(
            sid=message.id,
            direction="in",
            body=content.body,
            at=self.state.clock.now(),
            media=media,
            ticks="delivered",
            buttons=[each.title for each in content.choices if each.kind in {"reply", "quick_reply"}],
            rows=tuple(Row(each.title, each.description) for each in content.choices if each.kind == "row"),
            quotes=message.answers,
            kind=_kind(content),
            place=_place(content),
            contact=_contact(content),
        )
        self.book.show(message.phone, "whatsapp", ours.number if ours else "", shown)

    def picture(self, sid: str, file: MediaFile) -> dict[str, str]:
        """A file as the page is told of it."""
        token = secrets.token_urlsafe(24)
        self.files[token] = file
        return media_json(sid, file, f"/meta/media-host/{token}")

    def _react(self, message: MetaMessage) -> None:
        try:
            _, _, shown = self.book.shown(message.phone, message.content.given["message_id"])
        except PhoneError:
            return
        self.book.react(message.phone, shown, message.content.body)


def _kind(content: Content) -> str:
    if content.kind == "audio" and content.given.get("voice"):
        return "voice"
    return _KINDS.get(content.kind, "")


def _place(content: Content) -> Place | None:
    if content.kind != "location":
        return None
    given = content.given
    spot = float(given["latitude"]), float(given["longitude"])
    return Place(*spot, str(given.get("name") or ""), str(given.get("address") or ""))


def _contact(content: Content) -> Contact | None:
    if content.kind != "contacts":
        return None
    first = content.given["contacts"][0]
    numbers = tuple(str(each["phone"]) for each in first.get("phones") or ())
    return Contact(str(first["name"]["formatted_name"]), numbers)
