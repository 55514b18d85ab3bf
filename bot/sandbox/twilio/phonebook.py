"""The clients' phones and what their screens show."""

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.bus import Bus
from bot.sandbox.twilio.config import Channel
from bot.sandbox.twilio.message import MediaFile

Ticks = Literal["sent", "delivered", "read", "failed"]


class PhoneError(Exception):
    """Something a person cannot do with that phone; the text says why."""


@dataclass
class PhoneMessage:
    """A message on a phone's screen; ``direction`` is the phone's view: ``in`` is what it received."""

    sid: str
    direction: Literal["in", "out"]
    body: str
    at: float
    media: list[dict[str, str]] = field(default_factory=list)
    ticks: Ticks = "sent"
    buttons: list[str] = field(default_factory=list)

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
        }


@dataclass
class Phone:
    """A client's phone. ``rcs``: it takes RCS where a sender has it. ``fails_with`` makes every delivery to
    it end with that error code."""

    number: str
    name: str
    kinds: frozenset[Channel]
    landline: bool = False
    on: bool = True
    fails_with: int | None = None
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

    def reach(self, number: str) -> Phone:
        """The phone with this number; a number nobody has shown yet becomes a new phone, as in the world."""
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
