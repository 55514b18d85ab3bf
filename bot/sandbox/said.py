"""What a person sends from a phone, in the phone's own terms; a stand-in passes it on as its service does."""

from dataclasses import dataclass


@dataclass(frozen=True)
class MediaFile:
    """A picture, sound or document, as a phone takes or shows it."""

    content_type: str
    data: bytes
    name: str = ""


@dataclass(frozen=True)
class Place:
    """A location in degrees, with the name and address of what stands there, if the person picked it."""

    latitude: float
    longitude: float
    name: str = ""
    address: str = ""


@dataclass(frozen=True)
class Contact:
    """An entry of the phone's address book."""

    name: str
    phones: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A line of a list to pick from, with the small print below it."""

    title: str
    description: str = ""


@dataclass(frozen=True)
class Said:
    """One thing a person sends.

    ``reply_to`` is the id of the message on the screen that it quotes, whose ``button`` was pressed, from
    whose list ``row`` was picked, or on which ``emoji`` was put; an empty emoji takes the reaction back.
    """

    body: str = ""
    files: tuple[MediaFile, ...] = ()
    reply_to: str = ""
    button: str = ""
    row: Row | None = None
    emoji: str | None = None
    place: Place | None = None
    contact: Contact | None = None
    is_sticker: bool = False
    is_voice: bool = False
    is_forwarded: bool = False
    is_often_forwarded: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be sent."""
        chosen = self.button or self.row or self.emoji is not None
        return not (self.body.strip() or self.files or self.place or self.contact or chosen)

    @property
    def kind(self) -> str:
        """What a phone calls it: ``sticker``, ``voice``, ``place``, ``contact``, or nothing special."""
        if self.is_sticker or self.is_voice:
            return "sticker" if self.is_sticker else "voice"
        return "place" if self.place else "contact" if self.contact else ""


def vcard(contact: Contact) -> MediaFile:
    """The contact as the file in which phones pass it on (RFC 2426)."""
    numbers = [f"TEL;TYPE=CELL:{number}" for number in contact.phones]
    name = _escaped(contact.name)
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:;{name};;;", f"FN:{name}", *numbers, "END:VCARD", ""]
    return MediaFile("text/vcard", "\r\n".join(lines).encode(), "contact.vcf")


def _escaped(text: str) -> str:
    return "".join(f"\\{each}" if each in "\\;," else each for each in text).replace("\n", "\\n")
