"""A strict local stand-in of Slack: Web API, events, interactivity, and the people in the workspace."""

from bot.sandbox.slack.config import (
    AppIdentity,
    ChannelSpec,
    Shortcut,
    SlackConfig,
    SlashCommand,
    UserGroupSpec,
    UserSpec,
)
from bot.sandbox.slack.errors import CannotDoError, SlackError
from bot.sandbox.slack.models import ApiCall, Message, Upload
from bot.sandbox.slack.stand_in import SlackStandIn

__all__ = [
    "ApiCall",
    "AppIdentity",
    "CannotDoError",
    "ChannelSpec",
    "Message",
    "Shortcut",
    "SlackConfig",
    "SlackError",
    "SlackStandIn",
    "SlashCommand",
    "Upload",
    "UserGroupSpec",
    "UserSpec",
]
