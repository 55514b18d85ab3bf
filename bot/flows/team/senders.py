"""Keeping what the provider says of our senders, and telling the admins when it changes."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.phone import display
from bot.domain.sender import SenderState, SenderStatus
from bot.flows.context import Context
from bot.flows.team.notify import notify
from bot.ports import SenderReport
from bot.storage.repositories.sender_states import KnownState
from bot.storage.unit_of_work import UnitOfWork


async def record_states(ctx: Context, workspace_id: str, reports: Sequence[SenderReport]) -> None:
    """Keep each sender's state; a change that matters to the team is reported once."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        known = await uow.sender_states.all()
        # In one order, so that two workers who ask at once never wait in a ring.
        for report in sorted(reports, key=lambda each: (each.channel.value, each.address)):
            await _record(uow, report, known.get((report.channel, report.address)), now)


async def _record(uow: UnitOfWork, report: SenderReport, before: KnownState | None, now: datetime) -> None:
    old, new = before.state if before else SenderState(), report.state
    changed = old.status is not new.status
    since = now if changed or before is None else before.changed_at
    await uow.sender_states.save(KnownState(report.channel, report.address, new, since), now)
    if changed and (words := _words(report, old)):
        key = f"sender:{report.channel.value}:{report.address}:{new.status.value}:{since.isoformat()}"
        await notify(uow, words, key, now)


def _words(report: SenderReport, old: SenderState) -> str | None:
    status, why = report.state.status, report.state.why
    name = display(report.address) if report.address.startswith("+") else "The Messaging Service"
    shown = f"{name} ({report.channel.family.label})"
    if status is SenderStatus.SUSPENDED:
        return (
            f"{shown} is suspended: {why} Texts from it are refused until an admin has mended that in the "
            "provider’s console."
        )
    if status is SenderStatus.UNVERIFIED:
        return (
            f"{shown} is not verified: {why} Carriers block its texts to the United States, so they are "
            "refused until it is registered in the provider’s console."
        )
    if old.status is SenderStatus.UNVERIFIED:
        return f"{shown} is verified: its texts go out from now on."
    if old.status is SenderStatus.SUSPENDED:
        return f"{shown} is no longer suspended: its texts go out again."
    return None
