"""Setting up a text that goes again and again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.client import Client
from bot.domain.conversation import Conversation
from bot.domain.ids import new_id
from bot.domain.message_template import MessageTemplate
from bot.domain.recurrence import Recurrence, Series
from bot.domain.recurrences.moments import next_after
from bot.domain.recurrences.remarks import problems
from bot.domain.storable import storable
from bot.flows.context import Context
from bot.flows.opt_in.offer import only_consent_is_missing
from bot.flows.outbound.compose import ComposeRequest, Rejected, address_of, by_field, client_of
from bot.flows.outbound.route import NoRoute, Route, choose_sender
from bot.flows.outbound.senders import sender_for
from bot.flows.series import words
from bot.flows.series.asking import CannotSay, Occurrence, heard
from bot.flows.templates.choice import TEMPLATE, VARIABLE
from bot.flows.threads import items
from bot.flows.threads.open import open_threads
from bot.policy.decision import Refuse
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Started:
    """It goes again and again from ``next_at`` (UTC) on. ``root_ts`` is the card of the client's thread, if
    that stands already."""

    client_name: str
    series_id: str
    next_at: datetime | None
    slack_channel: str = ""
    root_ts: str | None = None


class _Not(Exception):
    """Raised to undo the transaction: nothing is set up, not even a client or a thread."""

    def __init__(self, rejected: Rejected) -> None:
        super().__init__(*rejected.errors)
        self.rejected = rejected


async def start(
    ctx: Context,
    workspace_id: str,
    request: ComposeRequest,
    recurrence: Recurrence,
    *,
    template_id: str = "",
    values: Sequence[tuple[str, str]] = (),
) -> Started | Rejected:
    """Keep it and tell of it in the client's thread; or say by field what to mend: those of the form, and
    those of the recurrence (interval, weekdays, starts, zone, until, count).

    ``template_id`` names a template of the team's whose words go, as they are each time, in the place of the
    request's; ``values`` are what was typed in for what nobody knows. The same intent is met once.
    """
    wrong = _wrong(request, template_id) or problems(recurrence, ctx.clock.now())
    if wrong:
        return Rejected(wrong)
    try:
        async with ctx.store.write(workspace_id) as uow:
            known = await uow.series.keyed(request.intent_key)
            if known is None:
                template = await _template(uow, request, template_id)
                client, route = await _whom(ctx, uow, request)
                new = _new(ctx, request, recurrence, route, template_id, tuple(values))
                new = await _checked(ctx, uow, new, template, client, route)
                return await _store(ctx, uow, new, template, client, request.intent_key)
            return await _known(uow, known)
    except NoRoute as problem:
        return Rejected({"channel": str(problem)})
    except _Not as refused:
        return refused.rejected


def _wrong(request: ComposeRequest, template_id: str) -> dict[str, str]:
    if request.carries:
        return {"files": words.NO_FILES}
    if request.template:
        return {TEMPLATE: words.NO_APPROVED}
    return {} if template_id or request.body.strip() else {"body": words.NO_WORDS}


async def _template(uow: UnitOfWork, request: ComposeRequest, template_id: str) -> MessageTemplate | None:
    if not template_id:
        return None
    template = await uow.message_templates.get(template_id)
    if template is None or template.archived_at:
        raise _Not(Rejected({TEMPLATE: words.NO_TEMPLATE}))
    if not template.reach.takes(request.channel):
        raise _Not(Rejected({TEMPLATE: words.not_by(template, request.channel)}))
    return template


async def _whom(ctx: Context, uow: UnitOfWork, request: ComposeRequest) -> tuple[Client, Route]:
    """The client and the way there. Raises NoRoute."""
    choose_sender(ctx, request.channel, request.sender)
    client = await client_of(ctx, uow, request)
    if isinstance(client, Rejected):
        raise _Not(client)
    address = address_of(client, request)
    if address is None:
        raise NoRoute(f"{client.name} has no phone number: choose WhatsApp.")
    sender = await sender_for(ctx, uow, request.channel, request.sender, client.id)
    return client, Route(request.channel, sender, address)


def _new(
    ctx: Context,
    request: ComposeRequest,
    recurrence: Recurrence,
    route: Route,
    template_id: str,
    values: tuple[tuple[str, str], ...],
) -> Series:
    now = ctx.clock.now()
    return Series(
        id=new_id(),
        client_id=route.address.client_id,
        address_id=route.address.id,
        channel=route.channel,
        sender=route.sender.address,
        recurrence=recurrence,
        author=request.user,
        created_at=now,
        body="" if template_id else storable(request.body).strip(),
        template_id=template_id,
        values=tuple((name, storable(value)) for name, value in values),
        next_at=next_after(recurrence, now),
    )


async def _checked(
    ctx: Context,
    uow: UnitOfWork,
    new: Series,
    template: MessageTemplate | None,
    client: Client,
    route: Route,
) -> Series:
    """The series with its purpose, if the gate would let its first time go as things are."""
    try:
        found = await heard(ctx, uow, ahead(new, template, client, route))
    except CannotSay as unsaid:
        raise _Not(Rejected(unsaid_by_field(unsaid))) from None
    decision = found.answer.decision
    if isinstance(decision, Refuse):
        lacks_consent = only_consent_is_missing(decision)
        raise _Not(Rejected(by_field(decision, found.answer.facts.author), lacks_consent))
    return replace(new, purpose=found.said.purpose)


def ahead(series: Series, template: MessageTemplate | None, client: Client, route: Route) -> Occurrence:
    """The next time, as things are now."""
    at = series.next_at or series.created_at
    return Occurrence(series, template, client, route, series.author, at, is_ahead=True)


def unsaid_by_field(unsaid: CannotSay) -> dict[str, str]:
    """Why there are no words, at the fields of the form that it is about."""
    if unsaid.missing:
        return {f"{VARIABLE}{name}": words.NOBODY_KNOWS for name in unsaid.missing}
    return {TEMPLATE: str(unsaid)}


async def _store(
    ctx: Context,
    uow: UnitOfWork,
    new: Series,
    template: MessageTemplate | None,
    client: Client,
    intent_key: str,
) -> Started:
    now = ctx.clock.now()
    if not await uow.series.add(new, intent_key):
        # Another process has met the same submission at this very moment.
        known = await uow.series.keyed(intent_key)
        return await _known(uow, known or new)
    senders = {client.id: new.sender}
    thread = (await open_threads(uow, senders, ctx.settings.inbox_channel, now, senders))[client.id]
    rules = (await uow.settings.load()).settings.dlp
    said = words.started(words.named(new, template, rules), new)
    told = items.system_post(thread, said, f"series:{new.id}", by=new.author)
    await uow.outbox.add([told, items.card(thread.id)], now)
    deed = Deed(new.author, "series_started", now, client.id, detail=words.for_audit(new))
    await uow.audit.write([deed])
    return _told(client.name, new, thread)


async def _known(uow: UnitOfWork, known: Series) -> Started:
    client = await uow.clients.get(known.client_id)
    thread = (await uow.conversations.active_of([known.client_id])).get(known.client_id)
    return _told(client.name if client else "", known, thread)


def _told(name: str, series: Series, thread: Conversation | None) -> Started:
    place = (thread.slack_channel, thread.root_ts) if thread else ("", None)
    return Started(name, series.id, series.next_at, *place)
