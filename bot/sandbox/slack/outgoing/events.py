"""Events out: which the app gets, in what envelope, and how they are tried again."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.clock import SandboxClock
from bot.sandbox.slack.config import SlackConfig
from bot.sandbox.slack.ids import new_id
from bot.sandbox.slack.models import Channel, Json
from bot.sandbox.slack.outgoing.bot_client import Answer, BotClient

log = logging.getLogger(__name__)

_MESSAGE_EVENTS = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}
# Any one of these scopes is needed for an event besides the subscription.
_SCOPES = {
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "app_mention": ("app_mentions:read",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "channel_archive": ("channels:read",),
    "channel_left": ("channels:read",),
    "file_shared": ("files:read",),
    "subteam_members_changed": ("usergroups:read",),
}


# A sandbox left running must not fill the memory: past this the oldest deliveries are forgotten.
MAX_LOG = 20_000


@dataclass
class Delivery:
    """An event on its way to the app, with what became of each attempt."""

    event_id: str
    body: Json
    attempts: list[Answer] = field(default_factory=list)
    # How often in all it was begun; a redelivery counts on from here.
    tries: int = 0

    @property
    def event(self) -> Json:
        """The event inside the envelope."""
        inner: Json = self.body["event"]
        return inner

    @property
    def delivered(self) -> bool:
        """Whether the app has taken it at least once."""
        return any(attempt.ok for attempt in self.attempts)


class Events:
    """Sends what the app is subscribed to and allowed to see; retries with the same ``event_id``."""

    def __init__(self, config: SlackConfig, clock: SandboxClock, bot: BotClient) -> None:
        self._config = config
        self._clock = clock
        self._bot = bot
        self._tasks: set[asyncio.Task[None]] = set()
        self.log: dict[str, Delivery] = {}

    def announce(self, event: Json, channel: Channel | None = None) -> str | None:
        """Send an event if it is due to the app: the id it goes out under, or None.

        An event in a channel goes to the app only while its bot is a member there.
        """
        if channel is not None and self._config.app.bot_user_id not in channel.members:
            return None
        name = _MESSAGE_EVENTS[channel.kind] if channel and event["type"] == "message" else event["type"]
        if name not in self._config.events or not self._allowed(name):
            return None
        delivery = Delivery(new_id("Ev"), self._envelope(event))
        delivery.body["event_id"] = delivery.event_id
        self.log[delivery.event_id] = delivery
        if len(self.log) > MAX_LOG:
            del self.log[next(iter(self.log))]
        self._start(self._deliver(delivery))
        return delivery.event_id

    def redeliver(self, event_id: str, *, times: int = 1) -> None:
        """Send an event again that was sent before, as Slack does after an answer that came too late."""
        delivery = self.log[event_id]
        for _ in range(times):
            self._start(self._attempt(delivery, "http_timeout"))

    async def settle(self) -> None:
        """Wait until nothing is under way any more, retries included."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def close(self) -> None:
        """Give up what is still under way."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _allowed(self, name: str) -> bool:
        needed = _SCOPES.get(name, ())
        return not needed or any(scope in self._config.scopes for scope in needed)

    def _envelope(self, event: Json) -> Json:
        config = self._config
        return {
            "token": "verification-token-of-the-sandbox",
            "team_id": config.team_id,
            "context_team_id": config.team_id,
            "context_enterprise_id": None,
            "api_app_id": config.app.id,
            "event": event,
            "type": "event_callback",
            "event_time": int(self._clock.now()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": config.team_id,
                    "user_id": config.app.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{new_id('ctx')}",
        }

    async def _deliver(self, delivery: Delivery) -> None:
        await self._attempt(delivery, "")
        for delay in self._config.retry_delays:
            last = delivery.attempts[-1]
            if last.ok or last.headers.get("x-slack-no-retry") == "1":
                return
            await self._wait_until(self._clock.now() + delay)
            await self._attempt(delivery, last.failure)
        if not delivery.attempts[-1].ok:
            log.warning("The app never took event %s (%s).", delivery.event_id, delivery.event["type"])

    async def _attempt(self, delivery: Delivery, reason: str) -> None:
        headers: dict[str, str] = {}
        if delivery.tries:
            headers = {"X-Slack-Retry-Num": str(delivery.tries), "X-Slack-Retry-Reason": reason}
        delivery.tries += 1
        delivery.attempts.append(await self._bot.send_json(delivery.body, headers))

    async def _wait_until(self, due: float) -> None:
        # The sandbox clock can be advanced at any moment and tells nobody, so it is looked at often.
        while (left := due - self._clock.now()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(min(left, 0.1))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
