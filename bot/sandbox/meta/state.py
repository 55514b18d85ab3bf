"""What all parts of the Meta stand-in share: the account, its messages and the world around it."""

import secrets
from dataclasses import dataclass, field

import aiohttp

from bot.sandbox.background import Background
from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.meta.config import BusinessNumber, MetaConfig
from bot.sandbox.meta.message import MetaMessage


@dataclass(frozen=True)
class Credentials:
    """What the app and its account are known by, and their secrets."""

    token: str
    app_id: str
    app_secret: str
    verify_token: str
    account_id: str


@dataclass(frozen=True)
class Alert:
    """A webhook that was not taken, as the app's dashboard shows it."""

    reason: str
    about: str
    at: float


@dataclass
class Standing:
    """Whether the app may work for the account; everything is in order until it is told otherwise."""

    token_expired: bool = False
    locked: bool = False
    # Meta delivers only to an address that has answered its handshake, of an app that has subscribed.
    verified_url: str | None = None
    subscribed: bool = True


@dataclass
class MetaState:
    """One WhatsApp Business Account in memory, in one event loop."""

    credentials: Credentials
    bot_url: str
    numbers: list[BusinessNumber]
    clock: SandboxClock
    bus: Bus
    session: aiohttp.ClientSession
    config: MetaConfig
    messages: dict[str, MetaMessage] = field(default_factory=dict)
    alerts: list[Alert] = field(default_factory=list)
    background: Background = field(default_factory=Background)
    standing: Standing = field(default_factory=Standing)

    def number(self, number_id: str) -> BusinessNumber | None:
        """The account's number with this id."""
        return next((each for each in self.numbers if each.id == number_id), None)

    def number_called(self, number: str) -> BusinessNumber | None:
        """The account's number with these digits (E.164)."""
        return next((each for each in self.numbers if each.number == number), None)

    def keep(self, message: MetaMessage) -> None:
        """Store a new message."""
        self.messages[message.id] = message

    def alert(self, reason: str, about: str) -> None:
        """Note a webhook that was not taken."""
        self.alerts.append(Alert(reason, about, self.clock.now()))
        self.bus.publish("meta.alert", {"reason": reason, "about": about})


def new_id() -> str:
    """An id of a Graph object: fifteen or sixteen digits."""
    return str(secrets.randbelow(9 * 10**15) + 10**15)
