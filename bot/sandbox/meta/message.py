"""A WhatsApp message with the history of its status."""

import base64
import secrets
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.sandbox.phonebook import Phone
from bot.sandbox.said import MediaFile

Direction = Literal["inbound", "outbound"]


@dataclass(frozen=True)
class MediaRef:
    """A file that a message shows: one that was uploaded (``id``), or one to be fetched (``link``)."""

    kind: str
    id: str = ""
    link: str = ""
    name: str = ""


@dataclass(frozen=True)
class Choice:
    """A button or a row of a list below a message; ``payload`` comes back when it is chosen.

    ``kind``: ``reply`` for a button of an interactive message, ``row`` for a row of its list, ``quick_reply``
    for a template's button, and ``link`` for what leads elsewhere and sends nothing back.
    """

    kind: Literal["reply", "row", "quick_reply", "link"]
    title: str
    payload: str = ""
    description: str = ""


@dataclass(frozen=True)
class Content:
    """What a message holds, as its phone shows it. ``given`` is the object under the message's type."""

    kind: str
    body: str = ""
    media: MediaRef | None = None
    choices: tuple[Choice, ...] = ()
    # Of a list: the words on the button that opens it.
    list_button: str = ""
    # Of a template: its category, which decides whether WhatsApp delivers it.
    category: str = ""
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class StatusChange:
    """One step in the life of a message."""

    status: str
    at: float
    error: int | None = None


@dataclass
class MetaMessage:
    """One message as Meta keeps it; times are epoch seconds.

    ``answers`` is the id of the message it quotes, ``tag`` what the bot wants back with each status.
    """

    id: str
    direction: Direction
    phone: Phone
    number_id: str
    content: Content
    created: float
    status: str
    answers: str = ""
    tag: str = ""
    error: int | None = None
    file: MediaFile | None = None
    history: list[StatusChange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.history.append(StatusChange(self.status, self.created))


def new_wamid(phone: str, direction: Direction) -> str:
    """A message id as WhatsApp makes them: the client's number and twenty random digits, packed."""
    number = phone.removeprefix("+").encode()
    unique = secrets.token_hex(10).upper().encode()
    way = b"\x11" if direction == "outbound" else b"\x12"
    packed = b"\x1c\x18" + bytes([len(number)]) + number + b"\x15\x02\x00" + way + b"\x18"
    packed += bytes([len(unique)]) + unique + b"\x00"
    return f"wamid.{base64.b64encode(packed).decode()}"
