"""conversations.*: which channels there are, who is in them, joining and opening."""

from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.api.method import TIER_2, TIER_3, TIER_4, Method, demand
from bot.sandbox.slack.api.paging import page
from bot.sandbox.slack.api.places import described_channel, is_member, visible_channel
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Channel, Json
from bot.sandbox.slack.shapes import channel_json

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
_SCOPE = {"channel": "channels:read", "group": "groups:read", "im": "im:read", "mpim": "mpim:read"}


def info(installation: Installation, arguments: Arguments) -> Json:
    """conversations.info."""
    channel = described_channel(installation, arguments.required("channel"))
    return {"channel": channel_json(channel, installation.config)}


def list_channels(installation: Installation, arguments: Arguments) -> Json:
    """conversations.list: public channels unless ``types`` says more, private ones only where the bot is."""
    kinds = [_kind(name) for name in (arguments.text("types") or "public_channel").split(",")]
    for kind in kinds:
        demand(installation, _SCOPE[kind])
    found = [channel for channel in installation.workspace.channels.values() if channel.kind in kinds]
    found = [one for one in found if one.kind == "channel" or is_member(installation, one)]
    if arguments.flag("exclude_archived"):
        found = [channel for channel in found if not channel.is_archived]
    shown, cursor = page(found, arguments)
    return {
        "channels": [channel_json(channel, installation.config) for channel in shown],
        "response_metadata": {"next_cursor": cursor},
    }


def _kind(name: str) -> str:
    try:
        return _KINDS[name.strip()]
    except KeyError:
        raise SlackError("invalid_types") from None


def members(installation: Installation, arguments: Arguments) -> Json:
    """conversations.members."""
    channel = described_channel(installation, arguments.required("channel"))
    shown, cursor = page(channel.members, arguments)
    return {"members": shown, "response_metadata": {"next_cursor": cursor}}


def join(installation: Installation, arguments: Arguments) -> Json:
    """conversations.join: public channels only; joining twice is a warning, not an error."""
    channel = visible_channel(installation, arguments.required("channel"))
    if channel.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    answer: Json = {}
    if is_member(installation, channel):
        answer = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
    else:
        installation.workspace.join(channel, installation.workspace.bot_user)
    return {**answer, "channel": channel_json(channel, installation.config)}


def open_conversation(installation: Installation, arguments: Arguments) -> Json:
    """conversations.open: the direct messages with one person."""
    channel = _direct(installation, arguments)
    whole = channel_json(channel, installation.config)
    return {"channel": whole if arguments.flag("return_im") else {"id": channel.id}}


def _direct(installation: Installation, arguments: Arguments) -> Channel:
    if arguments.has("channel"):
        return visible_channel(installation, arguments.text("channel"))
    users = [name for name in arguments.text("users").split(",") if name]
    if not users:
        raise SlackError("users_list_not_supplied")
    unknown = [name for name in users if name not in installation.workspace.users]
    if unknown:
        raise SlackError("user_not_found")
    if len(users) > 1:
        # Group direct messages play no part in this workspace.
        raise SlackError("too_many_users")
    if installation.workspace.users[users[0]].is_bot:
        raise SlackError("invalid_user_combination")
    return installation.workspace.direct(users[0])


METHODS = [
    Method("conversations.info", info, _READ, TIER_3, takes_json=False),
    Method("conversations.list", list_channels, _READ, TIER_2, takes_json=False),
    Method("conversations.members", members, _READ, TIER_4, takes_json=False),
    Method("conversations.join", join, ("channels:join",), TIER_3),
    Method("conversations.open", open_conversation, ("im:write", "mpim:write"), TIER_3),
]
