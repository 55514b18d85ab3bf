"""Runs the handler that a table names, and answers in words when there is none or it fails."""

import logging
from collections.abc import Awaitable, Callable, Mapping

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.team.permissions import NotAllowed
from bot.slack.deps import Deps, Handler, Payload
from bot.slack.failures import described, sentence

log = logging.getLogger(__name__)

Say = Callable[[str], Awaitable[object]]


async def run(
    table: Mapping[str, Handler],
    key: str,
    deps: Deps,
    body: Payload,
    ack: AsyncAck,
    *,
    say: Say,
    unknown: str,
) -> None:
    """Run ``table[key]``. ``say`` tells the person a sentence and acknowledges the request.

    Never raises for what a handler does: Slack would show a bare error, and the person would know nothing.
    """
    handler = table.get(key)
    if handler is None:
        log.warning("Slack sent something that no handler takes: %s", sorted(table))
        await say(unknown)
        return
    try:
        await handler(deps, body, ack)
    except NotAllowed as refused:
        await say(str(refused))
    except Exception as error:
        log.error("The handler of %s failed: %s", key, described(error))  # noqa: TRY400 - not its message.
        await say(sentence(error))
