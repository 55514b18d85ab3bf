"""A reminder's words, on their way to the client."""

from dataclasses import replace

from bot.domain.channel import WHATSAPP_WINDOW, Channel
from bot.domain.client import Address, Client
from bot.domain.message import Direction, Purpose
from bot.domain.message_template import Approved, MessageTemplate
from bot.domain.reminder import ReminderState
from bot.flows.attention.failures import failed
from bot.flows.context import Context
from bot.flows.message_templates.fill import Filled, fill
from bot.flows.message_templates.values import values_of
from bot.flows.occasions.deciding import Due, NotSent
from bot.flows.occasions.missing import NO_WORDS, cannot_fill, missing
from bot.flows.occasions.telling import asked
from bot.flows.outbound.enqueue import Enqueued, Intent, enqueue
from bot.flows.outbound.instead import refused_goes_by_sms
from bot.flows.outbound.route import NoRoute, Route
from bot.flows.outbound.senders import sender_for
from bot.flows.outbound.ways_out import ways_out
from bot.flows.templates.choice import CannotFill, Choice, Text, written
from bot.flows.threads import items
from bot.flows.threads.notices import offers_as_json
from bot.flows.threads.renew import Wrote, after_silence
from bot.policy.decision import Refuse
from bot.ports import Sender
from bot.storage.unit_of_work import UnitOfWork
from bot.templating.names import names_in
from bot.templating.render import BadTemplate, render
from bot.templating.variables import NAMES, Value


async def send(ctx: Context, uow: UnitOfWork, due: Due) -> NotSent | None:
    """Queue the text; None when that is done, be it that the gate refuses it: then the thread has been told.
    Otherwise what is missing for it."""
    template = due.template
    if template is None:
        raise LookupError("A reminder without a template has no words.")
    try:
        route = await _route(ctx, uow, due, template)
    except NoRoute as problem:
        return NotSent(ReminderState.SKIPPED, str(problem))
    values = await values_of(
        uow,
        due.about.client,
        due.about.now,
        number=route.address.value,
        sender=route.sender.address,
        occasion=due.about.occasion,
    )
    try:
        filled = fill(template, due.about.client.language, values)
        text = await _text(uow, due, route, filled, values, template.purpose)
    except BadTemplate:
        return NotSent(ReminderState.SKIPPED, NO_WORDS)
    except CannotFill as problem:
        return NotSent(ReminderState.SKIPPED, cannot_fill(problem))
    if filled.missing and text.template is None:
        return NotSent(ReminderState.SKIPPED, missing(filled.missing))
    return await _queue(ctx, uow, due, route, text, filled)


async def _queue(
    ctx: Context, uow: UnitOfWork, due: Due, route: Route, text: Text, filled: Filled
) -> NotSent | None:
    reminder, about = due.reminder, due.about
    if text.template:
        try:
            route = replace(route, sender=await _sender(ctx, uow, due, route.channel, text.template.id))
        except NoRoute as problem:
            return NotSent(ReminderState.SKIPPED, str(problem))
    made_from = replace(
        filled.made_from,
        occasion_id=about.occasion.id,
        reminder_id=reminder.id,
        tells=asked(about.client, about.occasion),
    )
    # What it became before was taken back: this is another text.
    before = f":{reminder.message_id}" if reminder.message_id else ""
    intent = Intent(
        key=f"reminder:{reminder.id}{before}",
        conversation=about.thread,
        client_name=about.client.name,
        route=route,
        body=text.body,
        due_at=about.now,
        purpose=text.purpose,
        template=text.template,
        made_from=made_from,
        useless_at=reminder.useless_at,
    )
    stored = await enqueue(uow, intent, about.now)
    await uow.reminders.settle(reminder.id, ReminderState.SENT, message_id=stored.message.id)
    if stored.is_new:
        await _show(ctx, uow, due, route, stored)
    return None


async def _show(ctx: Context, uow: UnitOfWork, due: Due, route: Route, stored: Enqueued) -> None:
    """The text in the thread; for one that is refused the reason and the ways out."""
    message, thread, now = stored.message, due.about.thread, due.about.now
    shown = items.about(message)
    refusal = stored.decision
    if not isinstance(refusal, Refuse):
        wrote = Wrote(thread, route.sender.address)
        thread = (await after_silence(ctx, uow, [wrote])).get(due.about.client.id, thread)
        shown = [items.message_post("outbound", thread, message.id), *shown]
    elif not await refused_goes_by_sms(ctx, uow, message, refusal):
        await failed(uow, [message], now)
        offers = offers_as_json(await ways_out(ctx, uow, message, refusal, now))
        shown = [items.message_post("failure", thread, message.id, offers=offers), *shown]
    await uow.outbox.add(shown, now)


async def _route(ctx: Context, uow: UnitOfWork, due: Due, template: MessageTemplate) -> Route:
    """By the trigger's channel, or by whichever the client used last, or else the first that reaches them.
    Raises NoRoute."""
    client = due.about.client
    wanted = due.trigger.channel
    problem = NoRoute(f"{client.name} cannot be reached by any channel that this template may go by.")
    for channel in [wanted] if wanted else await _channels(uow, due):
        address = _address(client, channel)
        if not template.reach.takes(channel):
            continue
        if address is None:
            problem = NoRoute(f"{client.name} has no number for {channel.family.label}.")
            continue
        try:
            return Route(channel.family, await _sender(ctx, uow, due, channel.family), address)
        except NoRoute as none:
            problem = none
    raise problem


async def _channels(uow: UnitOfWork, due: Due) -> list[Channel]:
    latest = await uow.messages.latest(due.about.thread.id, Direction.IN, signs=True)
    used = [latest.channel.family] if latest else []
    return list(dict.fromkeys([*used, Channel.SMS, Channel.WHATSAPP]))


def _address(client: Client, channel: Channel) -> Address | None:
    return client.address_for(channel.family)


async def _sender(ctx: Context, uow: UnitOfWork, due: Due, channel: Channel, template_id: str = "") -> Sender:
    return await sender_for(ctx, uow, channel, "", due.about.client.id, template_id)


async def _text(
    uow: UnitOfWork,
    due: Due,
    route: Route,
    filled: Filled,
    values: dict[str, Value | None],
    purpose: Purpose,
) -> Text:
    """Our own words, or the template that WhatsApp has approved where it takes no others. Raises
    CannotFill."""
    approved = filled.approved
    if route.channel is not Channel.WHATSAPP or approved is None or await _window_is_open(uow, due, route):
        return Text(filled.text, purpose=purpose)
    language = filled.made_from.language or due.about.client.language
    text = await written(uow, Choice(approved.template_id, _blanks(approved, values, language)))
    return replace(text, purpose=text.purpose if text.purpose is Purpose.MARKETING else purpose)


async def _window_is_open(uow: UnitOfWork, due: Due, route: Route) -> bool:
    known = await uow.recipients.of_addresses([route.address.id], Channel.WHATSAPP)
    recipient = known.get(route.address.id)
    last = recipient.last_inbound_at if recipient else None
    return last is not None and due.about.now < last + WHATSAPP_WINDOW


def _blanks(approved: Approved, values: dict[str, Value | None], language: str) -> dict[str, str]:
    """What stands in the template's blanks; where a value is missing nothing does, which cannot go."""
    return {
        name: render(source, values, NAMES | names_in(source), language).text
        for name, source in approved.values
    }
