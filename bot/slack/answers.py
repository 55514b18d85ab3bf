"""Answers to who pressed, typed or submitted something. An answer that cannot be given is logged, not raised.

What was asked for is done by then: a failure to say so must not look like a failure to do it.
"""

import asyncio
import logging
from http import HTTPStatus

import aiohttp
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.domain.thread import Notice
from bot.ports import PostFailed
from bot.slack.blocks.elements import Block
from bot.slack.blocks.notices import notice as notice_blocks
from bot.slack.blocks.notices import sentence
from bot.slack.deps import Deps, Payload
from bot.slack.errors import translated
from bot.slack.failures import described
from bot.slack.threads import SlackThreads

log = logging.getLogger(__name__)
# At DEBUG slack_sdk logs the whole answer, which may quote a client.
_QUIET = logging.getLogger("bot.slack.webhook")
_QUIET.setLevel(logging.WARNING)

# Slack gives three seconds for the whole; the flow before has taken its part.
_SECONDS = 1.5


async def tell(deps: Deps, body: Payload, sentence: str, link: str = "") -> None:
    """Say it where the person is: in the thread or channel, else in the app's direct messages."""
    await tell_notice(deps, body, Notice(sentence, link))


async def tell_notice(deps: Deps, body: Payload, notice: Notice) -> None:
    """The same for more than a sentence."""
    channel, thread = place(body)
    threads = SlackThreads(deps.client)
    try:
        async with asyncio.timeout(_SECONDS):
            if channel:
                await threads.tell(channel, thread, person(body), notice)
            else:
                await threads.send_direct(person(body), notice)
    except (PostFailed, TimeoutError) as error:
        log.warning("A person could not be told: %s", described(error))


def person(body: Payload) -> str:
    """Who pressed, typed or submitted something."""
    return str((body.get("user") or {}).get("id") or body.get("user_id") or "")


def is_ephemeral(body: Payload) -> bool:
    """Whether a button stands in a message that only this person sees."""
    return bool((body.get("container") or {}).get("is_ephemeral"))


async def replace_ephemeral(deps: Deps, response_url: str, notice: Notice) -> bool:
    """Put ``notice`` in the place of a message that only one person sees; whether Slack took it.

    Slack keeps no copy of such a message, so it can only be changed by the address that came with the press.
    """
    rendered = notice_blocks(notice)
    hook = AsyncWebhookClient(response_url, session=deps.client.session, logger=_QUIET, retry_handlers=[])
    try:
        async with asyncio.timeout(_SECONDS):
            answer = await hook.send(text=rendered.text, blocks=rendered.blocks, replace_original=True)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        log.warning("A message that only one person sees could not be changed: %s", described(error))
        return False
    if answer.status_code != HTTPStatus.OK:
        log.warning("Slack did not change a message that only one person sees: %s", answer.status_code)
    return answer.status_code == HTTPStatus.OK


async def show_here_only(deps: Deps, body: Payload, text: str) -> bool:
    """Show something to this person alone, where they are; whether that was possible.

    Unlike what is told, it never goes into the direct messages, where Slack would keep it.
    """
    channel, thread = place(body)
    user = str((body.get("user") or {}).get("id") or "")
    rendered = sentence(text)
    try:
        async with asyncio.timeout(_SECONDS):
            with translated(repeatable=False):
                await deps.client.chat_postEphemeral(
                    channel=channel, user=user, thread_ts=thread, text=rendered.text, blocks=rendered.blocks
                )
    except (PostFailed, TimeoutError) as error:
        log.warning("A person could not be shown what is hidden: %s", described(error))
        return False
    return True


async def link_to(deps: Deps, channel: str, ts: str) -> str:
    """The address of a message, for people to press; empty when Slack does not give it in time."""
    try:
        async with asyncio.timeout(_SECONDS):
            with translated(repeatable=True):
                answer = await deps.client.chat_getPermalink(channel=channel, message_ts=ts)
    except (PostFailed, TimeoutError) as error:
        log.warning("The link to a thread could not be had: %s", described(error))
        return ""
    return str(answer.get("permalink") or "")


def place(body: Payload) -> tuple[str, str | None]:
    """The channel and thread an interaction came from; an empty channel for a modal or a shortcut."""
    channel = str((body.get("channel") or {}).get("id") or body.get("channel_id") or "")
    message = body.get("message") or {}
    root = message.get("thread_ts") or message.get("ts") or (body.get("container") or {}).get("thread_ts")
    return channel, str(root) if root else None


async def replace_buttons(deps: Deps, body: Payload, instead: Block) -> None:
    """Put ``instead`` in the place of a message's buttons, so that nobody presses them again."""
    message = body.get("message") or {}
    channel, _ = place(body)
    blocks = [block for block in message.get("blocks") or () if block.get("type") != "actions"]
    try:
        async with asyncio.timeout(_SECONDS):
            with translated(repeatable=True):
                await deps.client.chat_update(
                    channel=channel,
                    ts=str(message.get("ts") or ""),
                    text=str(message.get("text") or ""),
                    blocks=[*blocks, instead],
                    parse="none",
                )
    except (PostFailed, TimeoutError) as error:
        # A second press is refused by the flow itself.
        log.warning("The buttons of a post could not be replaced: %s", described(error))


async def open_view(deps: Deps, body: Payload, view: Block) -> Payload:
    """Open a modal for the interaction; it as Slack keeps it. Raises PostFailed, with Slack's name when the
    trigger is too old."""
    # In time for the person to be told in words, should Slack not answer.
    with translated(repeatable=False):
        async with asyncio.timeout(_SECONDS):
            answer = await deps.client.views_open(trigger_id=str(body.get("trigger_id") or ""), view=view)
    return dict(answer["view"])
