"""The app's installation in the workspace: what the Web API and the people's actions both work with."""

from dataclasses import dataclass

from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.slack.config import SlackConfig
from bot.sandbox.slack.limits import Limits
from bot.sandbox.slack.outgoing.bot_client import BotClient
from bot.sandbox.slack.outgoing.events import Events
from bot.sandbox.slack.outgoing.response_urls import ResponseUrls
from bot.sandbox.slack.outgoing.triggers import Triggers
from bot.sandbox.slack.workspace import Workspace


@dataclass
class Installation:
    """One installed app; ``refusal`` is the error every call gets once the token is worth nothing."""

    config: SlackConfig
    clock: SandboxClock
    bus: Bus
    token: str
    bot: BotClient
    events: Events
    workspace: Workspace
    triggers: Triggers
    response_urls: ResponseUrls
    limits: Limits
    refusal: str | None = None

    def has(self, *scopes: str) -> bool:
        """Whether any of these scopes has been granted."""
        return any(scope in self.config.scopes for scope in scopes)
