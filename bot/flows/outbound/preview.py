"""What a text would be if it were sent now, or at the time that was chosen: its size and cost, the client's
time, and what the gate says."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.address_words import display
from bot.domain.channel import Channel
from bot.domain.client import Address, Client
from bot.domain.message import Purpose
from bot.domain.money import Money
from bot.domain.phone import time_zones
from bot.domain.scheduling import trouble_with
from bot.domain.segments import Segments, count
from bot.domain.settings import Texting
from bot.domain.waiting import Waiting, shared_zone
from bot.flows.context import Context
from bot.flows.gate.ask import Answer, ask
from bot.flows.gate.question import Wish, of_wish
from bot.flows.gate.waiting import waiting_of
from bot.flows.message_templates.wording import whom
from bot.flows.opt_in.offer import Offered, offered_to, only_consent_is_missing
from bot.flows.outbound.approved import GoesAs, approved_for
from bot.flows.outbound.compose import ComposeRequest, address_of, way_of
from bot.flows.outbound.made_of import purpose_of, template_of
from bot.flows.outbound.route import NoRoute, choose_sender
from bot.flows.outbound.senders import sender_for
from bot.flows.outbound.ways_out import who_could
from bot.flows.templates.choice import CannotFill, Text, foretold
from bot.policy.decision import Decision, Reason, Send, codes_of, may_override
from bot.policy.facts import BudgetState
from bot.ports import Sender
from bot.storage.unit_of_work import UnitOfWork

# A toll-free number fits every zone of North America: any one of them would be a guess.
MOST_ZONES = 3
# The gate is asked about a text from the first moment on, and nothing typed yet is not yet a mistake.
_NOTHING_YET = "."


@dataclass(frozen=True)
class Verdict:
    """What the gate says: ``against`` and ``warnings`` in order, and ``waiting`` where it only delays, or
    where the time was chosen (``is_chosen``).

    ``may_override``: the author may set aside everything that stands against it; else ``who_could`` says who
    may, if anybody. ``set_aside``: the author has done so. ``opt_in``: the client can be asked for consent,
    and the text goes once they say yes.
    """

    against: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    waiting: Waiting | None = None
    may_override: bool = False
    who_could: str = ""
    set_aside: bool = False
    is_chosen: bool = False
    opt_in: Offered | None = None

    @property
    def codes(self) -> frozenset[str]:
        """The codes of what stands against it."""
        return frozenset(reason.code for reason in self.against)


@dataclass(frozen=True)
class Preview:
    """What the compose form shows while one types. WhatsApp has no segments.

    ``characters`` and ``segments`` count ``notice`` in, the line that the program adds below the text.
    ``local_time`` is aware and in the client's zone; ``zone_uncertain`` when the number fits several.
    ``cost`` is an estimate for the whole text; ``verdict`` is None until it is known to whom it goes.
    ``is_one_way``: answers to the sender are not shown. ``channels``: those on which the client can be
    reached at all; empty where anything may do. ``send_at``: the time that was chosen, if it may be, and
    ``trouble`` why not. ``files``: how many go along. ``sender``: what it would leave from. ``goes_as``: the
    approved template that goes in the place of the words, where WhatsApp takes none, and ``instead`` its
    words. ``client_zone``: the zone (IANA) of the client's clock, empty where nobody knows it. ``owner``: the
    teammate who looks after the client, where it is somebody else than who writes.
    """

    characters: int
    max_characters: int
    is_empty: bool = False
    notice: str = ""
    segments: Segments | None = None
    local_time: datetime | None = None
    zone_uncertain: bool = False
    cost: Money | None = None
    budgets: tuple[BudgetState, ...] = ()
    verdict: Verdict | None = None
    is_one_way: bool = False
    channels: tuple[Channel, ...] = ()
    send_at: datetime | None = None
    trouble: str = ""
    files: int = 0
    owner: str = ""
    sender: Sender | None = None
    goes_as: GoesAs | None = None
    instead: str = ""
    client_zone: str = ""
    client_name: str = ""


async def preview(ctx: Context, workspace_id: str, request: ComposeRequest) -> Preview:
    """Describe what stands in the form as the message it would become; nothing is stored.

    Raises NoRoute when the channel has no sender.
    """
    now = ctx.clock.now()
    choose_sender(ctx, request.channel, request.sender)
    trouble = trouble_with(request.send_at, now) if request.send_at else ""
    if trouble:
        request = replace(request, send_at=None)
    at = request.send_at or now
    async with ctx.store.read(workspace_id) as uow:
        client = await _client(uow, request)
        asked = await _asked(ctx, uow, request, client, at)
        goes_as = await _instead(ctx, uow, asked, client)
        if goes_as:
            asked = await _asked(ctx, uow, replace(request, template=goes_as.choice), client, at)
        opt_in = await _opt_in(uow, asked.answer)
    number, answer = asked.number, asked.answer
    verdict = replace(_verdict(request, answer, now), opt_in=opt_in) if number else None
    described = _described(asked.request, answer, verdict, _zones(client, number), at)
    owner = client.owner if client and client.owner != request.user else None
    return replace(
        described,
        sender=asked.sender,
        channels=_channels(client),
        send_at=request.send_at,
        trouble=trouble,
        owner=owner or "",
        goes_as=goes_as,
        instead=asked.request.body if goes_as else "",
        client_zone=shared_zone(_zones(client, number), at) or "",
        client_name=client.name if client else "",
    )


@dataclass(frozen=True)
class _Asked:
    """The request as its words would be, what it would leave from, to which number, and the gate's answer."""

    request: ComposeRequest
    sender: Sender
    number: str
    answer: Answer


