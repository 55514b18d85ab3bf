"""``/schedule list``, ``all``, and a client's name with ``list`` behind it: what is to come."""

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.channel import Channel
from bot.domain.upcoming import Which
from bot.flows.outbound.prefill import prefill
from bot.slack.coming_window import open_coming
from bot.slack.deps import Deps, Payload

_LIST = " list"


async def mine(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """What I wrote, and what goes to clients whom I look after."""
    await open_coming(deps, body, Which.MINE)
    await ack()


async def everyone(deps: Deps, body: Payload, ack: AsyncAck) -> None:
    """Everybody's."""
    await open_coming(deps, body, Which.ALL)
    await ack()


async def of_client(deps: Deps, body: Payload, ack: AsyncAck, typed: str) -> bool:
    """Where a client and nothing but ``list`` was typed, that client's; whether it was."""
    name = typed[: -len(_LIST)].strip()
    if not name or not typed.lower().endswith(_LIST):
        return False
    known = await prefill(deps.ctx, deps.workspace_id, name, Channel.SMS)
    if known.client is None or known.body.strip():
        return False
    await open_coming(deps, body, client_id=known.client.id)
    await ack()
    return True
