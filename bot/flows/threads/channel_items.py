"""What is put into the outbox for a message of the team's in a Slack channel."""

from collections.abc import Sequence
from typing import Any

from bot.domain.markdown import MOST_IN_ALL, in_parts
from bot.domain.replies import OfferedFile, files_as_json
from bot.storage.repositories.outbox import OutboxItem

CHANNEL_POST = "channel_post"


def channel_post(
    channel: str,
    markdown: str,
    key: str,
    *,
    by: str = "",
    files: Sequence[OfferedFile] = (),
) -> OutboxItem:
    """A message of the team's in a Slack channel: standard markdown of at most MOST_IN_ALL characters, in as
    many posts as it needs, and then ``files``. Values of clients in it must be made harmless before (see
    ``bot.domain.markdown``). ``by``: who wished for it, and is told if it cannot be; else the admins are."""
    return _in_channel(
        channel,
        f"{key}:0",
        {"key": key, "by": by, "rest": in_parts(markdown[:MOST_IN_ALL]), "files": files_as_json(files)},
    )


def channel_goes_on(data: dict[str, Any], part: int, **done: Any) -> OutboxItem:
    """What follows of such a message once a part of it stands: its ``part``, counted from zero."""
    return _in_channel(data["channel"], f"{data['key']}:{part}", data | done | {"part": part})


def _in_channel(channel: str, key: str, data: dict[str, Any]) -> OutboxItem:
    return OutboxItem(
        kind=CHANNEL_POST,
        order_key=f"channel:{channel}",
        lane=f"post:{channel}",
        dedupe_key=f"{CHANNEL_POST}:{key}",
        data=data | {"channel": channel},
    )
