"""The answers to a question about a reply that waits, and *Resume relay* under a note that was none."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.flows.context import Context
from bot.flows.inbound.held_replies import keep_as_note, send_and_take_over, send_held
from bot.flows.threads.work import resume_relay
from bot.slack.deps import Deps, Payload
from bot.slack.listeners.actions.pressed import carry_out

RESUMED = "Replies go to the client again. Write yours once more to send it."


async def send(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Send to the client*."""
    await carry_out(send_held, "Send to the client", deps, body, ack)


async def take_over(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Send and take over*."""
    await carry_out(send_and_take_over, "Send and take over", deps, body, ack)


async def keep(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Keep as note*."""
    await carry_out(keep_as_note, "Keep as note", deps, body, ack)


async def resume(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """*Resume relay*."""
    await carry_out(_resume, "Resume relay", deps, body, ack)


async def _resume(ctx: Context, workspace_id: str, client_id: str, user: str) -> str:
    return await resume_relay(ctx, workspace_id, client_id, user) or RESUMED
