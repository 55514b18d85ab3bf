"""What is to come next for a client by itself: a reminder, or a text that goes again and again."""

from datetime import UTC, datetime

from bot.domain.recurrence import Series
from bot.domain.reminder import Reminder
from bot.domain.upcoming import NextUp
from bot.flows.series.words import series_excerpt
from bot.storage.repositories.coming import Place, Whose
from bot.storage.unit_of_work import UnitOfWork

# More are not counted: the list shows them.
_MOST = 100
_SINCE = Place(datetime(2000, 1, 1, tzinfo=UTC))


async def next_up(uow: UnitOfWork, client_id: str) -> NextUp | None:
    """The first of them, and how many others there are; None where there is nothing."""
    count = await uow.coming.count_of_client(client_id, _MOST)
    if not count:
        return None
    whose = Whose(client_id)
    reminders = await uow.coming.reminders(whose, _SINCE, 1)
    series = await uow.coming.series(whose, _SINCE, 1)
    first: list[tuple[datetime, Reminder | Series]] = [
        *((each.due_at, each) for each in reminders),
        *((each.next_at, each) for each in series if each.next_at),
    ]
    if not first:
        return None
    at, found = min(first, key=lambda each: each[0])
    return NextUp(at, await _words(uow, found), count - 1)


async def _words(uow: UnitOfWork, found: Reminder | Series) -> str:
    """The name of its template, or the beginning of its words; and that it is kept back, if it is."""
    if isinstance(found, Series):
        template = await uow.message_templates.get(found.template_id) if found.template_id else None
        rules = (await uow.settings.load()).settings.dlp
        return template.name if template else f"“{series_excerpt(found, rules)}”"
    trigger = await uow.triggers.get(found.trigger_id)
    template = await uow.message_templates.get(trigger.template_id) if trigger else None
    occasion = await uow.occasions.get(found.occasion_id)
    paused = " (paused)" if occasion and occasion.paused_by else ""
    return f"{template.name if template else 'a reminder'}{paused}"
