"""reactions.*: the app's reactions."""

from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.api.method import TIER_2, TIER_3, Method
from bot.sandbox.slack.api.places import existing_message, joined_channel
from bot.sandbox.slack.emoji import is_known
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Json, Message

MAX_EMOJI_A_MESSAGE = 50
MAX_REACTIONS_A_PERSON = 23


def add(installation: Installation, arguments: Arguments) -> Json:
    """reactions.add."""
    message, name = _message(installation, arguments), _name(arguments)
    bot = installation.workspace.bot_user
    check_reaction(message, bot, name)
    installation.workspace.react(message, bot, name)
    return {}


def check_reaction(message: Message, user: str, name: str) -> None:
    """Raise SlackError when this person cannot add this reaction: ``already_reacted``, ``too_many_…``."""
    if user in message.reactions.get(name, []):
        raise SlackError("already_reacted")
    if name not in message.reactions and len(message.reactions) >= MAX_EMOJI_A_MESSAGE:
        raise SlackError("too_many_emoji")
    if sum(user in users for users in message.reactions.values()) >= MAX_REACTIONS_A_PERSON:
        raise SlackError("too_many_reactions")


def remove(installation: Installation, arguments: Arguments) -> Json:
    """reactions.remove: only the app's own."""
    message, name = _message(installation, arguments), _name(arguments)
    bot = installation.workspace.bot_user
    if bot not in message.reactions.get(name, []):
        raise SlackError("no_reaction")
    installation.workspace.unreact(message, bot, name)
    return {}


def get(installation: Installation, arguments: Arguments) -> Json:
    """reactions.get."""
    message = _message(installation, arguments)
    return {"type": "message", "channel": message.channel, "message": installation.workspace.shown(message)}


def _message(installation: Installation, arguments: Arguments) -> Message:
    if not arguments.text("channel") or not arguments.text("timestamp"):
        raise SlackError("no_item_specified")
    channel = joined_channel(installation, arguments.text("channel"))
    if channel.is_archived:
        raise SlackError("is_archived")
    return existing_message(channel, arguments.text("timestamp"), bad="bad_timestamp")


def _name(arguments: Arguments) -> str:
    """The emoji's code; colons around it or a name that is no emoji are refused."""
    name = arguments.required("name")
    if not is_known(name):
        raise SlackError("invalid_name")
    return name


METHODS = [
    Method("reactions.add", add, ("reactions:write",), TIER_3),
    Method("reactions.remove", remove, ("reactions:write",), TIER_2),
    Method("reactions.get", get, ("reactions:read",), TIER_3, takes_json=False),
]
