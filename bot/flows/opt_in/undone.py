"""Opt-in messages that do not reach their clients after all, and those that are tried once more."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.message import Message, Purpose
from bot.domain.opt_in import OptInState
from bot.flows.opt_in.ledger import asked_entry, ended_entry
from bot.flows.opt_in.waking import wake
from bot.storage.unit_of_work import UnitOfWork

_NEVER_ARRIVED = "it did not reach the client"


async def asked_in_vain(uow: UnitOfWork, messages: Sequence[Message], now: datetime) -> None:
    """These were refused, taken back or have failed: whoever among their clients was asked by one was not.

    What waits for the answer is looked at again. Once the client has answered nothing is changed.
    """
    for message in messages:
        if message.purpose is not Purpose.OPT_IN:
            continue
        asked = await uow.opt_ins.of_message(message.id)
        if asked and await uow.opt_ins.settle(asked.id, OptInState.ASKED, state=OptInState.FAILED):
            await uow.consents.record([ended_entry(asked, asked.before, _NEVER_ARRIVED, now)])
            await wake(uow, message.client_id, message.address_id, now)


async def may_repeat(uow: UnitOfWork, message: Message) -> bool:
    """Whether a message that has failed may be sent again: an opt-in message only while its client is not
    asked by another one, nor has answered. Locks the client's consent for it."""
    if message.purpose is not Purpose.OPT_IN:
        return True
    await uow.consents.of_addresses([message.address_id], lock=True)
    latest = (await uow.opt_ins.latest([message.address_id])).get(message.address_id)
    if latest is None or latest.message_id != message.id:
        return False
    return latest.state in {OptInState.ASKED, OptInState.FAILED}


async def asked_once_more(uow: UnitOfWork, old: Message, new: Message) -> None:
    """``new`` repeats ``old``, which may be repeated: of opt-in messages, it is the question from now on."""
    asked = await uow.opt_ins.of_message(old.id) if old.purpose is Purpose.OPT_IN else None
    if asked is None:
        return
    await uow.opt_ins.change(asked.id, message_id=new.id, state=OptInState.ASKED)
    if asked.state is OptInState.FAILED:
        await uow.consents.record([asked_entry(asked, new)])