async def _asked(
    ctx: Context, uow: UnitOfWork, request: ComposeRequest, client: Client | None, at: datetime
) -> _Asked:
    address = address_of(client, request) if client else None
    sender = await _sender(ctx, uow, request, client)
    number = (address.value if address else request.new_number) or ""
    text = await _text(uow, request)
    request = replace(request, body=text.body)
    wish = await _wish(uow, request, sender, client, number, address)
    wish = replace(wish, template=text.template, purpose=text.purpose)
    [answer] = await ask(uow, [of_wish(wish)], at)
    return _Asked(request, sender, number, answer)


async def _instead(ctx: Context, uow: UnitOfWork, asked: _Asked, client: Client | None) -> GoesAs | None:
    """The approved template, once WhatsApp takes no words; where an account has no sender for it, none."""
    made_of, is_closed = asked.request.made_of, "window_closed" in codes_of(asked.answer.decision)
    if made_of is None or not is_closed or not (to := client or await whom(ctx, uow, asked.request)):
        return None
    goes_as = await approved_for(ctx, uow, made_of, to, way_of(asked.request, to))
    if goes_as is None:
        return None
    try:
        await _sender(ctx, uow, replace(asked.request, template=goes_as.choice), client)
    except NoRoute:
        return None
    return goes_as


async def zone_of_client(ctx: Context, workspace_id: str, request: ComposeRequest) -> str:
    """The zone (IANA) of the client's clock, as the form has told it; empty where nobody knows it."""
    async with ctx.store.read(workspace_id) as uow:
        client = await _client(uow, request)
    address = address_of(client, request) if client else None
    number = address.value if address else request.new_number
    return shared_zone(_zones(client, number), request.send_at or ctx.clock.now()) or ""


async def _opt_in(uow: UnitOfWork, answer: Answer) -> Offered | None:
    if not only_consent_is_missing(answer.decision):
        return None
    found = await offered_to(uow, answer.question.draft.to)
    return found if isinstance(found, Offered) else None


