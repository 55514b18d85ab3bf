"""A reminder for the team itself: posted in a channel of its own, where nobody has to allow it."""

from bot.domain.markdown import harmless, harmless_link
from bot.domain.reminder import ReminderState
from bot.flows.message_templates.fill import fill
from bot.flows.message_templates.values import values_of
from bot.flows.occasions.deciding import Due, NotSent
from bot.flows.occasions.missing import NO_WORDS, missing
from bot.flows.occasions.telling import asked
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork
from bot.templating.render import BadTemplate
from bot.templating.variables import Value

NOT_FOR_SLACK = "Its template is for clients only. An admin can choose one for Slack."


async def post(uow: UnitOfWork, due: Due) -> NotSent | None:
    """Put the words into the outbox for the trigger's channel; what is missing for that, or None."""
    template, about = due.template, due.about
    if template is None or not template.reach.takes_slack:
        return NotSent(ReminderState.SKIPPED, NOT_FOR_SLACK)
    address = about.client.addresses[0].value if about.client.addresses else ""
    values = await values_of(uow, about.client, about.now, number=address, occasion=about.occasion)
    try:
        filled = fill(template, "", {name: _safe(value) for name, value in values.items()})
    except BadTemplate:
        return NotSent(ReminderState.SKIPPED, NO_WORDS)
    if filled.missing:
        return NotSent(ReminderState.SKIPPED, missing(filled.missing))
    by = asked(about.client, about.occasion)
    key = f"reminder:{due.reminder.id}"
    await uow.outbox.add([items.channel_post(due.trigger.slack_channel, filled.text, key, by=by)], about.now)
    await uow.reminders.settle(due.reminder.id, ReminderState.SENT)
    return None


def _safe(value: Value | None) -> Value | None:
    """What somebody has typed stands in the post as it is: it can neither mention anybody nor be a mark."""
    if not isinstance(value, str):
        return value
    return harmless_link(value) if value.startswith("https://") else harmless(value)
