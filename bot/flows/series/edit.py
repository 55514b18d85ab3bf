"""Other times, or other words, for a text that goes again and again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.recurrence import Recurrence, Series, SeriesState
from bot.domain.recurrences.moments import next_after
from bot.domain.recurrences.remarks import problems
from bot.domain.recurrences.words import words as in_words
from bot.domain.storable import storable
from bot.flows.context import Context
from bot.flows.outbound.compose import Rejected, by_field
from bot.flows.outbound.route import NoRoute, Route
from bot.flows.outbound.senders import sender_for
from bot.flows.series import words
from bot.flows.series.asking import CannotSay, heard
from bot.flows.series.change import MOVED_ON, changeable, keep
from bot.flows.series.editable import going_on
from bot.flows.series.start import ahead, unsaid_by_field
from bot.flows.series.subject import Subject
from bot.policy.decision import Refuse
from bot.storage.unit_of_work import UnitOfWork


class _Not(Exception):
    """Raised to undo the transaction: nothing is changed."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(*errors)
        self.rejected = Rejected(errors)


async def edit(
    ctx: Context,
    workspace_id: str,
    series_id: str,
    user: str,
    *,
    recurrence: Recurrence | None = None,
    body: str | None = None,
    values: Sequence[tuple[str, str]] | None = None,
    expected: datetime | None = None,
) -> str | Rejected:
    """Change when it goes, its words, or what was typed in for its template's own variables; None leaves each
    as it is. What happened, in a sentence; or by field what to mend, ``series`` where nothing can be.

    ``expected``: the next time (UTC) that the teammate was shown; where it is another by now, nothing is
    changed. The gate is asked about the next time, and once more when that has come. What is paused stays so.
    """
    wrong = problems(recurrence, ctx.clock.now()) if recurrence else {}
    if body is not None and not body.strip():
        wrong["body"] = words.NO_WORDS
    if wrong:
        return Rejected(wrong)
    try:
        async with ctx.store.write(workspace_id) as uow:
            about = await changeable(ctx, uow, series_id, user)
            if isinstance(about, str):
                raise _Not({"series": about})
            if about.ending:
                raise _Not({"series": about.ending})
            if expected not in {None, about.series.next_at}:
                raise _Not({"series": MOVED_ON})
            changed = _changed(about.series, recurrence, body, values, ctx.clock.now())
            if changed == replace(about.series, tries=0):
                return words.UNCHANGED
            changed = await _checked(ctx, uow, replace(about, series=changed))
            said = _said(about.series, changed)
            line = f"changed {about.name}, which goes again and again: {said}"
            await keep(ctx, uow, about, changed, user, "series_changed", line)
            return f"Changed. {said}"
    except _Not as not_:
        return not_.rejected


def _changed(
    series: Series,
    recurrence: Recurrence | None,
    body: str | None,
    values: Sequence[tuple[str, str]] | None,
    now: datetime,
) -> Series:
    if recurrence == going_on(series, now):
        recurrence = None
    return replace(
        series,
        recurrence=recurrence or series.recurrence,
        next_at=next_after(recurrence, now) if recurrence else series.next_at,
        body=series.body if body is None or series.template_id else storable(body).strip(),
        values=series.values if values is None else tuple((name, storable(value)) for name, value in values),
        tries=0,
    )


async def _checked(ctx: Context, uow: UnitOfWork, about: Subject) -> Series:
    """The series with its purpose, if its next time could go as things are."""
    series, address = about.series, about.address
    if address is None:
        raise _Not({"series": about.ending})
    try:
        sender = await sender_for(ctx, uow, series.channel, series.sender, about.client.id)
        route = Route(series.channel, sender, address)
        found = await heard(ctx, uow, ahead(series, about.template, about.client, route))
    except NoRoute as problem:
        raise _Not({"channel": str(problem)}) from None
    except CannotSay as unsaid:
        raise _Not(unsaid_by_field(unsaid)) from None
    if isinstance(found.answer.decision, Refuse):
        raise _Not(by_field(found.answer.decision, found.answer.facts.author))
    return replace(series, purpose=found.said.purpose)


def _said(before: Series, after: Series) -> str:
    what = [f"{in_words(after.recurrence)}." if after.recurrence != before.recurrence else ""]
    if (before.body, before.values) != (after.body, after.values):
        what.append("Its words are new.")
    following = words.STAYS_PAUSED if after.state is SeriesState.PAUSED else words.following(after)
    return " ".join(each for each in (*what, following) if each)
