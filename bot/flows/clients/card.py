"""What the client card shows, as it is now."""

from datetime import datetime

from bot.domain.channel import WHATSAPP_WINDOW, Channel
from bot.domain.client import Client
from bot.domain.conversation import Card, Conversation, LastDelivery
from bot.domain.message import Direction
from bot.domain.opt_in import OptIn
from bot.domain.phone import display
from bot.domain.sender import SenderStatus
from bot.flows.clients.find import current
from bot.flows.clients.intake.alike import intake_of
from bot.flows.clients.muted import muted_by
from bot.flows.coming.next_up import next_up
from bot.flows.occasions.next import next_appointment
from bot.flows.threads.waiting import waiting_to_go
from bot.storage.unit_of_work import UnitOfWork


async def load_card(uow: UnitOfWork, conversation: Conversation, now: datetime) -> Card | None:
    """The card of a conversation, or None when its client is gone."""
    client = await uow.clients.get(conversation.client_id)
    if client is None:
        return None
    sent = await uow.timetable.last_to(client.id, conversation.id)
    received = await uow.messages.latest(conversation.id, Direction.IN)
    following = await uow.timetable.next_to(client.id)
    window = await _window(uow, client.id)
    return Card(
        conversation_id=conversation.id,
        client=client,
        consents=await uow.consents.of_client(client.id),
        last_delivery=LastDelivery(sent.channel, sent.status, sent.updated_at, sent.by_rcs) if sent else None,
        last_inbound_at=received.created_at if received else None,
        next_text=waiting_to_go(following, client) if following else None,
        next_up=await next_up(uow, client.id),
        window_closes_at=window,
        joining=await _joining(uow, conversation.id) if window else "",
        work=conversation.work,
        snoozed_until=conversation.snoozed_until,
        relay_paused_by=conversation.relay_paused_by,
        unanswered_since=conversation.unanswered_since,
        merged_into=await _survivor(uow, client),
        intake=await intake_of(uow, client),
        opt_in=await _opt_in(uow, client),
        muted_by=await muted_by(uow, client),
        appointment=await next_appointment(uow, client, now),
    )


async def _window(uow: UnitOfWork, client_id: str) -> datetime | None:
    """When WhatsApp's window closes, or has closed; None for a client who never wrote there."""
    states = await uow.channel_states.of_client(client_id)
    wrote = [
        each.last_inbound_at for each in states if each.channel is Channel.WHATSAPP and each.last_inbound_at
    ]
    return max(wrote) + WHATSAPP_WINDOW if wrote else None


async def _opt_in(uow: UnitOfWork, client: Client) -> OptIn | None:
    asked = await uow.opt_ins.latest(address.id for address in client.addresses)
    return max(asked.values(), key=lambda each: each.asked_at, default=None)


async def _joining(uow: UnitOfWork, conversation_id: str) -> str:
    """What keeps a client in touch with a test number, where it is one that they write to."""
    sender = await uow.timetable.last_sender(conversation_id, Channel.WHATSAPP)
    if sender is None:
        return ""
    note = (await uow.settings.load()).settings.note_on(Channel.WHATSAPP, sender)
    known = (await uow.sender_states.all()).get((Channel.WHATSAPP, sender))
    is_sandbox = note.is_sandbox or (known is not None and known.state.status is SenderStatus.SANDBOX)
    words = f"“join {note.join_words}”" if note.join_words else "“join” and its two words"
    return f"the client must send {words} to {display(sender)} again every 3 days." if is_sandbox else ""


async def _survivor(uow: UnitOfWork, client: Client) -> str:
    now = await current(uow, client.id) if client.merged_into else None
    return now.name if now else ""
