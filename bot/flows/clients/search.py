"""Finding a client by name, company or number, or noticing that a number is new."""

from dataclasses import dataclass

from bot.domain.client import Client
from bot.domain.phone import NotAPhoneNumber, looks_like_number, parse
from bot.flows.context import Context

# What a person types to find somebody; anything longer is a text pasted by mistake.
MAX_QUERY = 100


@dataclass(frozen=True)
class SearchResult:
    """Who was found; a number that nobody has yet; or why what was typed cannot be a number."""

    clients: tuple[Client, ...] = ()
    new_number: str | None = None
    problem: str | None = None


async def search(ctx: Context, workspace_id: str, query: str, limit: int = 20) -> SearchResult:
    """Clients that fit ``query``. A whole number that no client has comes back as ``new_number``."""
    typed = query.strip()[:MAX_QUERY]
    async with ctx.store.read(workspace_id) as uow:
        found = tuple(await uow.clients.search(typed, limit))
        if not looks_like_number(typed):
            return SearchResult(found)
        try:
            number = parse(typed, ctx.settings.default_region).e164
        except NotAPhoneNumber as problem:
            return SearchResult(found, problem=None if found else str(problem))
        owner = (await uow.clients.by_addresses([number])).get(number)
        if owner is None:
            return SearchResult(found, new_number=number)
        known = await uow.clients.get(owner.client_id)
        others = tuple(client for client in found if client.id != owner.client_id)
        return SearchResult(((known,) if known else ()) + others)
