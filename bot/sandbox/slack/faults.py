"""Misbehaviour that can be ordered: of the Web API, of deliveries, and of administrators."""

from dataclasses import dataclass

from bot.sandbox.orders import Match, Orders
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Json


@dataclass
class Fault:
    """What goes wrong with the next ``times`` calls of a method whose arguments ``match`` accepts."""

    method: str
    error: str | None = None
    status: int | None = None
    rate_limited: int | None = None
    timeout: bool = False
    drop_answer: bool = False
    times: int = 1
    match: Match | None = None


class SlackFaults:
    """Ordered misbehaviour; every order is carried out as often as asked and then forgotten."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._faults: Orders[Fault] = Orders()

    def fail_next(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int | None = None,
        rate_limited: int | None = None,
        timeout: bool = False,
        drop_answer: bool = False,
        times: int = 1,
        match: Match | None = None,
    ) -> None:
        """Let the next calls of a method fail in one way.

        ``error``: refused with that name. ``status``: a bare HTTP error such as 500. ``rate_limited``: 429
        with that many seconds of Retry-After. ``timeout``: never answered, and not carried out.
        ``drop_answer``: carried out, but the connection is cut before the answer. Raises ValueError unless
        exactly one way is named.
        """
        ways = [error is not None, status is not None, rate_limited is not None, timeout, drop_answer]
        if sum(ways) != 1:
            raise ValueError("Name exactly one of: error, status, rate_limited, timeout, drop_answer.")
        self._faults.add(Fault(method, error, status, rate_limited, timeout, drop_answer, times, match))

    def take(self, method: str, args: Json) -> Fault | None:
        """The fault due for this call, if one is; counted off."""
        return self._faults.take(
            lambda fault: fault.method == method and (fault.match is None or fault.match(args))
        )

    def redeliver_event(self, event_id: str, *, times: int = 1) -> None:
        """Send an event again under the same id. Raises KeyError for an id that never went out."""
        self._installation.events.redeliver(event_id, times=times)

    def revoke_token(self) -> None:
        """An administrator takes the app's token away: every call from now on is refused."""
        config = self._installation.config
        self._installation.refusal = "token_revoked"
        tokens = {"oauth": [], "bot": [config.app.bot_user_id]}
        self._installation.events.announce(
            {"type": "tokens_revoked", "tokens": tokens, "event_ts": self._now()}
        )

    def uninstall(self) -> None:
        """An administrator removes the app from the workspace."""
        self._installation.refusal = "account_inactive"
        self._installation.events.announce({"type": "app_uninstalled", "event_ts": self._now()})

    def restore_token(self) -> None:
        """The app is installed again, with the same token."""
        self._installation.refusal = None

    def delete_message(self, channel: str, ts: str) -> None:
        """An administrator deletes anybody's message. Raises KeyError when there is none."""
        workspace = self._installation.workspace
        workspace.remove(workspace.message(channel, ts))

    def unfurl(self, channel: str, ts: str) -> None:
        """A link in a message gets its preview: the app hears of a change in which no word has changed."""
        workspace = self._installation.workspace
        preview = {"title": "A page", "from_url": "https://example.com/", "fallback": "A page", "id": 1}
        workspace.change(workspace.message(channel, ts), attachments=[preview])

    def remove_bot(self, channel: str) -> None:
        """Somebody takes the bot out of a channel. Raises KeyError or ValueError when it is not there."""
        workspace = self._installation.workspace
        workspace.leave(workspace.channels[channel], workspace.bot_user)

    def archive(self, channel: str) -> None:
        """Somebody archives a channel: nothing can be posted in it any more."""
        place = self._installation.workspace.channels[channel]
        place.is_archived = True
        self._installation.bus.publish("slack.channel", {"channel": channel})
        event = {"type": "channel_archive", "channel": channel, "event_ts": self._now()}
        self._installation.events.announce(event, place)

    def unarchive(self, channel: str) -> None:
        """Somebody opens an archived channel again."""
        self._installation.workspace.channels[channel].is_archived = False
        self._installation.bus.publish("slack.channel", {"channel": channel})

    def _now(self) -> str:
        return self._installation.workspace.timestamps.next()
