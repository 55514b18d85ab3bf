"""*Import* and *Cancel* under what an import would do."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.clients.importing.request import cancel, confirm
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.pressed import carry_out


async def confirmed(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Import*: the worker does it."""
    await carry_out(confirm, "Import", deps, body, ack)


async def cancelled(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Cancel*: the file is forgotten."""
    await carry_out(cancel, "Cancel", deps, body, ack)
