"""What a text would be if it were sent now: its segments, the client's time, and what the gate says."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.message import Draft
from bot.domain.phone import time_zones
from bot.domain.segments import Segments, count
from bot.flows.context import Context
from bot.flows.gate.ask import ask
from bot.flows.gate.question import Question
from bot.policy.decision import Refuse
from bot.ports import Sender
from bot.storage.store import UnitOfWork

# A toll-free number fits every zone of North America: any one of them would be a guess.
MOST_ZONES = 3


@dataclass(frozen=True)
class Preview:
    """What the compose modal shows while one types. WhatsApp has no segments.

    ``local_time`` is aware and in the client's zone; ``zone_uncertain`` when the number fits several.
    """

    characters: int
    max_characters: int
    senders: tuple[Sender, ...]
    segments: Segments | None = None
    local_time: datetime | None = None
    zone_uncertain: bool = False
    blocked: str | None = None


async def preview(
    ctx: Context,
    workspace_id: str,
    client_id: str | None,
    new_number: str | None,
    channel: Channel,
    body: str,
) -> Preview:
    """Describe ``body`` as a message to this client or new number; nothing is stored."""
    async with ctx.store.read(workspace_id) as uow:
        client = await uow.clients.get(client_id) if client_id else None
        to = client.addresses[0].value if client and client.addresses else new_number
        zones = _zones(client, to)
        now = ctx.clock.now()
        draft = _draft(ctx, to or "", channel, body)
        return Preview(
            characters=len(body),
            max_characters=draft.longest,
            senders=ctx.senders_for(channel),
            segments=None if channel is Channel.WHATSAPP else count(body),
            local_time=now.astimezone(ZoneInfo(zones[0])) if 0 < len(zones) <= MOST_ZONES else None,
            zone_uncertain=len(zones) > 1,
            blocked=await _blocked(uow, client, draft, now) if to else None,
        )


def _zones(client: Client | None, to: str | None) -> tuple[str, ...]:
    if client and client.time_zone:
        return (client.time_zone,)
    return time_zones(to) if to else ()


def _draft(ctx: Context, to: str, channel: Channel, body: str) -> Draft:
    sender = next(iter(ctx.senders_for(channel)), None)
    # An empty text is not yet a mistake while somebody writes it.
    text = body if body.strip() else "…"
    if sender is None:
        return Draft(channel, to, text, "")
    return Draft(channel, to, text, sender.address, max_characters=sender.max_characters)


async def _blocked(uow: UnitOfWork, client: Client | None, draft: Draft, now: datetime) -> str | None:
    address = client.addresses[0] if client and client.addresses else None
    question = Question(
        draft=draft,
        client_name=client.name if client else "This number",
        address_id=address.id if address else None,
        client_id=client.id if client else None,
    )
    [answer] = await ask(uow, [question], now)
    return answer.decision.words if isinstance(answer.decision, Refuse) else None
