"""The workspace as plain JSON for the page: what one person sees, and nothing else."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.sandbox.slack.models import Channel, Json, Message
from bot.sandbox.slack.shapes import file_json

if TYPE_CHECKING:
    from bot.sandbox.slack.modals.view import View
    from bot.sandbox.slack.workspace import Workspace


# As many as anybody looks back on.
_RUNS = 20


def take_snapshot(workspace: "Workspace", viewer: str) -> Json:
    """Users, the viewer's channels with all they may see there, their modals, App Home and commands."""
    config = workspace.config
    channels = [channel for channel in workspace.channels.values() if viewer in channel.members]
    home = workspace.homes.get(viewer)
    return {
        "viewer": viewer,
        "team": {"id": config.team_id, "name": config.team_name},
        "app": vars(config.app) | {"home_tab": config.home_tab, "messages_tab": config.messages_tab},
        "users": [vars(user) for user in workspace.users.values()],
        "groups": [vars(group) for group in workspace.groups.values()],
        "channels": [_channel(channel, viewer, workspace) for channel in channels],
        "modals": [view_snapshot(view, workspace) for view in workspace.modals.get(viewer, [])],
        "home": view_snapshot(home, workspace) if home else None,
        "commands": [vars(command) for command in config.commands],
        "shortcuts": [vars(shortcut) for shortcut in config.shortcuts],
        "steps": [asdict(step) for step in config.steps],
        "runs": [run.as_json() for run in reversed(list(workspace.runs.values())[-_RUNS:])],
    }


def _channel(channel: Channel, viewer: str, workspace: "Workspace") -> Json:
    own = [message for message in channel.ephemerals.values() if message.ephemeral_to == viewer]
    visible = sorted([*channel.messages.values(), *own], key=lambda message: message.ts)
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "members": list(channel.members),
        "is_archived": channel.is_archived,
        "pins": list(channel.pins),
        "messages": [message_snapshot(message, workspace) for message in visible],
    }


def message_snapshot(message: Message, workspace: "Workspace") -> Json:
    """A message as the page draws it; ``bot_name`` is set when an app wrote it."""
    replies = workspace.channels[message.channel].replies(message.ts)
    bot_name = message.username or (workspace.config.app.name if message.bot_id else None)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "subtype": message.subtype,
        "user": message.user,
        "bot_id": message.bot_id,
        "bot_name": bot_name,
        "username": message.username,
        "icons": message.icons,
        "edited": message.edited,
        "reactions": [{"name": name, "users": list(users)} for name, users in message.reactions.items()],
        "thread_ts": message.thread_ts,
        "reply_count": len(replies),
        "latest_reply": replies[-1].ts if replies else None,
        "files": [file_json(file, workspace.config) for file in message.files],
        "ephemeral_to": message.ephemeral_to,
        "metadata": message.metadata,
        "pings": list(message.pings),
        "state": message.state,
    }


def view_snapshot(view: "View", workspace: "Workspace") -> Json:
    """A modal or App Home with what has been filled in and the field errors it shows."""
    return view.payload(workspace.config) | {"user": view.user, "errors": dict(view.errors)}
