"""What can come with a client's message beside its words and files, mostly on WhatsApp."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Place:
    """A location that the client has shared, in degrees, with the name and address they picked, if any."""

    latitude: float
    longitude: float
    label: str = ""
    address: str = ""


@dataclass(frozen=True)
class Contact:
    """Somebody whose contact the client has shared."""

    name: str
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    company: str = ""


@dataclass(frozen=True)
class Pressed:
    """A button or a row of a list that the client has chosen: its words, and what we had it send back.

    ``description`` is the second line that a row of a list may have.
    """

    title: str
    payload: str = ""
    is_list: bool = False
    description: str = ""


@dataclass(frozen=True)
class Reacted:
    """The client has reacted to the message with this provider id; without an emoji: has taken it back."""

    to: str
    emoji: str = ""


@dataclass(frozen=True)
class Referral:
    """The advertisement or post from which the client wrote to us."""

    url: str = ""
    headline: str = ""
    body: str = ""


@dataclass(frozen=True)
class Extras:
    """Everything of that kind. Each text in it is the client's own and must be escaped before it is shown.

    ``answers`` is the provider's id of the message that the client has quoted, ours or their own.
    ``forwarded``: the client has passed it on from somebody else; ``often_forwarded``: many people have.
    ``moved_to``: WhatsApp says that the client has this address (a number in E.164, or an identity) from now
    on. ``unsupported``: the client has sent something that the provider cannot pass on.
    """

    pressed: Pressed | None = None
    answers: str = ""
    reacted: Reacted | None = None
    place: Place | None = None
    contacts: tuple[Contact, ...] = ()
    referral: Referral | None = None
    forwarded: bool = False
    often_forwarded: bool = False
    sticker: bool = False
    voice: bool = False
    moved_to: str = ""
    unsupported: bool = False

    @property
    def is_sign(self) -> bool:
        """Whether nobody has written anything: it tells of a reaction or of a new address, and that is all.

        It waits for no answer, is no keyword, and opens neither WhatsApp's window nor a thread anew.
        """
        return self.reacted is not None or bool(self.moved_to)

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return any(getattr(self, field.name) for field in fields(self))


NO_EXTRAS = Extras()
