"""What people do about a text that goes again and again: pause it, end it, leave a time out, send it now.

Each says what happened in a sentence, in the client's thread as well, and in the audit.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.recurrence import Series, SeriesState
from bot.domain.recurrences.moments import next_after
from bot.flows.context import Context
from bot.flows.occasions.planned import is_held
from bot.flows.outbound.cancel import may_decide_for, take_all_back
from bot.flows.series import words
from bot.flows.series.going import Turn, go
from bot.flows.series.subject import Subject, subject_of
from bot.flows.threads import items
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

PAUSED_BEFORE = "It was paused before. Nothing goes until somebody resumes it."
GOES_BEFORE = "It is not paused."
PAUSED_NOW = "It is paused. Resume it first."
MOVED_ON = "Nothing was changed: that time has gone, or was changed meanwhile. Close this and look again."

_TAKEN_BACK = (
    " The text of it that was waiting was taken back: write to the client yourself if they are to have it."
)


class _Not(Exception):
    """Raised to undo the transaction: everything stays as it was; the message says why."""


@dataclass(frozen=True)
class _Done:
    """The series as it is now, the deed's name, what the thread says behind who did it, and what they are
    told."""

    series: Series
    deed: str
    line: str
    answer: str


_Deed = Callable[[UnitOfWork, Subject], Awaitable[_Done]]


async def pause(ctx: Context, workspace_id: str, series_id: str, user: str) -> str:
    """Let nothing go until somebody resumes it; what happened, in a sentence. What the gate holds of it is
    taken back: its time is left out like any that passes meanwhile."""

    async def do(uow: UnitOfWork, about: Subject) -> _Done:
        if about.series.state is SeriesState.PAUSED:
            raise _Not(PAUSED_BEFORE)
        back = _TAKEN_BACK if await _take_back_held(uow, about, ctx.clock.now()) else ""
        paused = replace(about.series, state=SeriesState.PAUSED)
        line = f"paused {about.name}, which goes again and again: nothing goes until somebody resumes it."
        answer = f"Paused. Nothing goes until somebody resumes it.{back}"
        return _Done(paused, "series_paused", line + back, answer)

    return await _change(ctx, workspace_id, series_id, user, do)


async def resume(ctx: Context, workspace_id: str, series_id: str, user: str) -> str:
    """Let it go on, from its next time that is still to come; what happened, in a sentence."""

    async def do(_uow: UnitOfWork, about: Subject) -> _Done:
        if about.series.state is not SeriesState.PAUSED:
            raise _Not(GOES_BEFORE)
        goes_on = moved_on(about.series, ctx.clock.now(), gone=0)
        said = words.following(goes_on) or f"It has ended: {words.NONE_LEFT}"
        return _Done(goes_on, "series_resumed", f"resumed {about.name}. {said}", f"Resumed. {said}")

    return await _change(ctx, workspace_id, series_id, user, do)


async def end(ctx: Context, workspace_id: str, series_id: str, user: str) -> str:
    """Let it go no more; what happened, in a sentence. What waits already can be taken back by itself."""

    async def do(_uow: UnitOfWork, about: Subject) -> _Done:
        ended = replace(about.series, state=SeriesState.ENDED, next_at=None)
        line = f"ended {about.name}: it does not go again and again any more."
        return _Done(ended, "series_ended", line, "Ended. It does not go any more.")

    return await _change(ctx, workspace_id, series_id, user, do)


async def skip_next(
    ctx: Context, workspace_id: str, series_id: str, user: str, expected: datetime | None = None
) -> str:
    """Leave its next time out; what happened, in a sentence. ``expected``: the time (UTC) that the teammate
    was shown; where it is another by now, nothing is changed."""

    async def do(_uow: UnitOfWork, about: Subject) -> _Done:
        left_out = _next_time(about.series, expected)
        goes_on = moved_on(about.series, max(left_out, ctx.clock.now()))
        said = words.following(goes_on) or f"It has ended: {words.NONE_LEFT}"
        when = words.moment(left_out, about.series.recurrence)
        line = f"left out {about.name} on {when}. {said}"
        return _Done(goes_on, "series_skipped", line, f"Left out on {when}. {said}")

    return await _change(ctx, workspace_id, series_id, user, do)


async def send_now(
    ctx: Context, workspace_id: str, series_id: str, user: str, expected: datetime | None = None
) -> str:
    """Send it now in the place of its next time; what happened, or why not, in a sentence.

    ``expected`` as for ``skip_next``: who presses twice sends once."""

    async def do(uow: UnitOfWork, about: Subject) -> _Done:
        at = _next_time(about.series, expected)
        goes_on = moved_on(about.series, max(at, ctx.clock.now()))
        left_out = await go(ctx, uow, about, Turn(at, user, goes_on.next_at))
        if left_out:
            raise _Not(f"Nothing was sent. {left_out.why}")
        said = words.following(goes_on) or f"It has ended: {words.NONE_LEFT}"
        when = words.moment(at, about.series.recurrence)
        line = f"sent {about.name} now, in the place of {when}. {said}"
        return _Done(
            goes_on,
            "series_sent_now",
            line,
            f"It goes now, or as soon as it may, in the place of {when}. {said}",
        )

    return await _change(ctx, workspace_id, series_id, user, do)


async def _take_back_held(uow: UnitOfWork, about: Subject, now: datetime) -> int:
    waiting = await uow.timetable.waiting_of_series(about.client.id, about.series.id)
    held = [each for each in await uow.messages.locked([each.id for each in waiting]) if is_held(each)]
    await take_all_back(uow, held, now)
    return len(held)


def moved_on(series: Series, after: datetime, *, gone: int = 1) -> Series:
    """The series as it goes on behind ``after``; ended where nothing is left."""
    coming = next_after(series.recurrence, after)
    state = SeriesState.ACTIVE if coming else SeriesState.ENDED
    return replace(series, state=state, next_at=coming, gone=series.gone + gone, tries=0)


def _next_time(series: Series, expected: datetime | None) -> datetime:
    if series.state is SeriesState.PAUSED:
        raise _Not(PAUSED_NOW)
    if series.next_at is None or expected not in {None, series.next_at}:
        raise _Not(MOVED_ON)
    return series.next_at


async def _change(ctx: Context, workspace_id: str, series_id: str, user: str, do: _Deed) -> str:
    try:
        async with ctx.store.write(workspace_id) as uow:
            about = await changeable(ctx, uow, series_id, user)
            if isinstance(about, str):
                raise _Not(about)
            done = await do(uow, about)
            await keep(ctx, uow, about, done.series, user, done.deed, done.line)
            return done.answer
    except _Not as problem:
        return str(problem)


async def changeable(ctx: Context, uow: UnitOfWork, series_id: str, user: str) -> Subject | str:
    """The series, locked, if this teammate may change it; else why not, in a sentence."""
    series = await decided_by(uow, series_id, user, lock=True)
    if isinstance(series, str):
        return series
    return await subject_of(ctx, uow, series) or words.GONE


async def decided_by(uow: UnitOfWork, series_id: str, user: str, *, lock: bool = False) -> Series | str:
    """The series that goes on, if this teammate decides for it; else why not, in a sentence."""
    series = await uow.series.get(series_id, lock=lock)
    if series is None:
        return words.GONE
    if not await may_decide_for(uow, series.author, series.client_id, user):
        return words.NOT_YOURS
    return words.ENDED if series.state is SeriesState.ENDED else series


async def keep(
    ctx: Context, uow: UnitOfWork, about: Subject, changed: Series, user: str, deed: str, line: str
) -> None:
    """Write the series, say in the thread what was done and by whom, and write it to the audit."""
    now = ctx.clock.now()
    await uow.series.change(replace(changed, client_id=about.client.id))
    told = about.line(line, f"{deed}:{now.isoformat()}", by=user)
    await uow.outbox.add([told, items.card(about.thread.id)], now)
    await uow.audit.write([Deed(user, deed, now, about.client.id, detail=words.for_audit(changed))])
