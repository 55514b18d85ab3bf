"""Response URLs: five answers within thirty minutes to a command or an action."""

import secrets
from dataclasses import dataclass

from bot.sandbox.clock import SandboxClock
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.models import Message

LIFETIME_SECONDS = 30 * 60
MAX_USES = 5


@dataclass
class ResponseUrl:
    """Where an answer goes: to a person in a channel, perhaps in place of the message they acted on."""

    user: str
    channel: str
    issued_at: float
    message: Message | None = None
    uses: int = 0


class ResponseUrls:
    """Issues response URLs and counts their uses."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, user: str, channel: str, message: Message | None = None) -> str:
        """The id of a new response URL."""
        token = secrets.token_urlsafe(24)
        self._issued[token] = ResponseUrl(user, channel, self._clock.now(), message)
        return token

    def use(self, token: str) -> ResponseUrl:
        """Count one answer. Raises SlackError ``expired_url``, ``used_url`` or ``no_such_url``."""
        issued = self._issued.get(token)
        if issued is None:
            raise SlackError("no_such_url")
        if self._clock.now() - issued.issued_at > LIFETIME_SECONDS:
            raise SlackError("expired_url")
        if issued.uses >= MAX_USES:
            raise SlackError("used_url")
        issued.uses += 1
        return issued
