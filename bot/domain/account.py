"""Accounts at a provider that admins add beside the one that the environment names."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.channel import Channel

MAX_LABEL = 40
# The statuses of texts that are under way come within this time; until then the token is kept for them.
AFTERGLOW = timedelta(days=1)
# An account that was tried and never confirmed.
UNFINISHED = timedelta(hours=1)


class AccountState(StrEnum):
    """What an account is used for."""

    TRIED = "tried"  # Its token is kept while an admin looks at its numbers; nothing goes through it.
    IN_USE = "in_use"
    REMOVED = "removed"  # Nothing goes through it any more; what it still says of old texts is heard.


@dataclass(frozen=True)
class AccountSender:
    """A number (E.164) or Messaging Service of an account that texts leave from."""

    channel: Channel
    address: str


@dataclass(frozen=True)
class Account:
    """An account without its secret. ``provider`` is the vendor, ``sid`` the account's own name there;
    ``revision`` counts its changes, so that every process sees that there was one."""

    id: str
    provider: str
    sid: str
    label: str
    state: AccountState
    senders: tuple[AccountSender, ...]
    created_at: datetime
    changed_at: datetime
    revision: int = 1

    @property
    def shown(self) -> str:
        """What people call it."""
        return self.label or short_sid(self.sid)


def short_sid(sid: str) -> str:
    """Enough of an account's name to tell it from others."""
    return f"{sid[:6]}…{sid[-4:]}" if len(sid) > 12 else sid


@dataclass(frozen=True)
class OfferedSender:
    """A sender that an account has; ``name`` is what it is called there."""

    channel: Channel
    address: str
    name: str = ""


@dataclass(frozen=True)
class AccountLook:
    """What an account says to somebody's credentials: what it is called and what texts can leave from.

    ``problem``: why it cannot be used, as a sentence with what to do; then nothing else is known.
    """

    problem: str = ""
    name: str = ""
    senders: tuple[OfferedSender, ...] = ()
