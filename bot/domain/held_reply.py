"""A reply that does not go before its author has said what it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.replies import OfferedFile


class HeldWhy(StrEnum):
    """Why a reply waits for its author's word."""

    MENTION = "mention"  # It begins with a teammate's name: it may be meant for the team.
    OWNED = "owned"  # Somebody else looks after the client.
    FILES = "files"  # Its files are being made ready; then it goes by itself.
    CORRECTION = "correction"  # A text that has gone was changed in Slack; these are the new words.


@dataclass(frozen=True)
class HeldReply:
    """The words as the client would read them, and the Slack message they stand in.

    ``root_ts``: the root of the thread that it was written in, which may not be the client's newest card;
    empty where nobody knows. ``reminded_at``: when its author was asked once more, in the app's direct
    messages.
    """

    id: str
    conversation_id: str
    slack_channel: str
    slack_ts: str
    root_ts: str
    user: str
    body: str
    why: HeldWhy
    created_at: datetime
    reminded_at: datetime | None = None
    files: tuple[OfferedFile, ...] = ()
