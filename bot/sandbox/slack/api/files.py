"""files.*: uploading in three steps, and looking at a file."""

import mimetypes

from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.api.method import TIER_4, Method
from bot.sandbox.slack.api.places import is_timestamp, joined_channel
from bot.sandbox.slack.blocks import checked_message_blocks
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.ids import new_id
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import File, Json, Message
from bot.sandbox.slack.pings import pings_of
from bot.sandbox.slack.shapes import file_json

MAX_FILE_BYTES = 1_000_000_000
MAX_ALT_TEXT = 1_000


def get_upload_url(installation: Installation, arguments: Arguments) -> Json:
    """files.getUploadURLExternal: announce a file by name and length."""
    if not arguments.text("filename") or not arguments.text("length"):
        raise SlackError("missing_argument")
    length = arguments.number("length", 0)
    if not 0 < length <= MAX_FILE_BYTES:
        raise SlackError("file_upload_size_restricted" if length > 0 else "invalid_arguments")
    if len(arguments.text("alt_txt")) > MAX_ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    workspace = installation.workspace
    name = arguments.text("filename")
    file = File(
        id=new_id("F"),
        name=name,
        size=length,
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
        user=workspace.bot_user,
        created=int(installation.clock.now()),
        base_url=workspace.base_url,
        alt_text=arguments.text("alt_txt"),
    )
    workspace.files[file.id] = file
    return {"upload_url": f"{workspace.base_url}/slack/upload/{file.id}", "file_id": file.id}


def complete_upload(installation: Installation, arguments: Arguments) -> Json:
    """files.completeUploadExternal: share uploaded files in a channel, all in one message."""
    files = _uploaded(installation, arguments)
    if arguments.text("channel_id"):
        _share(installation, arguments, files)
    return {"files": [file_json(file, installation.config) for file in files]}


def _uploaded(installation: Installation, arguments: Arguments) -> list[File]:
    named = arguments.structure("files", "invalid_arguments")
    if not isinstance(named, list) or not named:
        raise SlackError("invalid_arguments", messages=["missing required field: files"])
    files = []
    for entry in named:
        file = installation.workspace.files.get(entry.get("id", "")) if isinstance(entry, dict) else None
        if file is None or file.content is None or file.shares:
            raise SlackError("file_not_found")
        file.title = str(entry.get("title") or file.name)
        files.append(file)
    return files


def _share(installation: Installation, arguments: Arguments, files: list[File]) -> None:
    workspace = installation.workspace
    channel = joined_channel(installation, arguments.text("channel_id"))
    if channel.is_archived:
        raise SlackError("posting_to_channel_denied")
    wanted = arguments.text("thread_ts")
    if wanted and not is_timestamp(wanted):
        raise SlackError("invalid_thread_ts")
    root = channel.messages.get(wanted)
    text = arguments.text("initial_comment")
    blocks = checked_message_blocks(arguments.structure("blocks", "invalid_blocks_format"))
    message = Message(
        channel=channel.id,
        ts=workspace.timestamps.next(),
        text=text,
        user=workspace.bot_user,
        bot_id=installation.config.app.bot_id,
        app_id=installation.config.app.id,
        blocks=blocks,
        subtype="file_share",
        thread_ts=wanted if root and not root.is_tombstone else None,
        files=files,
        pings=pings_of(text, blocks),
    )
    for file in files:
        file.shares.append((channel.id, message.ts))
    workspace.add(message)


def info(installation: Installation, arguments: Arguments) -> Json:
    """files.info: a file of the app's own, or one shared where the bot is."""
    file = installation.workspace.files.get(arguments.required("file"))
    if file is None or file.content is None:
        raise SlackError("file_not_found")
    if not may_see(installation, file):
        raise SlackError("not_visible")
    return {
        "file": file_json(file, installation.config),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


def may_see(installation: Installation, file: File) -> bool:
    """Whether the bot may look at a file: its own, handed to it, or shared in a channel it is in."""
    bot = installation.workspace.bot_user
    channels = installation.workspace.channels
    own = file.user == bot or file.is_handed_over
    return own or any(bot in channels[channel].members for channel, _ in file.shares)


METHODS = [
    Method("files.getUploadURLExternal", get_upload_url, ("files:write",), TIER_4, takes_json=False),
    Method("files.completeUploadExternal", complete_upload, ("files:write",), TIER_4),
    Method("files.info", info, ("files:read",), TIER_4, takes_json=False),
]
