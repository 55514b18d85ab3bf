"""*Assign to…* and *Put off until…* behind *More*: each opens its form."""

from collections.abc import Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.find import client_by_id
from bot.slack.blocks.client import name_of
from bot.slack.blocks.elements import Block
from bot.slack.blocks.work import assign_view, snooze_view
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.message_client import GONE
from bot.slack.windows import say, show, subject


async def assign(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Ask who is to look after the client."""
    await _open(assign_view, deps, body, ack)


async def snooze(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Ask until when."""
    await _open(snooze_view, deps, body, ack)


async def _open(form: Callable[[str, str], Block], deps: Deps, body: Payload, ack: AsyncAck) -> None:
    await ack()
    client = await client_by_id(deps.ctx, deps.workspace_id, subject(body))
    if client is None:
        await say(deps, body, GONE)
        return
    await show(deps, body, form(client.id, name_of(client)))
