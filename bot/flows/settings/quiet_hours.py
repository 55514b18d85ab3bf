"""When texts may arrive, at the client's own time."""

from dataclasses import dataclass, replace
from datetime import time, timedelta

from bot.domain.settings import QuietHours
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change
from bot.flows.settings.reading import Wrong, clock_time, whole_number

OPENS, CLOSES, REPLY = "opens", "closes", "reply"
_LONGEST_REPLY = 24 * 60


@dataclass(frozen=True)
class QuietHoursForm:
    """As it was filled in: times of day, and for how many minutes an answer may go at any hour."""

    opens: str
    closes: str
    state_rules: bool
    reply_minutes: str


async def save(ctx: Context, workspace_id: str, user: str, version: int, form: QuietHoursForm) -> Outcome:
    """Change them. Raises NotAllowed and ChangedMeanwhile."""
    read = _read(form)
    if isinstance(read, Rejected):
        return read
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, quiet=read))


def _read(form: QuietHoursForm) -> QuietHours | Rejected:
    errors: dict[str, str] = {}
    times: dict[str, time] = {}
    for field, typed in ((OPENS, form.opens), (CLOSES, form.closes)):
        try:
            times[field] = clock_time(typed)
        except Wrong as wrong:
            errors[field] = str(wrong)
    if not errors and times[CLOSES] <= times[OPENS]:
        errors[CLOSES] = "The last text of a day must go later than the first one."
    minutes: int | None = 0
    try:
        minutes = whole_number(form.reply_minutes, 0, _LONGEST_REPLY)
    except Wrong as wrong:
        errors[REPLY] = str(wrong)
    if errors:
        return Rejected(errors)
    return QuietHours(times[OPENS], times[CLOSES], form.state_rules, timedelta(minutes=minutes or 0))