def _described(
    request: ComposeRequest,
    answer: Answer,
    verdict: Verdict | None,
    zones: tuple[str, ...],
    at: datetime,
) -> Preview:
    draft, is_empty = answer.question.draft, not request.body.strip()
    whole = "" if is_empty else draft.whole
    known = verdict is not None and not is_empty
    return Preview(
        characters=len(whole),
        max_characters=draft.longest,
        is_empty=is_empty,
        notice=draft.notice if verdict else "",
        segments=None if request.channel is Channel.WHATSAPP else count(whole),
        local_time=at.astimezone(ZoneInfo(zones[0])) if 0 < len(zones) <= MOST_ZONES else None,
        zone_uncertain=len(zones) > 1,
        cost=answer.facts.cost if known else None,
        budgets=answer.facts.budgets,
        verdict=verdict,
        is_one_way=_is_one_way(request, answer),
        files=len(request.files),
    )


def _is_one_way(request: ComposeRequest, answer: Answer) -> bool:
    texting = answer.facts.settings.texting_of(request.channel, answer.question.draft.sender)
    return texting.texting is not Texting.TWO_WAY


def _channels(client: Client | None) -> tuple[Channel, ...]:
    families = (Channel.SMS, Channel.WHATSAPP)
    return tuple(family for family in families if client and client.address_for(family))


async def _sender(ctx: Context, uow: UnitOfWork, request: ComposeRequest, client: Client | None) -> Sender:
    client_id, template = client.id if client else None, request.template.id if request.template else ""
    return await sender_for(ctx, uow, request.channel, request.sender, client_id, template)


async def _client(uow: UnitOfWork, request: ComposeRequest) -> Client | None:
    """The client it would go to: for a number, whoever has it by now."""
    client_id = request.client_id
    if not client_id and request.new_number:
        owner = (await uow.clients.by_addresses([request.new_number])).get(request.new_number)
        client_id = owner.client_id if owner else None
    return await uow.clients.get(client_id) if client_id else None


async def _text(uow: UnitOfWork, request: ComposeRequest) -> Text:
    """What would go; of a template that is gone, nothing."""
    own = purpose_of(await template_of(uow, request.made_of))
    if request.template is None:
        return Text(request.body, purpose=own)
    try:
        text = await foretold(uow, request.template)
    except CannotFill:
        return Text("")
    return replace(text, purpose=own) if own is Purpose.MARKETING else text


async def _wish(
    uow: UnitOfWork,
    request: ComposeRequest,
    sender: Sender,
    client: Client | None,
    number: str,
    address: Address | None,
) -> Wish:
    threads = await uow.conversations.active_of([client.id]) if client else {}
    thread = threads.get(client.id) if client else None
    return Wish(
        channel=request.channel,
        sender=sender,
        to=number,
        body=request.body.strip() or _NOTHING_YET,
        client_name=(client and client.name) or display(number),
        address_id=address.id if address else None,
        client_id=client.id if client else None,
        conversation_id=thread.id if thread else None,
        user=request.user,
        due_at=request.send_at,
        is_ahead=request.send_at is not None,
        media=request.carries,
    )


def _verdict(request: ComposeRequest, answer: Answer, now: datetime) -> Verdict:
    """The gate was asked without an override, so that the form shows all of what one would set aside."""
    decision, author = answer.decision, answer.facts.author
    may = may_override(decision, author)
    return Verdict(
        against=_against(decision),
        warnings=decision.warnings,
        waiting=waiting_of(answer, now, request.send_at),
        is_chosen=request.send_at is not None,
        may_override=may,
        who_could=who_could(decision, author),
        # The very reasons that the person has seen, and no others.
        set_aside=may and request.set_aside == codes_of(decision),
    )


def _against(decision: Decision) -> tuple[Reason, ...]:
    return () if isinstance(decision, Send) else decision.reasons


def _zones(client: Client | None, number: str | None) -> tuple[str, ...]:
    if client and client.time_zone:
        return (client.time_zone,)
    return time_zones(number) if number else ()
