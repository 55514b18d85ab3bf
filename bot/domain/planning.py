"""Which reminders an occasion has, and when each is due and when it is of no use any more.

Pure: the same occasion, triggers, zone and moment give the same plan, so that it may be made as often as
anything changes. The database keeps a step from going twice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.clock_changes import at_local
from bot.domain.ids import new_id
from bot.domain.occasion import Occasion, OccasionState
from bot.domain.offset_words import in_words
from bot.domain.reminder import Reminder
from bot.domain.trigger import Offset, Stop, Trigger, Unit, When

# When a text goes that is counted in days from a day, and for which nobody has chosen a time.
MORNING = time(9)
EVENT_IS_FRESH_FOR = timedelta(hours=24)
LATE_FOR = timedelta(hours=24)
LATE_FOR_DAYS = timedelta(days=3)

# What has happened, and the state that makes reminders of the occasion needless.
STOPS = {OccasionState.CONFIRMED: Stop.CONFIRMED, OccasionState.PAID: Stop.PAID}


@dataclass(frozen=True)
class _Step:
    """An offset of a trigger on the clock; ``useless_at`` is exclusive."""

    offset: Offset
    due_at: datetime
    useless_at: datetime


def plan(
    occasion: Occasion,
    triggers: Iterable[Trigger],
    zone: ZoneInfo,
    now: datetime,
    *,
    event: When | None,
) -> tuple[tuple[Reminder, ...], tuple[str, ...]]:
    """What is to come for an occasion, in the order of its times, and a sentence for each step left out.

    ``zone`` is the client's own. ``event`` is what has just happened; None: nothing that is told at once.
    Nothing is planned for the past, nor for an occasion that is called off, but for the word on that.
    """
    planned: list[Reminder] = []
    left_out: list[str] = []
    for trigger in triggers:
        if trigger.is_on and trigger.kind is occasion.kind:
            found = _of_trigger(occasion, trigger, zone, now, event)
            planned += [_reminder(occasion, trigger, step, now) for step in found[0]]
            left_out += found[1]
    return tuple(sorted(planned, key=lambda each: (each.due_at, each.id))), tuple(dict.fromkeys(left_out))


@dataclass(frozen=True)
class Times:
    """When a step goes (UTC), and from when on it is of no use."""

    due_at: datetime
    useless_at: datetime


def times(occasion: Occasion, trigger: Trigger, zone: ZoneInfo) -> dict[str, Times]:
    """Of each step of a trigger before or after an occasion, by its code, be it past by now or not; what the
    occasion would have begun before is left out."""
    counted = [each for each in trigger.offsets if not each.when.is_event]
    steps, _ = _timed(occasion, counted, zone, datetime.min.replace(tzinfo=UTC))
    return {step.offset.code: Times(step.due_at, step.useless_at) for step in steps}


def starts_at(occasion: Occasion, zone: ZoneInfo) -> datetime | None:
    """From when on nobody has to be reminded of it any more: an appointment's beginning, or the end of a
    payment's day on the client's clock; None for what has no time."""
    if occasion.at:
        return occasion.at
    return at_local(occasion.day + timedelta(days=1), time(0), zone.key).at if occasion.day else None


def _of_trigger(
    occasion: Occasion, trigger: Trigger, zone: ZoneInfo, now: datetime, event: When | None
) -> tuple[list[_Step], list[str]]:
    offsets = list({each.code: each for each in trigger.offsets}.values())
    told = [_event_step(occasion, each, zone, now) for each in offsets if each.when is event]
    if occasion.state is OccasionState.CANCELLED:
        return [step for step in told if step.offset.when is When.CANCELLED], []
    timed = [each for each in offsets if not each.when.is_event]
    if STOPS.get(occasion.state) in trigger.stops:
        return told, [
            _left_out(each, f"the {occasion.kind.noun} is {occasion.state.value}") for each in timed
        ]
    steps, left_out = _timed(occasion, timed, zone, now)
    return [*told, *steps], left_out


def _event_step(occasion: Occasion, offset: Offset, zone: ZoneInfo, now: datetime) -> _Step:
    stale = now + EVENT_IS_FRESH_FOR
    begins = starts_at(occasion, zone)
    if offset.when is not When.CANCELLED and begins and now < begins < stale:
        stale = begins
    return _Step(offset, now, stale)


def _timed(
    occasion: Occasion, offsets: list[Offset], zone: ZoneInfo, now: datetime
) -> tuple[list[_Step], list[str]]:
    steps: list[_Step] = []
    left_out: list[str] = []
    for offset in offsets:
        due_at = due(occasion, offset, zone)
        if due_at is None:
            left_out.append(_left_out(offset, f"the {occasion.kind.noun} has no time to count from"))
        elif due_at < now:
            left_out.append(f"{_begun(offset)} is past already and is left out.")
        elif (useless_at := _useless_at(occasion, offset, due_at, zone)) <= due_at:
            left_out.append(_left_out(offset, f"the {occasion.kind.noun} has begun by then"))
        else:
            steps.append(_Step(offset, due_at, useless_at))
    return list(_only_the_newest(steps)), left_out


def due(occasion: Occasion, offset: Offset, zone: ZoneInfo) -> datetime | None:
    """When a step before or after an occasion goes (UTC); None when there is nothing to count from.

    Minutes and hours pass on the clock. Days are those of the client's calendar, at the time that the offset
    names, or else at the occasion's own: clocks that change in between do not move it.
    """
    sign = -1 if offset.when is When.BEFORE else 1
    from_ = _counted_from(occasion, offset, zone)
    if from_ is None:
        return None
    if offset.unit is not Unit.DAYS:
        return from_ + sign * timedelta(**{offset.unit.value: offset.amount})
    if not offset.amount and not offset.at:
        return from_
    local = from_.astimezone(zone)
    day = local.date() + timedelta(days=sign * offset.amount)
    return at_local(day, offset.at or local.time().replace(microsecond=0), zone.key).at


def _counted_from(occasion: Occasion, offset: Offset, zone: ZoneInfo) -> datetime | None:
    if occasion.at:
        return occasion.at
    if occasion.day:
        return at_local(occasion.day, offset.at or MORNING, zone.key).at
    # What has no time of its own is told of from when it became known.
    return occasion.created_at if offset.when is When.AFTER else None


def _useless_at(occasion: Occasion, offset: Offset, due_at: datetime, zone: ZoneInfo) -> datetime:
    if offset.when is When.AFTER:
        return due_at + (LATE_FOR_DAYS if offset.unit is Unit.DAYS else LATE_FOR)
    return starts_at(occasion, zone) or due_at


def _only_the_newest(steps: list[_Step]) -> Iterator[_Step]:
    """Of several before the occasion that are late, such as after an outage, the newest one says it all."""
    before = sorted(each.due_at for each in steps if each.offset.when is When.BEFORE)
    for step in steps:
        later = [at for at in before if at > step.due_at]
        if step.offset.when is When.BEFORE and later:
            yield _Step(step.offset, step.due_at, min(step.useless_at, later[0]))
        else:
            yield step


def _reminder(occasion: Occasion, trigger: Trigger, step: _Step, now: datetime) -> Reminder:
    return Reminder(
        id=new_id(),
        occasion_id=occasion.id,
        client_id=occasion.client_id,
        trigger_id=trigger.id,
        step=step.offset.code,
        round=occasion.round,
        due_at=step.due_at,
        created_at=now,
        useless_at=step.useless_at,
    )


def _left_out(offset: Offset, why: str) -> str:
    return f"{_begun(offset)} is left out: {why}."


def _begun(offset: Offset) -> str:
    """The offset's words as a sentence begins with them."""
    words = in_words(offset)
    return words[:1].upper() + words[1:]
