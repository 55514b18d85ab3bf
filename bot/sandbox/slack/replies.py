"""What the app answers to a command or through a response URL, shown where it belongs."""

from typing import Any

from bot.sandbox.slack.api.arguments import Arguments
from bot.sandbox.slack.api.content import Content, read_content
from bot.sandbox.slack.errors import SlackError
from bot.sandbox.slack.installation import Installation
from bot.sandbox.slack.models import Json, Message


def show_reply(
    installation: Installation, user: str, channel: str, body: Json, original: Message | None = None
) -> Message | None:
    """Show an answer: only to the person unless it says ``in_channel``; or change or delete the original.

    Returns the message shown, None when one was deleted. Raises SlackError for contents Slack refuses.
    """
    if body.get("delete_original") is True:
        _delete(installation, original)
        return None
    content = read_content(installation, Arguments(body))
    if body.get("replace_original") is True and original is not None:
        return _replace(installation, original, content)
    kind = body.get("response_type", "ephemeral")
    if kind not in ("ephemeral", "in_channel"):
        raise SlackError("invalid_arguments", messages=["must be one of: ephemeral, in_channel"])
    message = _message(installation, channel, content, body.get("thread_ts"))
    if kind == "in_channel":
        return installation.workspace.add(message)
    message.ephemeral_to = user
    message.pings = []
    return installation.workspace.show_only(message)


def _delete(installation: Installation, original: Message | None) -> None:
    if original is None or not _stands(installation, original):
        raise SlackError("message_not_found")
    installation.workspace.remove(original)


def _replace(installation: Installation, original: Message, content: Content) -> Message:
    if not _stands(installation, original):
        raise SlackError("message_not_found")
    fields = {"text": content.text, "blocks": content.blocks, "attachments": content.attachments}
    installation.workspace.change(original, **fields)
    return original


def _stands(installation: Installation, message: Message) -> bool:
    channel = installation.workspace.channels[message.channel]
    return message.ts in channel.messages or message.ts in channel.ephemerals


def _message(installation: Installation, channel: str, content: Content, thread_ts: Any) -> Message:
    app = installation.config.app
    return Message(
        channel=channel,
        ts=installation.workspace.timestamps.next(),
        text=content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        pings=content.pings,
        user=app.bot_user_id,
        bot_id=app.bot_id,
        app_id=app.id,
        thread_ts=thread_ts if isinstance(thread_ts, str) else None,
    )
