"""Sending what was written in the compose modal."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.client import Address, Client
from bot.domain.message import Media, Purpose
from bot.domain.phone import NotAPhoneNumber, display, parse
from bot.domain.replies import OfferedFile
from bot.domain.roles import Role
from bot.domain.scheduling import trouble_with
from bot.domain.storable import storable
from bot.domain.waiting import Waiting
from bot.flows.context import Context
from bot.flows.message_templates.known import Way
from bot.flows.opt_in.ask import CannotAsk, Whom, ask
from bot.flows.opt_in.offer import only_consent_is_missing
from bot.flows.outbound.approved import approved_for
from bot.flows.outbound.enqueue import Intent, enqueue
from bot.flows.outbound.made_of import VALUE, MadeOf, made_from, purpose_of, say_what, template_of
from bot.flows.outbound.overriding import SAY_WHY, override_by
from bot.flows.outbound.route import NoRoute, Route, choose_sender
from bot.flows.outbound.senders import sender_for
from bot.flows.outbound.ways_out import who_could
from bot.flows.templates.choice import CannotFill, Choice, Text, written
from bot.flows.threads import items
from bot.flows.threads.open import open_threads
from bot.flows.threads.renew import Wrote, after_silence
from bot.flows.threads.still_scheduled import tell_of_scheduled
from bot.policy.checks.opt_in import FULL, NEEDED
from bot.policy.decision import Refuse
from bot.storage.unit_of_work import UnitOfWork

MAX_NAME = 120

NO_FILES = "An approved WhatsApp template takes no files along. Take them out, or send them as an SMS."

# What the gate finds wrong with whom the text is for, rather than with the text.
_OF_THE_CLIENT = (
    *("opted_out", "do_not_contact", "opt_out_review", "no_consent", "no_marketing_consent"),
    *("own_number", "landline", "not_on_whatsapp", "not_in_use", "spam", NEEDED, FULL),
)
_FIELD_OF = dict.fromkeys(_OF_THE_CLIENT, "client") | {"window_closed": "channel"}


@dataclass(frozen=True)
class ComposeRequest:
    """What stands in the form, submitted or only typed so far.

    ``intent_key`` is the same when Slack delivers the submission again. ``sender`` is an address of ours;
    empty: whichever fits the client. ``set_aside`` are the codes of the reasons that the person was shown and
    chose to override, and ``why`` their words for it. ``send_at``
    (UTC): when it is to go; None: now. ``files`` are those chosen in the form, ``media`` the same once they
    are ready. ``asks_consent``: the person has confirmed that the client is asked for consent to WhatsApp
    before, if that is missing. ``address_id``: at which of the client's addresses; None: the first.
    ``template`` goes in the place of ``body``. ``made_of``: the words of ``body`` are those of one of the
    team's own templates.
    """

    intent_key: str
    user: str
    channel: Channel
    sender: str
    body: str
    client_id: str | None = None
    new_number: str | None = None
    new_name: str | None = None
    set_aside: frozenset[str] = frozenset()
    why: str = ""
    address_id: str | None = None
    template: Choice | None = None
    send_at: datetime | None = None
    files: tuple[OfferedFile, ...] = ()
    media: tuple[Media, ...] = ()
    asks_consent: bool = False
    made_of: MadeOf | None = None

    @property
    def carries(self) -> tuple[Media, ...]:
        """What goes along: the files that are ready, or those chosen, as Slack describes them."""
        chosen = (Media("", each.content_type, each.name, each.size) for each in self.files)
        return self.media or tuple(chosen)


@dataclass(frozen=True)
class Composed:
    """The text is on its way, or waits. ``root_ts`` is the card it will stand under, if that stands
    already."""

    client_name: str
    message_id: str
    slack_channel: str = ""
    root_ts: str | None = None
    waiting: Waiting | None = None


@dataclass(frozen=True)
class Rejected:
    """Nothing was stored or sent; by field (client, channel, sender, body, send_at, files, file_url, why,
    template, ``variable:`` before the name of a blank, and ``value:`` before that of what a template of the
    team's own asks for), what to mend. ``lacks_consent``: the opt-in
    message is all that it takes, and nobody has confirmed that it goes."""

    errors: dict[str, str]
    lacks_consent: bool = False


class _Refused(Exception):
    """Raised to undo the transaction: a refused text leaves neither a client nor a thread behind."""

    def __init__(self, errors: dict[str, str], *, lacks_consent: bool = False) -> None:
        super().__init__(*errors)
        self.errors = errors
        self.lacks_consent = lacks_consent


class _Tried(Exception):
    """Raised to undo the transaction of a text that was only tried, and would go."""

    def __init__(self, composed: Composed) -> None:
        super().__init__()
        self.composed = composed


async def compose(
    ctx: Context, workspace_id: str, request: ComposeRequest, *, only_try: bool = False
) -> Composed | Rejected:
    """Store the text, open the client's thread if there is none, and show the text in it; or say why not.

    ``only_try``: say what would become of it, and leave nothing behind.
    """
    if request.send_at and (trouble := trouble_with(request.send_at, ctx.clock.now())):
        return Rejected({"send_at": trouble})
    if request.set_aside and not request.why.strip():
        return Rejected({"why": SAY_WHY})
    try:
        async with ctx.store.write(workspace_id) as uow:
            choose_sender(ctx, request.channel, request.sender)
            client = await _client(ctx, uow, request)
            request = await _as_approved(ctx, uow, client, request)
            template = request.template.id if request.template else ""
            sender = await sender_for(ctx, uow, request.channel, request.sender, client.id, template)
            route = Route(request.channel, sender, _address(client, request))
            composed = await _store(ctx, uow, client, route, request)
            if only_try:
                raise _Tried(composed)
            return composed
    except _Tried as tried:
        return tried.composed
    except NoRoute as problem:
        return Rejected({"template" if request.template else "channel": str(problem)})
    except _Refused as refused:
        return Rejected(refused.errors, refused.lacks_consent)


async def _store(
    ctx: Context, uow: UnitOfWork, client: Client, route: Route, request: ComposeRequest
) -> Composed:
    now = ctx.clock.now()
    text = await _text(uow, request)
    senders = {client.id: route.sender.address}
    threads = await open_threads(uow, senders, ctx.settings.inbox_channel, now, senders)
    conversation = threads[client.id]
    aside = request.set_aside
    await _ask_for_consent(ctx, uow, Whom(conversation, client.name, route), request)
    intent = Intent(
        key=request.intent_key,
        conversation=conversation,
        client_name=client.name,
        route=route,
        body=text.body,
        template=text.template,
        purpose=text.purpose,
        made_from=text.made_from,
        due_at=request.send_at or now,
        user=request.user,
        override=await override_by(uow, request.user, aside, request.why) if aside else None,
        scheduled_for=request.send_at,
        media=request.carries,
    )
    stored = await enqueue(uow, intent, now)
    if stored.is_new:
        if isinstance(stored.decision, Refuse):
            lacks_consent = only_consent_is_missing(stored.decision)
            errors = by_field(stored.decision, stored.answer.facts.author)
            raise _Refused(errors, lacks_consent=lacks_consent)
        wrote = Wrote(conversation, route.sender.address)
        conversation = (await after_silence(ctx, uow, [wrote])).get(client.id, conversation)
        shown = items.message_post("outbound", conversation, stored.message.id)
        await uow.outbox.add([shown, *items.about(stored.message)], now)
        if not request.send_at:
            await tell_of_scheduled(uow, [client.id], now, by=request.user)
    place = conversation.slack_channel, conversation.root_ts
    return Composed(client.name, stored.message.id, *place, stored.waiting)


async def _as_approved(
    ctx: Context, uow: UnitOfWork, client: Client, request: ComposeRequest
) -> ComposeRequest:
    """The request with the template that WhatsApp has approved in the place of the words, where the person
    was shown that; without one any more the gate says what stands against the words themselves."""
    if request.made_of is None or not request.made_of.as_approved:
        return request
    goes_as = await approved_for(ctx, uow, request.made_of, client, way_of(request, client))
    if goes_as is None:
        return request
    if goes_as.missing:
        raise _Refused({f"{VALUE}{name}": say_what(name) for name in goes_as.missing})
    if request.carries:
        raise _Refused({"files": NO_FILES})
    return replace(request, template=goes_as.choice)


async def _text(uow: UnitOfWork, request: ComposeRequest) -> Text:
    own = await template_of(uow, request.made_of)
    source = made_from(request.made_of, own)
    try:
        text = await written(uow, request.template) if request.template else Text(request.body.strip())
    except CannotFill as wrong:
        raise _Refused(wrong.errors) from None
    # Of two templates the stricter purpose holds.
    purpose = Purpose.MARKETING if purpose_of(own) is Purpose.MARKETING else text.purpose
    return replace(text, purpose=purpose, made_from=source)


async def _ask_for_consent(ctx: Context, uow: UnitOfWork, whom: Whom, request: ComposeRequest) -> None:
    """Where the person has confirmed it, and the client has not decided by now."""
    if not request.asks_consent or request.channel is not Channel.WHATSAPP:
        return
    try:
        await ask(ctx, uow, whom, request.user)
    except CannotAsk as problem:
        raise _Refused({"client": str(problem)}) from None


def by_field(refusal: Refuse, author: Role) -> dict[str, str]:
    """What the gate says, at the fields of the form that it is about."""
    errors: dict[str, str] = {}
    for reason in refusal.reasons:
        field = _FIELD_OF.get(reason.code, "body")
        errors[field] = f"{errors.get(field, '')} {reason.beside_a_refusal}".strip()
    who = who_could(refusal, author)
    # Said once, at the field that is named last: it holds for all of it.
    return errors | {field: f"{errors[field]} {who}".strip()}


async def client_of(ctx: Context, uow: UnitOfWork, request: ComposeRequest) -> Client | Rejected:
    """The client that a request is for, made where the number is new; or what to mend."""
    try:
        return await _client(ctx, uow, request)
    except _Refused as refused:
        return Rejected(refused.errors)


async def _client(ctx: Context, uow: UnitOfWork, request: ComposeRequest) -> Client:
    if request.client_id:
        client = await uow.clients.get(request.client_id)
        if client is None:
            raise _Refused({"client": "This client is not there any more. Choose another."})
        if not client.addresses:
            raise _Refused({"client": f"{client.name} has no number. Add one with /client."})
        return client
    if not request.new_number:
        raise _Refused({"client": "Choose a client, or type a phone number."})
    return await _new_client(ctx, uow, request.new_number, request.new_name)


def _address(client: Client, request: ComposeRequest) -> Address:
    address = address_of(client, request)
    if address is None:
        raise _Refused({"channel": f"{client.name} has no phone number: choose WhatsApp."})
    return address


def way_of(request: ComposeRequest, client: Client) -> Way:
    """By which way the text would go."""
    address = address_of(client, request)
    return Way(request.channel, address.value if address else request.new_number or "", request.sender)


def address_of(client: Client, request: ComposeRequest) -> Address | None:
    """The address that is meant, or else the first that takes the channel; None when the client has none."""
    taking = [each for each in client.addresses if each.takes(request.channel)]
    wanted = (each for each in taking if each.id == request.address_id)
    return next(wanted, taking[0] if taking else None)


async def _new_client(ctx: Context, uow: UnitOfWork, typed: str, name: str | None) -> Client:
    try:
        number = parse(typed, ctx.settings.default_region).e164
    except NotAPhoneNumber as problem:
        raise _Refused({"client": str(problem)}) from None
    owner = (await uow.clients.by_addresses([number])).get(number)
    if owner is None:
        called = " ".join(storable(name or "").split())[:MAX_NAME].strip() or display(number)
        made = await uow.clients.add_with_addresses([(number, called)], ctx.clock.now(), lead=False)
        owner = made[number]
    client = await uow.clients.get(owner.client_id)
    if client is None:
        raise _Refused({"client": "This client was removed meanwhile. Try once more."})
    return client
