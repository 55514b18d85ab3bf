"""Global and message shortcuts, and opening the App Home."""

from bot.sandbox.slack.errors import CannotDoError
from bot.sandbox.slack.models import Json
from bot.sandbox.slack.people.base import Acting


class Shortcuts(Acting):
    """A person's shortcuts; each returns whether the app took it within three seconds."""

    async def shortcut(self, user: str, callback_id: str) -> bool:
        """Run a global shortcut."""
        self._demand_shortcut(callback_id, "global")
        payload = self._begin("shortcut", user, callback_id)
        return (await self._interact(payload)).ok

    async def message_shortcut(self, user: str, channel: str, ts: str, callback_id: str) -> bool:
        """Run a message shortcut from a message's menu."""
        self._demand_shortcut(callback_id, "message")
        message = self._message(user, channel, ts)
        if message.ephemeral_to:
            raise CannotDoError("A message only visible to you has no shortcuts.")
        place = self._workspace.channels[channel]
        payload: Json = {
            **self._begin("message_action", user, callback_id, channel),
            "response_url": self._response_url(user, channel, message if message.bot_id else None),
            "channel": {"id": channel, "name": self._channel_name(place)},
            "message_ts": ts,
            "message": self._workspace.shown(message),
        }
        return (await self._interact(payload)).ok

    def open_home(self, user: str, tab: str = "home") -> None:
        """Look at the app's ``home`` or ``messages`` tab; the app hears of it as app_home_opened."""
        self._person(user)
        if not self._installation.config.home_tab and tab == "home":
            raise CannotDoError("This app has no Home tab.")
        home = self._workspace.homes.get(user)
        event: Json = {
            "type": "app_home_opened",
            "user": user,
            "channel": self._workspace.direct(user).id,
            "tab": tab,
            "event_ts": self._workspace.timestamps.next(),
        }
        if home is not None and tab == "home":
            event["view"] = home.payload(self._installation.config)
        self._workspace.events.announce(event)

    def _begin(self, kind: str, user: str, callback_id: str, channel: str | None = None) -> Json:
        return {
            **self._common(kind, user),
            "callback_id": callback_id,
            "trigger_id": self._installation.triggers.issue(user, channel=channel),
            "action_ts": self._workspace.timestamps.next(),
        }

    def _demand_shortcut(self, callback_id: str, kind: str) -> None:
        declared = self._installation.config.shortcuts
        if not any(one.callback_id == callback_id and one.type == kind for one in declared):
            raise CannotDoError(f"The manifest declares no {kind} shortcut {callback_id}.")
