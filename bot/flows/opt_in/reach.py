"""For which of the client's addresses an answer to the opt-in message counts."""

from dataclasses import replace

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.message import Message
from bot.domain.opt_in import OptIn
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
    theirs = same_person(client, [Reached(text.address_id, text.to)], [Channel.WHATSAPP])
    ids = [each.id for each in theirs]
    states = await uow.consents.of_addresses(ids, lock=True)
    latest = await uow.consents.latest_changes(ids)
    refused = {each for each, way in latest if way is Channel.WHATSAPP and _is_no(latest[each, way], asked)}
    others = [
        each
        for each in theirs
        if each.id != asked.address_id
        and _changes(each.id, states, refused, yes=state is ConsentState.EXPRESS)
    ]
    entry = answered_entry(asked, question, text, state)
    await uow.consents.record([entry, *(replace(entry, address_id=each.id) for each in others)])
    return others


async def let_go(uow: UnitOfWork, text: Message, others: list[Reached], state: ConsentState) -> None:
    """What waits for the client's yes at these addresses is looked at again; no question to them is open."""
    for each in others:
        await decided(uow, text.client_id, each.id, state, text.created_at)


def _changes(
    address_id: str, states: dict[tuple[str, Channel], ConsentState], refused: set[str], *, yes: bool
) -> bool:
    withdrawn = states.get((address_id, Channel.WHATSAPP)) is ConsentState.WITHDRAWN
    return address_id in refused if yes else not withdrawn


def _is_no(change: ConsentChange, asked: OptIn) -> bool:
    """Whether a no to this question was the last word."""
    is_answer = change.source in {SOURCE, SAME_PERSON} and asked.message_id in change.evidence.split()
    return is_answer and change.state is ConsentState.WITHDRAWN
