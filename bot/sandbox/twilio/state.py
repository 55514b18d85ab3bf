"""What all parts of the Twilio stand-in share: the account, its messages and the world around it."""

from dataclasses import dataclass, field

import aiohttp

from bot.sandbox.background import Background
from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.phonebook import Channel
from bot.sandbox.twilio.config import SandboxSender, TwilioConfig
from bot.sandbox.twilio.content import Content
from bot.sandbox.twilio.message import TwilioMessage
from bot.sandbox.twilio.sandbox_templates import SANDBOX_TEMPLATES
from bot.sandbox.twilio.standing import Standing


@dataclass(frozen=True)
class Alert:
    """An entry of Twilio's debugger: a webhook that failed or an answer that could not be used."""

    code: int
    sid: str
    detail: str
    at: float


@dataclass
class TwilioState:
    """One account in memory, in one event loop."""

    account_sid: str
    auth_token: str
    bot_url: str
    senders: list[SandboxSender]
    clock: SandboxClock
    bus: Bus
    session: aiohttp.ClientSession
    config: TwilioConfig
    messages: dict[str, TwilioMessage] = field(default_factory=dict)
    alerts: list[Alert] = field(default_factory=list)
    background: Background = field(default_factory=Background)
    standing: Standing = field(default_factory=Standing)

    def sender(self, channel: Channel, number: str) -> SandboxSender | None:
        """The account's sender with this number on this channel."""
        return next((s for s in self.senders if s.channel == channel and s.number == number), None)

    def content(self, sid: str) -> Content | None:
        """A template that the account may send: one of its own, or of those that all accounts share."""
        return self.config.contents.get(sid) or SANDBOX_TEMPLATES.get(sid)

    def keep(self, message: TwilioMessage) -> None:
        """Store a new message."""
        self.messages[message.sid] = message

    def alert(self, code: int, sid: str, detail: str) -> None:
        """Note something in the debugger, where a developer would look for it."""
        self.alerts.append(Alert(code, sid, detail, self.clock.now()))
        self.bus.publish("twilio.alert", {"code": code, "sid": sid, "detail": detail})
