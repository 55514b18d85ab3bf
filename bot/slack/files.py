"""Hands a teammate a file: announced, uploaded, then shared in the app's direct messages.

Source of the steps: https://docs.slack.dev/messaging/working-with-files#upload
"""

from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.thread import SharedFile
from bot.ports import PostFailed, PostProblem
from bot.slack.blocks.elements import fallback
from bot.slack.errors import translated

# Longer than a call: the whole file travels in it. In seconds.
_UPLOAD_SECONDS = 40.0


async def send_file(client: AsyncWebClient, user: str, file: SharedFile) -> None:
    """Share a file with ``user``. Raises PostFailed; nothing is shown before the last step, so that trying
    again shows the file once."""
    described: dict[str, Any] = {"alt_txt": file.alt} if file.alt else {}
    with translated(repeatable=True):
        opened = await client.conversations_open(users=user)
        announced = await client.files_getUploadURLExternal(
            filename=file.name, length=len(file.content), **described
        )
        await _upload(client, str(announced["upload_url"]), file.content)
    with translated(repeatable=False):
        await client.files_completeUploadExternal(
            files=[{"id": str(announced["file_id"]), "title": file.title or file.name}],
            channel_id=str(opened["channel"]["id"]),
            initial_comment=fallback(file.words),
        )


async def _upload(client: AsyncWebClient, url: str, content: bytes) -> None:
    """Post the bytes to the address that Slack has given, which needs no token."""
    if client.session is None:
        raise PostFailed(PostProblem.INVALID, "no_session")
    timeout = aiohttp.ClientTimeout(total=_UPLOAD_SECONDS)
    async with client.session.post(url, data=content, timeout=timeout, allow_redirects=False) as answer:
        if answer.status != 200:
            # The address is good for one upload: the next try gets another.
            raise PostFailed(PostProblem.RETRY, f"upload_http_{answer.status}")
