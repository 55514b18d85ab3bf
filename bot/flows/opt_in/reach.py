"""For which of the client's addresses an answer to the opt-in message counts."""

from dataclasses import replace
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.message import Message
from bot.domain.opt_in import OptIn
from bot.flows.clients.merge.consents import SOURCE as MERGE
from bot.flows.consent.reach import SAME_PERSON, Reached, same_person
from bot.flows.opt_in.ledger import SOURCE, answered_entry
from bot.flows.opt_in.waking import decided
from bot.storage.repositories.consents import ConsentChange
from bot.storage.unit_of_work import UnitOfWork


async def record_answer(
    uow: UnitOfWork, asked: OptIn, question: Message | None, text: Message, state: ConsentState
) -> list[Reached]:
    """Write an answer into the ledger; for which other addresses of the client it counts as well.

    A no reaches as far on WhatsApp as a STOP. A yes is for the address it was given for, and takes back what
    a no to the same question has closed.
    """
    client = await uow.clients.get(text.client_id)
    every = [Reached(each.id, each.value) for each in client.addresses] if client else []
    ids = sorted(each.id for each in every)
    await uow.consents.of_addresses(ids, lock=True)
    latest = await uow.consents.latest_changes(ids)
    if state is ConsentState.EXPRESS:
        theirs = [each for each in every if _is_no(latest.get((each.id, Channel.WHATSAPP)), asked)]
    else:
        own = [each for each in every if each.id == asked.address_id]
        theirs = [each for each in same_person(client, own, [Channel.WHATSAPP]) if not _is_out(latest, each)]
    others = [each for each in theirs if each.id != asked.address_id]
    entry = answered_entry(asked, question, text, state)
    await uow.consents.record([entry, *(replace(entry, address_id=each.id) for each in others)])
    return others


async def let_go(
    uow: UnitOfWork, client_id: str, others: list[Reached], state: ConsentState, now: datetime
) -> None:
    """What waits for the client's yes at these addresses is looked at again; no question to them is open."""
    for each in others:
        await decided(uow, client_id, each.id, state, now)


def _is_out(latest: dict[tuple[str, Channel], ConsentChange], each: Reached) -> bool:
    """Whether it is closed already, and not by a merge alone, which can be undone."""
    change = latest.get((each.id, Channel.WHATSAPP))
    return change is not None and change.state is ConsentState.WITHDRAWN and change.source != MERGE


def _is_no(change: ConsentChange | None, asked: OptIn) -> bool:
    """Whether a no to this question was the last word."""
    if change is None or change.state is not ConsentState.WITHDRAWN:
        return False
    return change.source in {SOURCE, SAME_PERSON} and asked.message_id in change.evidence.split()
