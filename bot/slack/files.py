"""Hands over a file: announced, uploaded, then shared in a thread or in the app's direct messages.

Source of the steps: https://docs.slack.dev/messaging/working-with-files#upload
"""

import asyncio
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.thread import SharedFile
from bot.ports import PostFailed, PostProblem
from bot.slack.blocks.elements import fallback
from bot.slack.errors import translated

# All of it travels in it; with the calls around it, it must end within the outbox's lease. In seconds.
_UPLOAD_SECONDS = 20.0
_LONGEST_ALT = 1000


async def send_file(client: AsyncWebClient, user: str, file: SharedFile) -> None:
    """Share a file with ``user``. Raises PostFailed; nothing is shown before the last step, so that trying
    again shows the file once."""
    with translated(repeatable=True):
        opened = await client.conversations_open(users=user)
    await _share(client, file, str(opened["channel"]["id"]))


async def share_file(client: AsyncWebClient, channel: str, root_ts: str | None, file: SharedFile) -> None:
    """The same in a thread, or in a channel."""
    await _share(client, file, channel, root_ts)


async def _share(client: AsyncWebClient, file: SharedFile, channel: str, root_ts: str | None = None) -> None:
    said: dict[str, Any] = {"initial_comment": fallback(file.words)} if file.words else {}
    both = [file, file.original] if file.original else [file]
    with translated(repeatable=True):
        # The same time for both, or the lease would end before the second one is there.
        async with asyncio.timeout(_UPLOAD_SECONDS):
            announced = [await _announced(client, each) for each in both]
    with translated(repeatable=False):
        await client.files_completeUploadExternal(
            files=announced, channel_id=channel, thread_ts=root_ts, **said
        )


async def _announced(client: AsyncWebClient, file: SharedFile) -> dict[str, str | None]:
    """The file handed to Slack, where nobody sees it yet; by what it is shared."""
    described: dict[str, Any] = {"alt_txt": file.alt[:_LONGEST_ALT]} if file.alt else {}
    answer = await client.files_getUploadURLExternal(
        filename=file.name, length=len(file.content), **described
    )
    await _upload(client, str(answer["upload_url"]), file.content)
    return {"id": str(answer["file_id"]), "title": file.title or file.name}


async def _upload(client: AsyncWebClient, url: str, content: bytes) -> None:
    """Post the bytes to the address that Slack has given, which needs no token."""
    if client.session is None:
        raise PostFailed(PostProblem.INVALID, "no_session")
    timeout = aiohttp.ClientTimeout(total=_UPLOAD_SECONDS)
    async with client.session.post(url, data=content, timeout=timeout, allow_redirects=False) as answer:
        if answer.status != 200:
            # The address is good for one upload: the next try gets another.
            raise PostFailed(PostProblem.RETRY, f"upload_http_{answer.status}")
