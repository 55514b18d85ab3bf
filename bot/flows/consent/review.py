"""A teammate has read a client's own words and decides: *Opt out* or *Not an opt-out*."""

from dataclasses import dataclass

from bot.domain.consent import DncSource, Review, ReviewState
from bot.domain.message import Message
from bot.domain.roles import Permission
from bot.flows.consent.answer import CONFIRM_WITHIN, answer, our_name, stop_answer
from bot.flows.consent.opt_out import Wish, opt_out
from bot.flows.consent.reach import lock_people
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.flows.threads.answered import asked_nothing
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

GONE = "That question is not there any more. Record the client's wish with /client."
DECIDED = {
    ReviewState.OPTED_OUT: "This is decided already: the client is opted out.",
    ReviewState.DISMISSED: "This is decided already: it was not an opt-out, and texts may go.",
}


@dataclass(frozen=True)
class Case:
    """An open review with the message it is about and the client's name."""

    review: Review
    message: Message
    client_name: str


async def confirm(ctx: Context, workspace_id: str, review_id: str, user: str) -> str:
    """The words are an opt-out; what happened, in a sentence. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        case = await _case(uow, review_id, user)
        if isinstance(case, str):
            return case
        await take_out(ctx, uow, case, user)
        confirmed = await _confirmed(ctx, uow, case)
        where = case.review.channel.label
        done = f"{case.client_name} is opted out of {where} and on the do-not-contact list."
        return f"{done} They get one text that confirms it." if confirmed else done


async def dismiss(ctx: Context, workspace_id: str, review_id: str, user: str) -> str:
    """The words are no opt-out; what happened, in a sentence. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        case = await _case(uow, review_id, user)
        if isinstance(case, str):
            return case
        now = ctx.clock.now()
        await uow.reviews.close(review_id, ReviewState.DISMISSED, user, now)
        await uow.audit.write([_deed(case, user, "opt_out_dismissed", ctx)])
        where = case.review.channel.label
        return f"Texts to {case.client_name} may go by {where} again. Send anew what was refused meanwhile."


async def take_out(ctx: Context, uow: UnitOfWork, case: Case, user: str | None) -> None:
    """Carry the opt-out out, within the caller's transaction; ``user`` is None when its time has run out."""
    now = ctx.clock.now()
    wish = Wish(case.message, case.client_name, DncSource.REVIEW, now, by=user)
    # Closing comes with it: what is open for the address is decided by an opt-out.
    await opt_out(uow, wish)
    await asked_nothing(uow, case.message.conversation_id, case.review.opened_at)
    await uow.audit.write([_deed(case, user or "", "opt_out_confirmed", ctx)])
    await uow.outbox.add([items.card(case.message.conversation_id)], now)


async def locked(uow: UnitOfWork, review_id: str) -> Review | None:
    """The review as it is once nobody else decides about its address: of two who decide at once, the second
    sees what the first has done. Every opt-out locks the address first, so that none waits in a ring."""
    known = await uow.reviews.get(review_id)
    if known is None:
        return None
    message = await uow.messages.get(known.message_id)
    await lock_people(uow, [message.client_id] if message else [], [known.address_id])
    return await uow.reviews.get(review_id)


async def case_of(uow: UnitOfWork, review: Review) -> Case | None:
    """The review with what it is about; None when that is gone."""
    message = await uow.messages.get(review.message_id)
    client = await uow.clients.get(message.client_id) if message else None
    return Case(review, message, client.name) if message and client else None


async def _case(uow: UnitOfWork, review_id: str, user: str) -> Case | str:
    """The open case, or why there is nothing to decide. Raises NotAllowed."""
    await demand(uow, user, Permission.MANAGE_CONSENT)
    review = await locked(uow, review_id)
    if review is None:
        return GONE
    if review.state is not ReviewState.OPEN:
        return DECIDED[review.state]
    return await case_of(uow, review) or GONE


async def _confirmed(ctx: Context, uow: UnitOfWork, case: Case) -> bool:
    """The single confirmation that is allowed, while it is: 47 CFR 64.1200(a)(12)."""
    message = case.message
    if ctx.clock.now() - message.created_at > CONFIRM_WITHIN:
        return False
    conversation = await uow.conversations.get(message.conversation_id)
    if conversation is None:
        return False
    said = stop_answer(await our_name(uow), message.channel)
    return await answer(ctx, uow, message, case.client_name, conversation, said) is not None


def _deed(case: Case, user: str, action: str, ctx: Context) -> Deed:
    message = case.message
    detail = {"channel": case.review.channel.value, "review": case.review.id}
    return Deed(user, action, ctx.clock.now(), message.client_id, message.id, detail)
