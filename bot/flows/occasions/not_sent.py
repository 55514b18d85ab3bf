"""What is said of a reminder that does not go."""

from bot.domain.offset_words import step_in_words
from bot.flows.occasions import words
from bot.flows.occasions.deciding import Due, NotSent
from bot.flows.occasions.telling import asked
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork


async def settle_unsent(uow: UnitOfWork, due: Due, unsent: NotSent) -> None:
    """Settle it, and tell the client's thread and who looks after the client."""
    reminder, about = due.reminder, due.about
    await uow.reminders.settle(reminder.id, unsent.state, why=unsent.why)
    what = words.whole(about.occasion, about.zone, about.now)
    said = f"The reminder “{step_in_words(reminder.step)}” of the {what}, was not sent. {unsent.why}"
    to = asked(about.client, about.occasion)
    line = items.system_post(about.thread, said, f"reminder:{reminder.id}:{unsent.state.value}", to=to)
    await uow.outbox.add([line, items.card(about.thread.id)], about.now)
