"""*Assign to…* and *Put off until…* behind *More*: each opens its form."""

from collections.abc import Callable

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.roles import Permission
from bot.slack.blocks.client import name_of
from bot.slack.blocks.elements import Block
from bot.slack.blocks.work import assign_view, snooze_view
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.client.form import the_client
from bot.slack.windows import show


async def assign(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Ask who is to look after the client."""
    await _open(assign_view, deps, body, ack)


async def snooze(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Ask until when."""
    await _open(snooze_view, deps, body, ack)


async def _open(form: Callable[[str, str], Block], deps: Deps, body: Payload, ack: AsyncAck) -> None:
    # Who may not do it is told before the form is filled in, not after.
    client = await the_client(deps, body, ack, Permission.SEND)
    if client:
        await show(deps, body, form(client.id, name_of(client)))
