"""The team hears that somebody is at another number now, or may be two of its clients."""

from collections.abc import Mapping

from bot.domain.address_words import display
from bot.domain.conversation import Conversation
from bot.domain.whatsapp_id import is_whatsapp_id
from bot.flows.inbound.identities import Linked, Moved, TwoOwners
from bot.flows.threads import items
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.unit_of_work import UnitOfWork


async def told_of(
    uow: UnitOfWork, linked: Linked, threads: Mapping[str, Conversation]
) -> dict[str, list[OutboxItem]]:
    """The lines for the threads, by the provider's id of the text above which they stand."""
    told: dict[str, list[OutboxItem]] = {}
    for moved in linked.moved:
        told.setdefault(moved.text.provider_id, []).append(_line(moved, threads[moved.owner.client_id]))
    for doubtful in linked.doubtful:
        # Whoever was not known until this very moment has no thread here: their next text asks.
        if thread := threads.get(doubtful.writer.client_id):
            question = await _question(uow, doubtful, thread)
            told.setdefault(doubtful.text.provider_id, []).append(question)
    return told


def _line(moved: Moved, thread: Conversation) -> OutboxItem:
    text = moved.text
    return items.system_post(thread, _words(moved), f"moved:{text.provider}:{text.provider_id}")


def _words(moved: Moved) -> str:
    name, shown = moved.owner.client_name, display(moved.value)
    if is_whatsapp_id(moved.value):
        return f"{name} has another account on WhatsApp now: {shown}. Texts by WhatsApp go there from now on."
    if moved.first_number:
        return f"{name}'s number is {shown}: WhatsApp has told it for the first time."
    kept = "It is used first from now on; the old number is kept, with the consent that was given for it."
    return f"{name}'s number on WhatsApp is now {shown}. {kept}"


async def _question(uow: UnitOfWork, doubtful: TwoOwners, thread: Conversation) -> OutboxItem:
    """Whether the two are one person; asked once for each pair."""
    writer, other = doubtful.writer, doubtful.other
    found = {client.id: client for client in await uow.clients.by_ids([writer.client_id, other.client_id])}
    # A client with a name stays rather than a lead.
    writer_goes = found[writer.client_id].is_lead and not found[other.client_id].is_lead
    stays, goes = (other, writer) if writer_goes else (writer, other)
    said = f"WhatsApp says that {writer.client_name} and {other.client_name} are the same person."
    theirs = (await uow.conversations.active_of([other.client_id])).get(other.client_id)
    return items.perhaps_same(thread, said, stays.client_id, goes.client_id, theirs)
