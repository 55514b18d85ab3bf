"""The clients' phones and what their screens show."""

import secrets
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from bot.sandbox.bus import Bus
from bot.sandbox.said import Contact, MediaFile, Place, Row

Channel = Literal["sms", "whatsapp"]
Ticks = Literal["sent", "delivered", "read", "failed"]


class PhoneError(Exception):
    """Something a person cannot do with that phone; the text says why."""


def new_identity(region: str = "US") -> str:
    """A business-scoped user id as WhatsApp makes them: a country and up to 128 letters and digits."""
    return f"{region}.{10**19 + secrets.randbelow(9 * 10**19)}"


@dataclass
class PhoneMessage:
    """A message on a phone's screen; ``direction`` is the phone's view: ``in`` is what it received.

    ``quotes`` is the id of the message that it answers, ``reaction`` the emoji that the owner has put on it,
    ``kind`` what it is beside words and pictures (see ``Said.kind``), ``rows`` its list to pick from.
    """

    sid: str
    direction: Literal["in", "out"]
    body: str
    at: float
    media: list[dict[str, str]] = field(default_factory=list)
    ticks: Ticks = "sent"
    buttons: list[str] = field(default_factory=list)
    rows: tuple[Row, ...] = ()
    header: str = ""
    footer: str = ""
    list_button: str = ""
    quotes: str = ""
    kind: str = ""
    place: Place | None = None
    contact: Contact | None = None
    forwarded: bool = False
    reaction: str = ""

    def as_json(self) -> dict[str, Any]:
        """What the page draws."""
        return {
            "sid": self.sid,
            "direction": self.direction,
            "body": self.body,
            "media": self.media,
            "at": self.at,
            "ticks": self.ticks,
            "buttons": self.buttons,
            "header": self.header,
            "footer": self.footer,
            "list_button": self.list_button,
            "rows": [asdict(row) for row in self.rows],
            "quotes": self.quotes,
            "kind": self.kind,
            "place": asdict(self.place) if self.place else None,
            "contact": asdict(self.contact) if self.contact else None,
            "forwarded": self.forwarded,
            "reaction": self.reaction,
        }


@dataclass
class Phone:
    """A client's phone. ``fails_with`` makes every delivery to it end with that error code.

    ``identity`` is how WhatsApp names its owner to the business (a business-scoped user id); with
    ``hides_number`` the business learns nothing else, because the owner writes under a user name. ``rcs``: it
    takes RCS where a sender has it.
    """

    number: str
    name: str
    kinds: frozenset[Channel]
    landline: bool = False
    on: bool = True
    fails_with: int | None = None
    identity: str = field(default_factory=new_identity)
    hides_number: bool = False
    rcs: bool = False
    conversations: dict[tuple[Channel, str], list[PhoneMessage]] = field(default_factory=dict)
    typing_until: dict[tuple[Channel, str], float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The phone with all its conversations, oldest message first."""
        return {
            "number": self.number,
            "name": self.name,
            "kinds": sorted(self.kinds),
            "on": self.on,
            "landline": self.landline,
            "hides_number": self.hides_number,
            "conversations": [
                {
                    "with": ours,
                    "channel": channel,
                    "messages": [m.as_json() for m in messages],
                    "typing_until": self.typing_until.get((channel, ours), 0),
                }
                for (channel, ours), messages in self.conversations.items()
            ],
        }


@dataclass
class Phonebook:
    """All phones by number; it publishes what changes on their screens."""

    bus: Bus
    phones: dict[str, Phone] = field(default_factory=dict)

    def find(self, number: str) -> Phone:
        """The phone with this number. Raises PhoneError if there is none."""
        phone = self.phones.get(number)
        if phone is None:
            raise PhoneError("No phone of the sandbox has this number.")
        return phone

    def with_identity(self, identity: str) -> Phone | None:
        """The phone whose owner WhatsApp names so to the business."""
        return next((phone for phone in self.phones.values() if phone.identity == identity), None)

    def reach(self, number: str) -> Phone:
        """The phone with this number or identity; a number nobody has shown yet becomes a new phone, as in
        the world."""
        if known := self.with_identity(number):
            return known
        if number not in self.phones:
            self.add(Phone(number, number, frozenset({"sms", "whatsapp"})))
        return self.phones[number]

    def add(self, phone: Phone) -> None:
        """Put a phone on the table."""
        self.phones[phone.number] = phone
        self.bus.publish("phone.changed", {"number": phone.number})

    def show(self, phone: Phone, channel: Channel, ours: str, message: PhoneMessage) -> None:
        """Put a message on the screen."""
        phone.conversations.setdefault((channel, ours), []).append(message)
        if message.direction == "in":
            phone.typing_until.pop((channel, ours), None)
        data = {"number": phone.number, "with": ours, "channel": channel, "message": message.as_json()}
        self.bus.publish("phone.message", data)

    def shown(self, phone: Phone, sid: str) -> tuple[Channel, str, PhoneMessage]:
        """A message on the screen, with the channel and the number of ours it stands with. Raises
        PhoneError."""
        for (channel, ours), messages in phone.conversations.items():
            for message in messages:
                if message.sid == sid:
                    return channel, ours, message
        raise PhoneError("That message is not on this phone.")

    def react(self, phone: Phone, message: PhoneMessage, emoji: str) -> None:
        """Put an emoji on a message, in the place of the one before; an empty one takes it away."""
        message.reaction = emoji
        data = {"number": phone.number, "sid": message.sid, "emoji": emoji}
        self.bus.publish("phone.reaction", data)

    def renumber(self, phone: Phone, number: str) -> None:
        """Let the phone have another number; what stands on its screen stays."""
        # Rebuilt, so that the phone keeps its place on the table.
        phones = {number if each is phone else each.number: each for each in self.phones.values()}
        self.phones.clear()
        self.phones.update(phones)
        phone.number = number
        self.bus.publish("phone.changed", {"number": number})

    def typing(self, phone: Phone, channel: Channel, ours: str, until: float) -> None:
        """Show that somebody is writing, until then or until a message comes."""
        phone.typing_until[channel, ours] = until
        data = {"number": phone.number, "with": ours, "channel": channel, "until": until}
        self.bus.publish("phone.typing", data)

    def tick(self, phone: Phone, sid: str, ticks: Ticks) -> None:
        """Change the ticks under a message."""
        for messages in phone.conversations.values():
            for message in messages:
                if message.sid == sid and message.ticks != ticks:
                    message.ticks = ticks
                    data = {"number": phone.number, "sid": sid, "status": ticks}
                    self.bus.publish("phone.status", data)


def media_json(sid: str, file: MediaFile, url: str) -> dict[str, str]:
    """How the page is told of a picture."""
    return {"sid": sid, "content_type": file.content_type, "name": file.name, "url": url}
