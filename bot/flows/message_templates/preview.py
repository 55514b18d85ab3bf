"""A template while it is being written, as a client would read it: its words, its size and cost, and whether
it would go. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.message_template import MAX_CONTENT, MessageTemplate, Reach, Variant
from bot.domain.money import Money
from bot.domain.phone import display
from bot.domain.segments import Segments, count
from bot.flows.clients.find import current
from bot.flows.consent.answer import our_name
from bot.flows.context import Context
from bot.flows.gate.ask import Answer, ask
from bot.flows.gate.question import Wish, of_wish
from bot.flows.message_templates.catalog import fill_in
from bot.flows.message_templates.fill import Filled, fill
from bot.flows.message_templates.rules import Draft, asked_names
from bot.flows.outbound.route import NoRoute
from bot.flows.outbound.senders import sender_for
from bot.policy.decision import Send
from bot.storage.unit_of_work import UnitOfWork
from bot.templating.render import BadTemplate
from bot.templating.variables import NAMES, SAMPLES, Value

# A post of the team's own in Slack. Source: the limit of Slack's markdown text, and the seeds.
MAX_SLACK = 40_000
# What is missing may come out one after another, where words depend on each other.
_MOST_ROUNDS = 20
# What the gate says outside of WhatsApp's 24 hours.
_WINDOW = "window_closed"


@dataclass(frozen=True)
class Sight:
    """What a client would read.

    ``language`` is the one the words are in. What nobody knows stands in the text in brackets: ``missing``
    are values that are not known of this client, ``asked`` those of the team's own, which somebody types in
    each time. ``problems``: why there is no text. ``client_name`` is empty where samples stand for a client.
    ``channel``: by which way; None for a post in Slack. ``segments`` is None where texts are not counted so.
    ``against``: what the gate has against sending it to this client now, a sentence each. ``stands_in``: an
    approved template goes where WhatsApp takes no words of one's own.
    """

    text: str = ""
    language: str = ""
    problems: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    client_name: str = ""
    channel: Channel | None = None
    characters: int = 0
    max_characters: int = MAX_CONTENT
    notice: str = ""
    segments: Segments | None = None
    cost: Money | None = None
    against: tuple[str, ...] = ()
    stands_in: bool = False


@dataclass(frozen=True)
class Filling:
    """A text with what is missing in it marked."""

    text: str
    missing: tuple[str, ...]
    language: str


async def look_at(
    ctx: Context, workspace_id: str, user: str, draft: Draft, client_id: str | None = None, language: str = ""
) -> Sight:
    """The draft as this client would read it; without one as a sample client who speaks ``language``."""
    template = _as_template(ctx, draft)
    async with ctx.store.read(workspace_id) as uow:
        client = await current(uow, client_id) if client_id else None
        channel = _channel(ctx, draft.reach, client)
        try:
            if client and channel:
                given = await _given(ctx, uow, template, client, channel)
                filled = replace(given, language=template.variant_for(client.language).language)
            else:
                filled = _by_samples(template, await _samples(uow), language)
        except BadTemplate as bad:
            wrong = template.variant_for(client.language if client else language)
            return Sight(language=wrong.language, problems=bad.problems, channel=channel)
        sight = _seen(filled, template, channel, client)
        answer = await _asked(ctx, uow, user, draft, client, channel, filled.text)
    return _judged(sight, answer) if answer else sight


def _seen(
    filled: Filling, template: MessageTemplate, channel: Channel | None, client: Client | None
) -> Sight:
    variant = template.variant_for(filled.language)
    own = set(asked_names(variant.content))
    return Sight(
        text=filled.text,
        language=filled.language,
        missing=tuple(name for name in filled.missing if name not in own),
        asked=tuple(name for name in filled.missing if name in own),
        client_name=client.name if client and channel else "",
        channel=channel,
        characters=len(filled.text),
        max_characters=channel.max_characters if channel else MAX_SLACK,
        segments=count(filled.text) if channel and channel.family is Channel.SMS else None,
        stands_in=channel is Channel.WHATSAPP and variant.approved is not None,
    )


def _judged(sight: Sight, answer: Answer) -> Sight:
    """The same with what the gate says, which knows the line that is added, the price and the rules."""
    decision, whole = answer.decision, answer.question.draft.whole
    against = () if isinstance(decision, Send) else decision.reasons
    if sight.stands_in:
        against = tuple(reason for reason in against if reason.code != _WINDOW)
    return replace(
        sight,
        characters=len(whole),
        max_characters=answer.question.draft.longest,
        notice=answer.question.draft.notice,
        segments=count(whole) if sight.segments else None,
        cost=answer.facts.cost,
        against=tuple(reason.words for reason in against),
    )


async def _given(
    ctx: Context, uow: UnitOfWork, template: MessageTemplate, client: Client, channel: Channel
) -> Filling:
    given: dict[str, str] = {}
    filled = await fill_in(ctx, uow, template, client, channel)
    while filled.missing and len(given) < _MOST_ROUNDS:
        given |= _marks(filled)
        filled = await fill_in(ctx, uow, template, client, channel, given)
    return Filling(filled.text, tuple(given), filled.made_from.language)


def _by_samples(template: MessageTemplate, values: Mapping[str, Value | None], language: str) -> Filling:
    given: dict[str, str] = {}
    filled = fill(template, language, values)
    while filled.missing and len(given) < _MOST_ROUNDS:
        given |= _marks(filled)
        filled = fill(template, language, values, given)
    return Filling(filled.text, tuple(given), filled.made_from.language)


def _marks(filled: Filled) -> dict[str, str]:
    return {name: f"[{name.replace('_', ' ')}]" for name in filled.missing}


async def _samples(uow: UnitOfWork) -> dict[str, Value | None]:
    """The samples, with what is known of ourselves in their place."""
    answers = (await uow.settings.load()).settings.answers
    ours = {
        "company_name": await our_name(uow),
        "company_phone": display(answers.phone),
        "company_email": answers.email,
    }
    return {**SAMPLES, **{name: value for name, value in ours.items() if value.strip() and name in NAMES}}


async def _asked(
    ctx: Context,
    uow: UnitOfWork,
    user: str,
    draft: Draft,
    client: Client | None,
    channel: Channel | None,
    text: str,
) -> Answer | None:
    address = client.address_for(channel) if client and channel else None
    if client is None or channel is None or address is None or not text:
        return None
    try:
        sender = await sender_for(ctx, uow, channel, "", client.id)
    except NoRoute:
        return None
    thread = (await uow.conversations.active_of([client.id])).get(client.id)
    wish = Wish(
        channel=channel,
        sender=sender,
        to=address.value,
        body=text,
        client_name=client.name,
        address_id=address.id,
        client_id=client.id,
        conversation_id=thread.id if thread else None,
        user=user,
        purpose=draft.purpose,
    )
    [answer] = await ask(uow, [of_wish(wish)], ctx.clock.now())
    return answer


def _channel(ctx: Context, reach: Reach, client: Client | None) -> Channel | None:
    """By which way it would go: the first that it takes, has a sender and reaches the client."""
    takes = [each for each in (Channel.SMS, Channel.WHATSAPP) if reach.takes(each)]
    usable = [each for each in takes if ctx.senders_for(each)] or takes
    reached = [each for each in usable if client is None or client.address_for(each)]
    return next(iter(reached or usable), None)


def _as_template(ctx: Context, draft: Draft) -> MessageTemplate:
    return MessageTemplate(
        id="",
        name=draft.name,
        reach=draft.reach,
        variants=draft.variants or (Variant("", ""),),
        version=0,
        updated_at=ctx.clock.now(),
    )
