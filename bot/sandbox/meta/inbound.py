"""A client's message on its way to the bot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.meta import identity, said_json
from bot.sandbox.meta.config import BusinessNumber
from bot.sandbox.meta.deliveries import Deliveries
from bot.sandbox.meta.media import MetaMedia
from bot.sandbox.meta.message import Content, MetaMessage, new_wamid
from bot.sandbox.meta.screen import Screen
from bot.sandbox.meta.state import MetaState
from bot.sandbox.meta.updates import Update
from bot.sandbox.meta.window import Window
from bot.sandbox.phonebook import Phone, PhoneMessage
from bot.sandbox.said import MediaFile, Said

Json = dict[str, Any]


@dataclass(frozen=True)
class _Part:
    """One message of what was said: WhatsApp sends every file by itself."""

    shown: Json
    body: str = ""
    file: MediaFile | None = None


@dataclass
class Inbound:
    """Takes what phones send."""

    state: MetaState
    deliveries: Deliveries
    screen: Screen
    window: Window
    media: MetaMedia

    def receive(
        self, phone: Phone, ours: BusinessNumber, said: Said, referral: Mapping[str, str] | None = None
    ) -> str:
        """Record what was said and tell the bot. Returns the id of the first message of it."""
        # Meta says that messages and calls open the window, and says nothing of reactions.
        if said.emoji is None:
            self.window.wrote(phone, ours)
        quoted = self.state.messages.get(said.reply_to)
        around = said_json.context(said, quoted, self._author(quoted, ours)) | said_json.referral(referral)
        sent = [self._pass_on(phone, ours, said, part, around) for part in self._parts(said, quoted, ours)]
        return sent[0]

    def unsupported(self, phone: Phone, ours: BusinessNumber, kind: str) -> str:
        """Pass on that the client sent what Meta does not carry, such as a ``poll``."""
        self.window.wrote(phone, ours)
        return self._pass_on(phone, ours, Said(), _Part(said_json.of_unsupported(kind)), {})

    def moved(self, phone: Phone, ours: BusinessNumber, before: str, identity_before: str) -> None:
        """Tell that the phone's owner has another number from now on, and with it another identity."""
        new = identity.wa_id(phone.number)
        system = {
            "body": f"User {phone.name} changed from {identity.wa_id(before)} to {new}",
            "wa_id": new,
            "user_id": phone.identity,
            "type": "user_changed_number",
        }
        wamid = new_wamid(before, "inbound")
        item = {
            "from": identity.wa_id(before),
            "from_user_id": identity_before,
            "id": wamid,
            "timestamp": str(int(self.state.clock.now())),
            "type": "system",
            "system": system,
        }
        self.deliveries.tell(Update("messages", wamid, item, ours))

    def _parts(self, said: Said, quoted: MetaMessage | None, ours: BusinessNumber) -> Iterator[_Part]:
        choice = said_json.choice_of(said, quoted)
        if choice is not None:
            yield _Part(said_json.of_choice(choice), choice.title)
        elif said.emoji is not None:
            yield _Part(said_json.of_reaction(said.reply_to, said.emoji))
        elif said.place is not None:
            yield _Part(said_json.of_place(said.place))
        elif said.contact is not None:
            yield _Part(said_json.of_contact(said.contact))
        elif said.files:
            yield from self._files(said, ours)
        else:
            yield _Part(said_json.of_text(said.body), said.body)

    def _files(self, said: Said, ours: BusinessNumber) -> Iterator[_Part]:
        """One message a file; the words stand below the first, or alone where that takes none."""
        caption = said.body.strip()
        if caption and said_json.kind_of(said.files[0], said) in {"audio", "sticker"}:
            yield _Part(said_json.of_text(said.body), said.body)
            caption = ""
        for file in said.files:
            stored = self.media.keep(file, ours)
            yield _Part(said_json.of_file(stored, said, caption, self.media), caption, file)
            caption = ""

    def _pass_on(self, phone: Phone, ours: BusinessNumber, said: Said, part: _Part, around: Json) -> str:
        now, wamid = self.state.clock.now(), new_wamid(phone.number, "inbound")
        content = Content(part.shown["type"], part.body, given=part.shown)
        message = MetaMessage(
            wamid, "inbound", phone, ours.id, content, now, "received", answers=said.reply_to, file=part.file
        )
        self.state.keep(message)
        if said.emoji is None:
            self._show(message, ours, said)
        item = {**around, **identity.sender(phone), "id": wamid, "timestamp": str(int(now)), **part.shown}
        self.deliveries.tell(Update("messages", wamid, item, ours, (identity.contact(phone),)))
        return wamid

    def _show(self, message: MetaMessage, ours: BusinessNumber, said: Said) -> None:
        shown = PhoneMessage(
            sid=message.id,
            direction="out",
            body=message.content.body,
            at=message.created,
            media=[self.screen.picture(message.id, message.file)] if message.file else [],
            ticks="delivered",
            quotes=said.reply_to,
            kind=said.kind,
            place=said.place,
            contact=said.contact,
            forwarded=said.is_forwarded,
        )
        self.screen.book.show(message.phone, "whatsapp", ours.number, shown)

    def _author(self, quoted: MetaMessage | None, ours: BusinessNumber) -> str:
        if quoted is None or quoted.direction == "outbound":
            return ours.wa_id
        return identity.wa_id(quoted.phone.number)
