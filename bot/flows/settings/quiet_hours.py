"""When texts may arrive, at the client's own time."""

from dataclasses import dataclass, replace
from datetime import timedelta

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
    errors: dict[str, str] = {}
    quiet = QuietHours(state_rules=form.state_rules)
    for field, typed in ((OPENS, form.opens), (CLOSES, form.closes)):
        try:
            quiet = replace(quiet, **{field: clock_time(typed)})
        except Wrong as wrong:
            errors[field] = str(wrong)
    if not errors and quiet.closes <= quiet.opens:
        errors[CLOSES] = "The last text of a day must go later than the first one."
    try:
        minutes = whole_number(form.reply_minutes, 0, _LONGEST_REPLY)
        quiet = replace(quiet, reply_passes=timedelta(minutes=minutes or 0))
    except Wrong as wrong:
        errors[REPLY] = str(wrong)
    if errors:
        return Rejected(errors)
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, quiet=quiet))
