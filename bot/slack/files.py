"""Uploading a picture: announced, its bytes sent to the address that Slack gives, and then shared.

Source: https://docs.slack.dev/messaging/working-with-files (files.upload itself is gone).
"""

import asyncio

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.thread import Picture
from bot.ports import PostFailed, PostProblem
from bot.slack.errors import translated
from bot.slack.text import escape

_UPLOAD_SECONDS = 30.0
_HTTP_OK = 200


async def send_picture(client: AsyncWebClient, user: str, picture: Picture) -> None:
    """Upload a picture and share it in the app's direct messages with a teammate. Raises PostFailed."""
    file_id = await _upload(client, picture)
    with translated(repeatable=False):
        # Only a message tells the direct channel's own id, without which nothing is shared there. It also
        # says in words what the picture shows, for who cannot see it.
        said = await client.chat_postMessage(
            channel=user, text=escape(picture.alt), unfurl_links=False, unfurl_media=False
        )
        await client.files_completeUploadExternal(
            files=[{"id": file_id, "title": picture.title}], channel_id=str(said["channel"])
        )


async def _upload(client: AsyncWebClient, picture: Picture) -> str:
    """The bytes at Slack, not shared with anybody yet; the file's id. Doing it twice shows nothing twice."""
    with translated(repeatable=True):
        announced = await client.files_getUploadURLExternal(
            filename=picture.name, length=len(picture.content), alt_txt=picture.alt
        )
        await _send_bytes(client, str(announced["upload_url"]), picture.content)
    return str(announced["file_id"])


async def _send_bytes(client: AsyncWebClient, url: str, content: bytes) -> None:
    session = client.session
    if session is None:
        raise PostFailed(PostProblem.INVALID, "no_session")
    async with asyncio.timeout(_UPLOAD_SECONDS):
        # The address itself is the permission: the token goes nowhere but to the Web API.
        async with session.post(
            url, data=content, headers={"Content-Type": "application/octet-stream"}, allow_redirects=False
        ) as answer:
            if answer.status != _HTTP_OK:
                raise PostFailed(PostProblem.RETRY, f"upload_{answer.status}")
