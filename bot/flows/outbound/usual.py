"""The way that texts to a client usually take."""

from bot.flows.context import Context
from bot.flows.outbound.route import NoRoute, Route, route_of_conversation


async def usual_route(ctx: Context, workspace_id: str, client_id: str) -> Route | None:
    """The way that a reply in the client's thread would take: who wrote on WhatsApp last is written to there.

    None while the client has no thread, or when nothing can be sent that way.
    """
    async with ctx.store.read(workspace_id) as uow:
        thread = (await uow.conversations.active_of([client_id])).get(client_id)
        if thread is None:
            return None
        try:
            return await route_of_conversation(ctx, uow, thread.id, client_id)
        except NoRoute:
            return None
