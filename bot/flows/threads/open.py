"""Making sure that a client has a thread."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from bot.domain.conversation import Conversation
from bot.flows.threads import items
from bot.flows.threads.place import places
from bot.storage.unit_of_work import UnitOfWork


async def open_threads(
    uow: UnitOfWork,
    client_ids: Iterable[str],
    inbox: str,
    now: datetime,
    senders: Mapping[str, str] | None = None,
    unshown: Collection[str] = (),
) -> dict[str, Conversation]:
    """The active conversation of each client; one without a card has it put into the outbox.

    ``senders`` names the sender of ours that a client writes to or is written to from: the admins' rules
    decide by it where a new thread stands, ``inbox`` when none fits. Clients in ``unshown`` get no card yet.
    """
    wanted = sorted(set(client_ids))
    active = await uow.conversations.active_of(wanted)
    missing = [client_id for client_id in wanted if client_id not in active]
    for client_id, conversation in active.items():
        if client_id not in unshown:
            await ask_for_card(uow, conversation, now)
    if not missing:
        return active
    added = await _add(uow, {each: (senders or {}).get(each, "") for each in missing}, inbox, now)
    shown = [conversation for conversation in added if conversation.client_id not in unshown]
    await uow.outbox.add([items.root(conversation) for conversation in shown], now)
    return await uow.conversations.active_of(wanted)


async def ask_for_card(uow: UnitOfWork, conversation: Conversation, now: datetime) -> None:
    """Have the card posted if it stands nowhere; one that is on its way is left alone."""
    if conversation.root_ts is not None:
        return
    root = items.root(conversation)
    # Asked for once more it would count as another card.
    if not await uow.outbox.is_waiting(root.dedupe_key):
        await uow.outbox.add([root], now)


async def _add(uow: UnitOfWork, senders: Mapping[str, str], inbox: str, now: datetime) -> list[Conversation]:
    """Those that are new: who has got a conversation meanwhile is left out."""
    by_channel: dict[str, list[str]] = {}
    for client_id, channel in (await places(uow, senders, inbox)).items():
        by_channel.setdefault(channel, []).append(client_id)
    return [
        conversation
        for channel, client_ids in by_channel.items()
        for conversation in await uow.conversations.add(client_ids, channel, now)
    ]
