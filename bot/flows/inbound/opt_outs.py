"""A client's own words that sound like an opt-out: nothing more goes, and a teammate is asked what it was.

Called beside the keywords, in the transaction that stores the text.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.business_days import TO_HONOUR_AN_OPT_OUT, end_of_business_day
from bot.domain.channel import Channel
from bot.domain.consent import ConsentState, Review
from bot.domain.conversation import Conversation
from bot.domain.ids import new_id
from bot.domain.keywords import keyword
from bot.domain.opt_outs import LANGUAGES, is_opt_out
from bot.domain.settings import WorkspaceSettings
from bot.flows.clients.merge.consents import SOURCE as MERGE
from bot.flows.inbound.keywords import Received
from bot.flows.threads import items
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.unit_of_work import UnitOfWork


async def open_reviews(
    uow: UnitOfWork, received: Sequence[Received], threads: Mapping[str, Conversation], now: datetime
) -> dict[str, OutboxItem]:
    """Open a review for each text that may be an opt-out; the question for the thread, by message id.

    One is open at most for an address on a channel family, and none where nothing goes anyway.
    """
    # Most texts are none in any language: they cost no statement.
    perhaps = [each for each in received if _is_opt_out(each, LANGUAGES)]
    if not perhaps:
        return {}
    settings = (await uow.settings.load()).settings
    asking = [each for each in perhaps if _is_opt_out(each, settings.consent.languages)]
    new = [(each, _review(each, settings, now)) for each in await _still_reached(uow, asking)]
    opened = await uow.reviews.open([review for _, review in new])
    return {
        each.message.id: items.opt_out_question(threads[each.message.client_id], review)
        for each, review in new
        if review.id in opened
    }


def _is_opt_out(each: Received, languages: Sequence[str]) -> bool:
    # A keyword has had its effect already.
    return keyword(each.text.body) is None and is_opt_out(each.text.body, languages)


async def _still_reached(uow: UnitOfWork, asking: Sequence[Received]) -> list[Received]:
    """Those to whom something could still go: an opt-out of theirs that is in force needs no second one. What
    only a merge forbids is allowed again when the merge is undone, so that their own word counts."""
    stopped: set[tuple[str, Channel]] = set()
    withdrawn: set[tuple[str, Channel]] = set()
    for family in {each.message.channel.family for each in asking}:
        ids = [each.message.address_id for each in asking if each.message.channel.family is family]
        for recipient in (await uow.recipients.of_addresses(ids, family)).values():
            consent = recipient.consent
            if recipient.dnc:
                stopped.add((recipient.address_id, family))
            elif consent and consent.state is ConsentState.WITHDRAWN:
                withdrawn.add((recipient.address_id, family))
    stopped |= await _by_themselves(uow, withdrawn)
    return [each for each in asking if (each.message.address_id, each.message.channel.family) not in stopped]


async def _by_themselves(uow: UnitOfWork, withdrawn: set[tuple[str, Channel]]) -> set[tuple[str, Channel]]:
    if not withdrawn:
        return withdrawn
    latest = await uow.consents.latest_changes({address_id for address_id, _ in withdrawn})
    return {pair for pair in withdrawn if latest[pair].source != MERGE}


def _review(each: Received, settings: WorkspaceSettings, now: datetime) -> Review:
    message = each.message
    return Review(
        id=new_id(),
        address_id=message.address_id,
        channel=message.channel.family,
        message_id=message.id,
        opened_at=now,
        # Counted from when the client wrote, not from when we heard of it.
        due_at=end_of_business_day(message.created_at, TO_HONOUR_AN_OPT_OUT, settings.time_zone),
    )
