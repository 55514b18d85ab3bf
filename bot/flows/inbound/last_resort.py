"""A client's text that could not be applied for good: nothing more goes to somebody who may have opted out.

What is not carried out here is what fails everywhere else: as little as possible is done, and in the worst
case the text goes on waiting, and with it whatever is meant for its sender.
"""

import logging
from dataclasses import replace

from bot.domain.consent import DncSource
from bot.domain.events import InboundText
from bot.domain.keywords import Keyword, keyword
from bot.domain.opt_outs import is_opt_out
from bot.domain.storable import storable
from bot.flows.consent.opt_out import Wish, opt_out
from bot.flows.context import Context
from bot.flows.inbound.keywords import Received
from bot.flows.inbound.opt_outs import open_reviews
from bot.flows.inbound.people import owners_of
from bot.flows.inbound.receive import as_message
from bot.flows.threads import items
from bot.flows.threads.answered import heard
from bot.flows.threads.open import open_threads
from bot.flows.threads.renew import Wrote, after_silence
from bot.storage.repositories.inbound_texts import read_text
from bot.storage.repositories.inbox import Kept
from bot.storage.unit_of_work import UnitOfWork

_log = logging.getLogger(__name__)


async def may_be_given_up(ctx: Context, workspace_id: str, kept: Kept) -> bool:
    """Whether sending to this client may go on without the text: a STOP that cannot be shown is obeyed all
    the same, and words that may be an opt-out are asked about, or obeyed where not even that succeeds."""
    try:
        text = read_text(kept.data)
    except (KeyError, TypeError, ValueError):
        return True  # Nobody will ever know what it says.
    if keyword(text.body) is Keyword.STOP:
        return await _obeyed(ctx, workspace_id, text, DncSource.STOP)
    if keyword(text.body) is not None or not await _may_be_one(ctx, workspace_id, text):
        return True
    return await _asked(ctx, workspace_id, text) or await _obeyed(ctx, workspace_id, text, DncSource.REVIEW)


async def _may_be_one(ctx: Context, workspace_id: str, text: InboundText) -> bool:
    async with ctx.store.read(workspace_id) as uow:
        languages = (await uow.settings.load()).settings.consent.languages
    return is_opt_out(storable(text.body), languages)


async def _asked(ctx: Context, workspace_id: str, text: InboundText) -> bool:
    """Store the words and ask a teammate in the thread; nothing goes until somebody has decided."""
    try:
        async with ctx.store.write(workspace_id) as uow:
            await _ask(ctx, uow, text)
    except Exception:
        _log.exception("A possible opt-out could not be asked about; it counts as one.")
        return False
    return True


async def _ask(ctx: Context, uow: UnitOfWork, text: InboundText) -> None:
    now = ctx.clock.now()
    owner = (await owners_of(ctx, uow, [text]))[text.sender]
    senders = {owner.client_id: text.to}
    threads = await open_threads(uow, senders, ctx.settings.inbox_channel, now, senders)
    threads |= await after_silence(ctx, uow, [Wrote(threads[owner.client_id], text.to)])
    thread = threads[owner.client_id]
    # What Slack must not see stays hidden here too; where that fails the words count as an opt-out.
    rules = (await uow.settings.load()).settings.dlp
    message = as_message(uow, text, owner, thread.id, rules)
    await uow.messages.add([(message, f"{text.provider}:{text.provider_id}")])
    questions = await open_reviews(uow, [Received(text, message, owner.client_name)], threads, now)
    await heard(uow, [message], (), threads, now)
    shown, *files = items.client_wrote(thread, message)
    await uow.outbox.add([shown, *questions.values(), *files, items.card(thread.id)], now)


async def _obeyed(ctx: Context, workspace_id: str, text: InboundText, source: DncSource) -> bool:
    """Opt the address out as a STOP that is shown does, so that the gate refuses in words and a START can
    take it back."""
    try:
        async with ctx.store.write(workspace_id) as uow:
            owner = (await owners_of(ctx, uow, [text]))[text.sender]
            # No message of ours holds it: the provider's own id is the evidence.
            message = as_message(uow, text, owner, "", ())
            evidence = replace(message, id=f"{text.provider}:{text.provider_id}")
            await opt_out(uow, Wish(evidence, owner.client_name, source, text.received_at))
    except Exception:
        _log.exception("An opt-out could not even be recorded.")
        return False
    return True
