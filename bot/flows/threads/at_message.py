"""The client in whose thread a Slack message stands."""

from bot.flows.context import Context
from bot.flows.outbound.route import NoRoute, Route, route_of_conversation
from bot.flows.threads.subject import Subject
from bot.storage.unit_of_work import UnitOfWork


async def at_message(ctx: Context, workspace_id: str, channel: str, root_ts: str) -> Subject | None:
    """The client of the thread under this root, be the root the card or where the card has stood before;
    None where no client's thread is."""
    async with ctx.store.read(workspace_id) as uow:
        return await subject_of(uow, channel, root_ts)


async def subject_of(uow: UnitOfWork, channel: str, root_ts: str) -> Subject | None:
    """The same within a transaction that is already open."""
    conversation = await uow.conversations.by_thread(channel, root_ts)
    client = await uow.clients.get(conversation.client_id) if conversation else None
    return Subject(client, conversation) if client and conversation else None


async def route_there(ctx: Context, workspace_id: str, about: Subject) -> Route | None:
    """The way that a reply in the thread would take; None when nothing can be sent there."""
    async with ctx.store.read(workspace_id) as uow:
        try:
            return await route_of_conversation(ctx, uow, about.conversation.id, about.client.id)
        except NoRoute:
            return None
