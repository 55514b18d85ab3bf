"""Writes cards, posts, marks and notices into Slack: the ThreadPoster that the worker's outbox calls."""

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.conversation import Card
from bot.domain.thread import Mark, Notice, SharedFile, ThreadPost
from bot.ports import PostFailed, PostProblem
from bot.slack import metadata
from bot.slack.blocks.card import card as card_blocks
from bot.slack.blocks.elements import Rendered, mrkdwn, section
from bot.slack.blocks.markdown import markdown as markdown_blocks
from bot.slack.blocks.notices import notice as notice_blocks
from bot.slack.blocks.posts import post as post_blocks
from bot.slack.downloads import fetch_file
from bot.slack.errors import translated
from bot.slack.files import send_file, share_file
from bot.slack.names import UserNames
from bot.slack.search import find_file, find_key
from bot.slack.text import escape
from bot.slack.workflow_steps import finish_step

log = logging.getLogger(__name__)

REACTIONS = {
    Mark.QUEUED: "hourglass_flowing_sand",
    Mark.SENT: "outbox_tray",
    Mark.DELIVERED: "white_check_mark",
    Mark.READ: "eyes",
    Mark.FAILED: "x",
    Mark.UNCONFIRMED: "question",
    Mark.CANCELED: "wastebasket",
    Mark.NOTE: "lock",
    Mark.ASKED: "raised_hand",
}
# The mark stands, the message is gone, or Slack takes no more on it: nothing that trying again would mend.
_MARK_IS_DONE = {
    "already_reacted",
    "message_not_found",
    "too_many_reactions",
    "too_many_emoji",
    "not_reactable",
}
# An ephemeral reaches only who is in the channel.
_CANNOT_SEE_CHANNEL = {"user_not_in_channel"}


