"""Reviews that nobody decides: a reminder in the thread, and at the end of the last day an opt-out.

Source: 47 CFR 64.1200(a)(10), ten business days at most.
"""

from datetime import datetime, timedelta

from bot.domain.business_days import morning_before
from bot.domain.consent import Review, ReviewState
from bot.flows.consent.review import Case, case_of, locked, take_out
from bot.flows.context import Context
from bot.flows.threads import items
from bot.storage.unit_of_work import UnitOfWork

_REMIND_BUSINESS_DAYS = 2
# Two business days are never longer than this, a weekend among them.
_AHEAD = timedelta(days=5)
_AT_ONCE = 50


async def watch_reviews(ctx: Context, workspace_id: str) -> int:
    """Remind of what is due soon and opt out what is due; how many reviews were looked at."""
    now = ctx.clock.now()
    async with ctx.store.read(workspace_id) as uow:
        reviews = await uow.reviews.to_look_at(now, now + _AHEAD, _AT_ONCE)
    for review in reviews:
        async with ctx.store.write(workspace_id) as uow:
            await _look_at(ctx, uow, review.id)
    return len(reviews)


async def _look_at(ctx: Context, uow: UnitOfWork, review_id: str) -> None:
    now = ctx.clock.now()
    review = await locked(uow, review_id)
    if review is None or review.state is not ReviewState.OPEN:
        return  # Somebody has decided meanwhile.
    zone = (await uow.settings.load()).settings.time_zone
    if review.due_at <= now:
        await _decide(ctx, uow, review)
    elif review.reminded_at is None and morning_before(review.due_at, _REMIND_BUSINESS_DAYS, zone) <= now:
        await _remind(uow, review, now)


async def _remind(uow: UnitOfWork, review: Review, now: datetime) -> None:
    await uow.reviews.set_reminded(review.id, now)
    case = await case_of(uow, review)
    conversation = await uow.conversations.get(case.message.conversation_id) if case else None
    if conversation:
        await uow.outbox.add([items.opt_out_question(conversation, review, reminder=True)], now)


async def _decide(ctx: Context, uow: UnitOfWork, review: Review) -> None:
    case = await case_of(uow, review)
    if case is None:
        return
    await take_out(ctx, uow, case, None)
    conversation = await uow.conversations.get(case.message.conversation_id)
    if conversation:
        said = items.system_post(conversation, _words(case), f"opt_out_due:{review.id}")
        await uow.outbox.add([said], ctx.clock.now())


def _words(case: Case) -> str:
    where = case.review.channel.label
    return (
        f"Nobody decided within ten business days, so what {case.client_name} wrote counts as an opt-out: "
        f"nothing more goes to them by {where}. They can text START to hear from you again."
    )
