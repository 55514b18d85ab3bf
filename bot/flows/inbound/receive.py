"""A client wrote. A whole batch is one transaction: client, thread, message, post and opt-out together.

The webhook has kept the texts (``kept_texts``); the worker hands them over here. Where a STOP goes:
``bot.flows.inbound.keywords`` records it in this same transaction, and until then nothing is claimed for its
sender. An opt-out in other words goes to ``bot.flows.inbound.opt_outs``.
"""

from collections.abc import Sequence, Set
from datetime import datetime

from bot.domain.channel import Channel
from bot.domain.conversation import Conversation
from bot.domain.events import InboundText
from bot.domain.ids import new_id
from bot.domain.message import Direction, Message, Status
from bot.domain.settings import DlpRule, SenderTexting, Texting, WorkspaceSettings
from bot.domain.storable import storable
from bot.flows.context import Context
from bot.flows.gate.sensitive import hidden_in_text, report_endless
from bot.flows.inbound.identities import Linked
from bot.flows.inbound.keywords import Handled, Received, handle_keywords
from bot.flows.inbound.moved import told_of
from bot.flows.inbound.opt_outs import open_reviews
from bot.flows.inbound.people import about_somebody, people_of
from bot.flows.inbound.private_extras import fit_to_keep
from bot.flows.inbound.put_aside import put_aside
from bot.flows.threads import items
from bot.flows.threads.answered import heard
from bot.flows.threads.open import ask_for_card, open_threads
from bot.flows.threads.renew import Wrote, after_silence
from bot.flows.threads.still_scheduled import tell_of_scheduled
from bot.storage.repositories.clients import Owner
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.unit_of_work import UnitOfWork


async def receive(ctx: Context, workspace_id: str, texts: Sequence[InboundText]) -> None:
    """Store what is new among ``texts``; one whose provider id is known has no further effect."""
    async with ctx.store.write(workspace_id) as uow:
        await receive_in(ctx, uow, texts)


async def receive_in(ctx: Context, uow: UnitOfWork, texts: Sequence[InboundText]) -> None:
    """The same within a transaction that is already open."""
    now = ctx.clock.now()
    settings = (await uow.settings.load()).settings
    people = await people_of(ctx, uow, texts)
    owned = [(text, people.of(text)) for text in about_somebody(texts, people)]
    senders = {owner.client_id: text.to for text, owner in owned}
    shown = {owner.client_id for text, owner in owned if not _unread(settings, text)}
    threads = await open_threads(
        uow, senders, ctx.settings.inbox_channel, now, senders, unshown=senders.keys() - shown
    )
    received = [_received(uow, text, owner, threads, settings.dlp) for text, owner in owned]
    fresh = await uow.messages.add(
        [(each.message, f"{each.text.provider}:{each.text.provider_id}") for each in received]
    )
    new = [each for each in received if each.message.id in fresh]
    spam = {owner.client_id for _, owner in owned if owner.is_spam}
    muted = {each.message.id for each in new if each.message.client_id in spam}
    await _take_up(ctx, uow, new, muted, threads, settings, people.linked)


async def _take_up(
    ctx: Context,
    uow: UnitOfWork,
    new: Sequence[Received],
    muted: Set[str],
    threads: dict[str, Conversation],
    settings: WorkspaceSettings,
    linked: Linked,
) -> None:
    """Everything that follows from texts that have not been here before."""
    now = ctx.clock.now()
    everything, new = new, [each for each in new if not each.message.extras.is_sign]
    await _heard(uow, new)
    for each in new:
        await report_endless(uow, each.message.body, Direction.IN, settings.dlp, now)
    silent = {each.message.id for each in new if _texting(settings, each.text).texting is Texting.SILENT}
    handled = await handle_keywords(ctx, uow, new, threads, silent, settings.answers)
    # What a client who is marked as spam writes is kept, and neither shown nor waited for (``clients/spam``).
    heeded = [each for each in new if each.message.id not in muted]
    questions = await open_reviews(uow, heeded, threads, now)
    must_show = (handled.notes.keys() - handled.asked) | questions.keys()
    unshown = [each for each in heeded if _unread(settings, each.text) and each.message.id not in must_show]
    await put_aside(ctx, uow, unshown, threads, handled.notes, settings)
    aside = {each.message.id for each in unshown}
    seen = [each for each in heeded if each.message.id not in aside]
    # Whoever wrote to a two-way sender has a card, or it is on its way.
    for client_id in {each.message.client_id for each in seen if _unread(settings, each.text)}:
        await ask_for_card(uow, threads[client_id], now)
    said = [Wrote(threads[each.message.client_id], each.text.to) for each in seen]
    threads |= await after_silence(ctx, uow, said)
    told = await told_of(uow, linked, threads)
    # A sign is shown, and that is all: whoever gives one has written nothing.
    signs = [each for each in everything if _is_shown_sign(each, muted, settings)]
    shown = {each.message.id for each in (*seen, *signs)}
    posts = [
        item
        for each in everything
        if each.message.id in shown
        for item in (*told.get(each.text.provider_id, ()), *_posts(each, threads, handled, questions))
    ]
    await heard(uow, [each.message for each in heeded], handled.dealt_with | aside, threads, now)
    cards = [items.card(conversation_id) for conversation_id in _conversations([*heeded, *signs])]
    await uow.outbox.add(posts + cards, now)
    # Below the client's words, which it is about.
    await _tell_of_scheduled(uow, seen, handled.dealt_with | questions.keys(), now)