class SlackThreads:
    """The inbox channel and its threads over the Web API. Every method may raise PostFailed."""

    def __init__(self, client: AsyncWebClient, *, speaks_for_clients: bool = True) -> None:
        """``speaks_for_clients``: the token may post under a client's name (chat:write.customize)."""
        self._client = client
        self._speaks_for_clients = speaks_for_clients
        self._names = UserNames(client)

    async def post_root(self, channel: str, card: Card, key: str) -> str:
        """Post a client's card and return its ts."""
        answer = await self._post(channel, card_blocks(card), key)
        return str(answer["ts"])

    async def update_root(self, channel: str, root_ts: str, card: Card) -> None:
        """Write the card anew; THREAD_GONE when it was deleted."""
        await self._update(channel, root_ts, card_blocks(card))

    async def post(self, channel: str, root_ts: str, post: ThreadPost, key: str) -> str:
        """Post into the thread and return the ts; THREAD_GONE when it would stand outside of it."""
        return await self._post_below(channel, root_ts, post_blocks(post), key)

    async def post_markdown(self, channel: str, root_ts: str | None, markdown: str, by: str, key: str) -> str:
        """Post a message of the team's in a channel, or below one, and return the ts."""
        rendered = markdown_blocks(markdown, by)
        if root_ts:
            return await self._post_below(channel, root_ts, rendered, key)
        return str((await self._post(channel, rendered, key))["ts"])

    async def _post_below(self, channel: str, root_ts: str, rendered: Rendered, key: str) -> str:
        answer = await self._post(channel, rendered, key, thread_ts=root_ts)
        ts = str(answer["ts"])
        if (answer.get("message") or {}).get("thread_ts") != root_ts:
            await self._take_back(channel, ts)
            raise PostFailed(PostProblem.THREAD_GONE, "posted_outside_thread")
        return ts

    async def update_post(self, channel: str, ts: str, post: ThreadPost) -> None:
        """Write a post in a thread anew; THREAD_GONE when it was deleted."""
        await self._update(channel, ts, post_blocks(post))

    async def mark(self, channel: str, ts: str, mark: Mark) -> None:
        """React to a message; one that stands there already, or a message that is gone, is no failure."""
        try:
            with translated(repeatable=True):
                await self._client.reactions_add(channel=channel, timestamp=ts, name=REACTIONS[mark])
        except PostFailed as failed:
            if failed.error not in _MARK_IS_DONE:
                raise

    async def tell(self, channel: str, root_ts: str | None, user: str, notice: Notice) -> None:
        """Say something that only this teammate sees: directly, when the teammate is not in the channel."""
        rendered = notice_blocks(notice)
        try:
            with translated(repeatable=False):
                await self._client.chat_postEphemeral(
                    channel=channel, user=user, thread_ts=root_ts, text=rendered.text, blocks=rendered.blocks
                )
        except PostFailed as failed:
            if failed.error not in _CANNOT_SEE_CHANNEL:
                raise
            await self.send_direct(user, notice)

    async def send_direct(self, user: str, notice: Notice) -> None:
        """Say something to a teammate in the app's direct messages."""
        rendered = notice_blocks(notice)
        with translated(repeatable=False):
            await self._client.chat_postMessage(
                channel=user,
                text=rendered.text,
                blocks=rendered.blocks,
                unfurl_links=False,
                unfurl_media=False,
            )

    async def send_file(self, user: str, file: SharedFile) -> None:
        """Hand a teammate a file in the app's direct messages, with words about it."""
        await send_file(self._client, user, file)

    async def fetch_file(self, url: str, most_bytes: int) -> bytes:
        """A file that a person has put into Slack. Raises DownloadFailed."""
        return await fetch_file(self._client, url, most_bytes)

    async def share_file(self, channel: str, root_ts: str | None, file: SharedFile) -> None:
        """Show a file in a thread, under a name that no other file in it has; without one in the channel."""
        await share_file(self._client, channel, root_ts, file)

    async def has_file(self, channel: str, root_ts: str | None, name: str, since: datetime) -> bool:
        """Whether a file of this name stands there already; THREAD_GONE when the thread is gone."""
        return await find_file(self._client, channel, root_ts, name, since)

    async def names(self, users: Iterable[str]) -> dict[str, str]:
        """The names of teammates by id; whom Slack does not know is left out."""
        return await self._names.look_up(users)

    async def link_to(self, channel: str, ts: str) -> str:
        """The address of a message, for people to press."""
        with translated(repeatable=True):
            answer = await self._client.chat_getPermalink(channel=channel, message_ts=ts)
        return str(answer.get("permalink") or "")

    async def finish_step(self, execution_id: str, outputs: Mapping[str, str], error: str) -> None:
        """Tell a workflow that its step is done, or why not."""
        await finish_step(self._client, execution_id, outputs, error)

    async def find(self, channel: str, root_ts: str | None, key: str, since: datetime) -> str | None:
        """The ts of the post that carries ``key``, if it stands in the thread (for a root: the channel)."""
        return await find_key(self._client, channel, root_ts, key, since)

    async def _post(
        self, channel: str, rendered: Rendered, key: str, thread_ts: str | None = None
    ) -> dict[str, Any]:
        """Post, under the client's name where that is allowed; Slack's answer."""
        if rendered.username and self._speaks_for_clients:
            try:
                return await self._call(channel, rendered, key, thread_ts)
            except PostFailed as failed:
                if failed.error != "missing_scope":
                    raise
                # Refused for a scope: surely not posted. If it was another scope, the next call says so.
                log.warning("Slack's token lacks chat:write.customize: clients' names go before their texts.")
                self._speaks_for_clients = False
        return await self._call(channel, _named(rendered), key, thread_ts)

    async def _call(
        self, channel: str, rendered: Rendered, key: str, thread_ts: str | None
    ) -> dict[str, Any]:
        with translated(repeatable=False):
            answer = await self._client.chat_postMessage(
                channel=channel,
                text=rendered.text,
                blocks=rendered.blocks,
                thread_ts=thread_ts,
                username=rendered.username,
                metadata=metadata.for_key(key),
                unfurl_links=False,
                unfurl_media=False,
            )
        return dict(answer.data) if isinstance(answer.data, dict) else {}

    async def _update(self, channel: str, ts: str, rendered: Rendered) -> None:
        with translated(repeatable=True):
            # Unlike chat.postMessage, chat.update looks for names and links to make unless told not to.
            await self._client.chat_update(
                channel=channel, ts=ts, text=rendered.text, blocks=rendered.blocks, parse="none"
            )

    async def _take_back(self, channel: str, ts: str) -> None:
        """Delete a post that landed in the channel because its thread is gone."""
        try:
            with translated(repeatable=True):
                await self._client.chat_delete(channel=channel, ts=ts)
        except PostFailed as failed:
            # The post is in the right channel and only in the wrong place: the thread matters more.
            log.warning("A post that missed its thread could not be deleted: %s", failed.error)


def _named(rendered: Rendered) -> Rendered:
    """The post with the client's name in it, for a token that may not speak under another name."""
    if rendered.username is None:
        return rendered
    name = escape(rendered.username)
    head = section(mrkdwn(f"*{name}*:"))
    return Rendered(f"{name}: {rendered.text}", [head, *rendered.blocks])
