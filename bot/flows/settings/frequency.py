"""How many texts a client gets at most."""

from dataclasses import dataclass, replace

from bot.domain.settings import FrequencyCaps
from bot.flows.context import Context
from bot.flows.settings.change import Outcome, Rejected, change
from bot.flows.settings.reading import Wrong, whole_number

PER_DAY, PER_WEEK = "per_day", "per_week"
_MOST = 1_000


@dataclass(frozen=True)
class FrequencyForm:
    """As it was filled in; an empty number sets no limit."""

    per_day: str
    per_week: str
    state_rules: bool


async def save(ctx: Context, workspace_id: str, user: str, version: int, form: FrequencyForm) -> Outcome:
    """Change them. Raises NotAllowed and ChangedMeanwhile."""
    errors: dict[str, str] = {}
    limits: dict[str, int | None] = {}
    for field, typed in ((PER_DAY, form.per_day), (PER_WEEK, form.per_week)):
        try:
            limits[field] = whole_number(typed, 1, _MOST)
        except Wrong as wrong:
            errors[field] = str(wrong)
    day, week = limits.get(PER_DAY), limits.get(PER_WEEK)
    if day and week and week < day:
        errors[PER_WEEK] = f"A week cannot take fewer than the {day:,} of one day."
    if errors:
        return Rejected(errors)
    caps = FrequencyCaps(day, week, form.state_rules)
    return await change(ctx, workspace_id, user, version, lambda old: replace(old, frequency=caps))