async def _tell_of_scheduled(
    uow: UnitOfWork, seen: Sequence[Received], dealt_with: Set[str], now: datetime
) -> None:
    """A STOP is no news for who has scheduled a text: whether that goes is decided, and told, at its time."""
    writing = {each.message.client_id for each in seen if each.message.id not in dealt_with}
    await tell_of_scheduled(uow, writing, now)


def _is_shown_sign(each: Received, muted: Set[str], settings: WorkspaceSettings) -> bool:
    is_shown = each.message.id not in muted and not _unread(settings, each.text)
    return each.message.extras.is_sign and is_shown


def _conversations(received: Sequence[Received]) -> Set[str]:
    return {each.message.conversation_id for each in received}


def _texting(settings: WorkspaceSettings, text: InboundText) -> SenderTexting:
    return settings.texting_of(text.channel, text.to)


def _unread(settings: WorkspaceSettings, text: InboundText) -> bool:
    """Whether it went to a sender of ours that is not two-way."""
    return _texting(settings, text).texting is not Texting.TWO_WAY


def _posts(
    each: Received,
    threads: dict[str, Conversation],
    handled: Handled,
    questions: dict[str, OutboxItem],
) -> list[OutboxItem]:
    """The client's words and, below them, what they have confirmed or the question whether they are an
    opt-out, then what came along."""
    message, thread = each.message, threads[each.message.client_id]
    if message.extras.moved_to:
        return []  # The line about it says everything.
    words, *files = items.client_wrote(thread, message, handled.notes.get(message.id, ""))
    asked = [questions[message.id]] if message.id in questions else []
    confirmed = handled.confirmed.get(message.id)
    if confirmed and confirmed.line:
        line = items.system_post(thread, confirmed.line, f"confirmed:{message.id}", to=confirmed.to)
        asked.append(line)
    return [words, *asked, *files]


async def _heard(uow: UnitOfWork, received: Sequence[Received]) -> None:
    """Remember when each client last wrote: WhatsApp's window, quiet hours and consent depend on it."""
    when: dict[tuple[str, Channel], datetime] = {}
    for each in received:
        key = (each.message.address_id, each.message.channel.family)
        when[key] = max(each.message.created_at, when.get(key, each.message.created_at))
    if when:
        await uow.channel_states.heard(when)


def _received(
    uow: UnitOfWork,
    text: InboundText,
    owner: Owner,
    threads: dict[str, Conversation],
    rules: Sequence[DlpRule],
) -> Received:
    message = as_message(uow, text, owner, threads[owner.client_id].id, rules)
    return Received(text, message, owner.client_name)


def as_message(
    uow: UnitOfWork, text: InboundText, owner: Owner, conversation_id: str, rules: Sequence[DlpRule]
) -> Message:
    """The message that a client's text becomes, with what Slack must not see of it."""
    body = storable(text.body)
    return Message(
        id=new_id(),
        workspace_id=uow.workspace_id,
        conversation_id=conversation_id,
        client_id=owner.client_id,
        address_id=owner.address_id,
        direction=Direction.IN,
        channel=text.channel,
        sender=text.to,
        to=text.sender,
        body=body,
        hidden=hidden_in_text(body, rules),
        status=Status.RECEIVED,
        created_at=text.received_at,
        due_at=text.received_at,
        updated_at=text.received_at,
        provider=text.provider,
        provider_id=text.provider_id,
        media=text.media,
        extras=fit_to_keep(text.extras, rules),
        by_rcs=text.by_rcs,
    )
