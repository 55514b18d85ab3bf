"""Sending what goes again and again when it is due.

Each series is taken up in a transaction of its own: locked, decided about anew, its text stored, its next
time written. What is killed in the middle has done nothing; of two workers one has the row.
"""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.recurrence import Series, SeriesState
from bot.domain.recurrences.moments import between, next_after
from bot.flows.context import Context
from bot.flows.outbound.outcome import backoff
from bot.flows.series import words
from bot.flows.series.going import LeftOut, Turn, go
from bot.flows.series.subject import Subject, subject_of
from bot.flows.threads import items
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.unit_of_work import UnitOfWork

_log = logging.getLogger(__name__)

# What is later than this is of another hour of the day, and perhaps of no use any more.
LATEST = timedelta(hours=3)
# More missed times than this are not told one by one; the rest is left out unseen.
_MOST_MISSED = 1000


async def step(ctx: Context, workspace_id: str) -> int:
    """Take up the series that has been due for longest; 0 when none is.

    One that fails is put off, for longer each time, and keeps nobody else waiting.
    """
    now = ctx.clock.now()
    async with ctx.store.look(workspace_id) as uow:
        if not await uow.series.any_due(now):
            return 0
    taken: Series | None = None
    try:
        async with ctx.store.write(workspace_id) as uow:
            taken = next(iter(await uow.series.take(now, 1)), None)
            if taken:
                await _take_up(ctx, uow, taken, now)
    except Exception as fault:
        if taken is None:
            raise  # The database is away: no series' fault.
        # Its words stay out of the log: some hold what a client is told.
        known = {"series": taken.id, "tries": taken.tries + 1, "fault": type(fault).__name__}
        _log.warning("A text that goes again and again could not be taken up.", extra=known)
        await _put_off(ctx, workspace_id, taken)
    return 1 if taken else 0


async def _put_off(ctx: Context, workspace_id: str, failed: Series) -> None:
    """Between the failure and this somebody may have changed it, or another worker have taken it up."""
    async with ctx.store.write(workspace_id) as uow:
        await uow.series.put_off(failed, ctx.clock.now() + backoff(failed.tries + 1))


async def _take_up(ctx: Context, uow: UnitOfWork, series: Series, now: datetime) -> None:
    about = await subject_of(ctx, uow, series)
    if about is None:
        await uow.series.change(replace(series, state=SeriesState.ENDED, next_at=None))
        return
    if about.ending:
        await _end(uow, about, now)
        return
    times = _times(series, now)
    goes = times[-1] if now - times[-1] <= LATEST else None
    after = _after(about, times, now)
    left_out = await go(ctx, uow, about, Turn(goes, series.author, after.next_at)) if goes else None
    missed = times[:-1] if goes else times
    # After the text is stored: what it costs is reserved before anything is put into the outbox.
    told = _told(replace(about, series=after), series, goes, left_out, missed)
    await uow.outbox.add([*told, items.card(about.thread.id)], now)
    await uow.series.change(after)


def _times(series: Series, now: datetime) -> list[datetime]:
    """Those that have come since it was last taken up: one, unless nothing could be sent for a while."""
    first = series.next_at or now
    times = [first]
    for at in between(series.recurrence, first, now):
        times.append(at)
        if len(times) > _MOST_MISSED:
            times.pop(0)
    return times


def _after(about: Subject, times: list[datetime], now: datetime) -> Series:
    """The series as it goes on: with the client whom it is for by now, and its next time."""
    series, address = about.series, about.address
    coming = next_after(series.recurrence, now)
    return replace(
        series,
        client_id=about.client.id,
        address_id=address.id if address else series.address_id,
        gone=series.gone + len(times),
        tries=0,
        next_at=coming,
        state=SeriesState.ACTIVE if coming else SeriesState.ENDED,
    )


def _told(
    about: Subject, before: Series, goes: datetime | None, left_out: LeftOut | None, missed: list[datetime]
) -> list[OutboxItem]:
    """The lines about what did not go, and about the end."""
    lines: list[OutboxItem] = []
    if missed:
        said = words.missed(about.name, about.series, missed, has_failed=before.tries > 0)
        lines.append(about.line(said, f"missed:{missed[-1].isoformat()}"))
    if goes and left_out:
        name = words.UNNAMED if left_out.is_private else about.name
        said = words.left_out(name, about.series, goes, left_out.why)
        to = before.author if left_out.asks_author else ""
        lines.append(about.line(said, f"left_out:{goes.isoformat()}", to=to))
    if about.series.state is SeriesState.ENDED:
        why = words.NONE_LEFT if left_out or not goes else words.LAST
        name = words.UNNAMED if left_out and left_out.is_private else about.name
        lines.append(about.line(words.ended(name, why), "ended"))
    return lines


async def _end(uow: UnitOfWork, about: Subject, now: datetime) -> None:
    ended = replace(about.series, client_id=about.client.id, state=SeriesState.ENDED, next_at=None)
    line = about.line(words.ended(about.name, about.ending), "ended", to=about.series.author)
    await uow.outbox.add([line, items.card(about.thread.id)], now)
    await uow.series.change(ended)
