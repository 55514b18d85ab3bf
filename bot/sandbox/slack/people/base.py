"""What every action of a person needs: who they are, where they are, and how the app is told."""

import json

from bot.sandbox.slack.errors import CannotDoError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Channel, Json, Message, User
from bot.sandbox.slack.outgoing.bot_client import Answer


class Acting:
    """The ground of all people's actions."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._workspace = installation.workspace

    def _person(self, user: str) -> User:
        person = self._workspace.users.get(user)
        if person is None or person.is_bot:
            raise CannotDoError(f"There is no teammate {user} in this workspace.")
        return person

    def _place(self, user: str, channel: str) -> Channel:
        """A channel the person is in."""
        self._person(user)
        place = self._workspace.channels.get(channel)
        if place is None or user not in place.members:
            raise CannotDoError("This channel does not exist, or this person is not in it.")
        return place

    def _message(self, user: str, channel: str, ts: str) -> Message:
        """A message the person sees: everybody's or an ephemeral one of theirs."""
        place = self._place(user, channel)
        message = place.messages.get(ts) or place.ephemerals.get(ts)
        hidden = message is None or message.is_tombstone or message.ephemeral_to not in (None, user)
        if message is None or hidden:
            raise CannotDoError("This message does not exist any more.")
        return message

    def _who(self, user: str) -> Json:
        person = self._person(user)
        team = self._installation.config.team_id
        return {"id": user, "username": person.name, "name": person.name, "team_id": team}

    def _common(self, kind: str, user: str) -> Json:
        """The fields all interaction payloads share."""
        config = self._installation.config
        return {
            "type": kind,
            "user": self._who(user),
            "api_app_id": config.app.id,
            "token": "verification-token-of-the-sandbox",
            "team": {"id": config.team_id, "domain": config.team_domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    async def _interact(self, payload: Json) -> Answer:
        if not self._installation.config.interactivity:
            raise CannotDoError("The manifest does not switch interactivity on.")
        return await self._installation.bot.send_form({"payload": json.dumps(payload)})

    def _response_url(self, user: str, channel: str, message: Message | None = None) -> str:
        token = self._installation.response_urls.issue(user, channel, message)
        return f"{self._workspace.base_url}/slack/response/{token}"

    def _channel_name(self, channel: Channel) -> str:
        return {"im": "directmessage", "group": "privategroup"}.get(channel.kind, channel.name)
