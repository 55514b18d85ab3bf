"""Builds the form for an occasion from what is typed so far and what would come of it."""

from typing import assert_never

from bot.domain.clock_changes import LocalMoment, at_local
from bot.domain.hours import place_of
from bot.domain.occasion import OccasionKind
from bot.flows.clients.find import client_by_id
from bot.flows.occasions.foreseen import Clock, Foreseen, Step, ThoughtOf, clock_of, foresee
from bot.flows.occasions.listing import occasion_by_id
from bot.slack.blocks.client import name_of
from bot.slack.blocks.elements import Block, shortened, when
from bot.slack.blocks.occasion_form import Entered, OccasionForm, occasion_form
from bot.slack.blocks.occasion_words import PLURALS, local_words
from bot.slack.choices import Choice
from bot.slack.deps import Deps
from bot.slack.reminders.kept import Kept, as_entered, as_metadata, choice_of
from bot.slack.text import escape, shown

PAST = ":warning: That time is past. Choose one that is still to come."
_MOST_LINES = 12


async def build(deps: Deps, entered: Entered, kept: Kept, notice: str = "") -> Block:
    """The form; ``notice`` is said at its top."""
    clock = await the_clock(deps, entered, kept)
    client = await client_by_id(deps.ctx, deps.workspace_id, kept.client) if kept.client else None
    return occasion_form(
        OccasionForm(
            entered,
            whose=_whose(clock, is_chosen=choice_of(entered, kept) != Choice()),
            foretold=await _foretold(deps, entered, kept, clock),
            notice=notice,
            client_name=name_of(client) if client else "",
            kept=as_metadata(kept),
        )
    )


async def the_clock(deps: Deps, entered: Entered, kept: Kept) -> Clock:
    """The one on which the day and the time of the form are read."""
    choice, now = choice_of(entered, kept), deps.ctx.clock.now()
    number = choice.new_number or ""
    clock = await clock_of(deps.ctx, deps.workspace_id, choice.client_id, number, now)
    moment = moment_of(entered, clock)
    # A number may fit zones that only part from each other on another day.
    return (
        await clock_of(deps.ctx, deps.workspace_id, choice.client_id, number, moment.at) if moment else clock
    )


def moment_of(entered: Entered, clock: Clock) -> LocalMoment | None:
    """When an appointment would begin; None without a day and a time."""
    if entered.kind is not OccasionKind.APPOINTMENT or not (entered.day and entered.at):
        return None
    return at_local(entered.day, entered.at, clock.zone)


async def time_of(deps: Deps, entered: Entered, kept: Kept, clock: Clock) -> LocalMoment | None:
    """The same; one whose day and time nobody has changed stays the very moment that it was: the form shows
    neither seconds, nor which of two it is when the clocks go back."""
    moment = moment_of(entered, clock)
    known = (
        await occasion_by_id(deps.ctx, deps.workspace_id, kept.occasion) if moment and kept.occasion else None
    )
    if known is None or known.occasion.at is None:
        return moment
    before = as_entered(known.occasion, clock.zone)
    stays = (before.day, before.at) == (entered.day, entered.at)
    return LocalMoment(known.occasion.at) if stays else moment


def _whose(clock: Clock, *, is_chosen: bool) -> str:
    place = f"{place_of(clock.zone)} time"
    if clock.is_theirs:
        return f"On the client's clock: {place}."
    why = "nobody knows the client's time zone" if is_chosen else "no client is chosen yet"
    return f"On your team's clock ({place}), as {why}."


async def _foretold(deps: Deps, entered: Entered, kept: Kept, clock: Clock) -> tuple[str, ...]:
    """A line each; nothing before it is known whose it is and when."""
    choice, now = choice_of(entered, kept), deps.ctx.clock.now()
    moment = await time_of(deps, entered, kept, clock)
    is_ready = _is_ready(entered, has_moment=moment is not None)
    if choice == Choice() or not is_ready:
        return ()
    head = _head(moment, clock)
    if moment and moment.at <= now and not kept.occasion:
        return (*head, PAST)
    thought = ThoughtOf(
        entered.kind,
        choice.client_id,
        choice.new_number or "",
        kept.occasion or None,
        at=moment.at if moment else None,
        day=entered.day if entered.kind is OccasionKind.PAYMENT else None,
    )
    foreseen = await foresee(deps.ctx, deps.workspace_id, thought)
    return (*head, *foretold_lines(foreseen, entered.kind, clock.zone))


def _is_ready(entered: Entered, *, has_moment: bool) -> bool:
    match entered.kind:
        case OccasionKind.APPOINTMENT:
            return has_moment
        case OccasionKind.PAYMENT:
            return entered.day is not None
        case OccasionKind.DOCUMENT | OccasionKind.NEW_CLIENT:
            return True
    assert_never(entered.kind)


def _head(moment: LocalMoment | None, clock: Clock) -> tuple[str, ...]:
    if moment is None:
        return ()
    said = f"*When:* {local_words(moment.at, clock.zone)} (for you {when(moment.at)})"
    return (said, f":warning: {escape(moment.note)}") if moment.note else (said,)


def foretold_lines(foreseen: Foreseen, kind: OccasionKind, zone: str) -> tuple[str, ...]:
    """What would go, and what is left out, in lines of mrkdwn."""
    if foreseen.stays:
        return ("The time stays, so the reminders stay as they are.",)
    if not foreseen.any_on:
        return (
            f"*Nothing goes by itself:* no trigger for {PLURALS[kind].lower()} is on. A manager switches one "
            "on with `/reminder triggers`.",
        )
    steps = [_step(each, zone) for each in foreseen.steps]
    lines = [*(steps or ["No text would go."]), *(escape(each) for each in foreseen.left_out)]
    more = len(lines) - _MOST_LINES
    return ("*What goes by itself:*", *lines[:_MOST_LINES], *([f"and {more} more"] if more > 0 else []))


def _step(step: Step, zone: str) -> str:
    what = escape(shortened(shown(step.template), 80))
    whom = " (to your team)" if step.is_for_team else ""
    if step.is_at_once:
        return f"• Goes at once: {what}{whom}"
    return f"• {local_words(step.at, zone)}: {what}{whom}"
