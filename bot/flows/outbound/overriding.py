"""Sending in spite of a reason that may be set aside: by whom, and kept in the audit."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.message import Message, Override
from bot.flows.team.permissions import role_of
from bot.policy.decision import Decision, Refuse
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

# A sentence or two. It stands in the audit for good.
MAX_WHY = 300
SAY_WHY = "Say in a few words why it may go anyway."


async def override_by(uow: UnitOfWork, user: str, codes: Iterable[str], why: str) -> Override:
    """A teammate's decision to set these reasons aside, with the role that they have at this moment.

    It is the gate that then says whether this role may; nothing is taken from a form on trust.
    """
    return Override(user, await role_of(uow, user), frozenset(codes), why.strip()[:MAX_WHY])


async def note_override(uow: UnitOfWork, message: Message, decision: Decision, now: datetime) -> None:
    """Write into the audit what was set aside for this message, if anything was."""
    override = message.override
    if override is None or isinstance(decision, Refuse) or not decision.overridden:
        return
    detail = {"codes": sorted(reason.code for reason in decision.overridden), "why": override.why}
    deed = Deed(override.user, "overridden", now, message.client_id, message.id, detail)
    await uow.audit.write([deed])
