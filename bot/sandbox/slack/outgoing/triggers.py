"""Trigger ids: good for three seconds and for one modal."""

import secrets
from dataclasses import dataclass

from bot.sandbox.clock import SandboxClock
from bot.sandbox.slack.errors import SlackError

LIFETIME_SECONDS = 3.0


@dataclass
class Trigger:
    """What lets the app open a modal for a person; ``view_id`` or ``channel`` is where they did it."""

    user: str
    issued_at: float
    view_id: str | None = None
    channel: str | None = None
    used: bool = False


class Triggers:
    """Issues and redeems trigger ids."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str, view_id: str | None = None, channel: str | None = None) -> str:
        """A new trigger id for something this person has just done."""
        trigger_id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._issued[trigger_id] = Trigger(user, self._clock.now(), view_id, channel)
        return trigger_id

    def peek(self, trigger_id: str) -> Trigger:
        """Look at a trigger id without using it up. Raises SlackError when it is worth nothing."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock.now() - trigger.issued_at > LIFETIME_SECONDS:
            raise SlackError("expired_trigger_id")
        return trigger

    def redeem(self, trigger_id: str) -> Trigger:
        """Use a trigger id up. Raises SlackError as ``peek`` does."""
        trigger = self.peek(trigger_id)
        trigger.used = True
        return trigger
