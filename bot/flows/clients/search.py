"""Finding a client by name, company or number, or noticing that a number is new."""

from dataclasses import dataclass

from bot.domain.client import Client
from bot.domain.phone import NotAPhoneNumber, looks_like_number, parse
from bot.flows.context import Context
from bot.storage.unit_of_work import UnitOfWork

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
        found = tuple(await uow.client_search.matching(typed, limit))
        if not looks_like_number(typed):
            return SearchResult(found or await _near(uow, typed, limit))
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


async def _near(uow: UnitOfWork, typed: str, limit: int) -> tuple[Client, ...]:
    """Those who only nearly fit: looked for when nobody fits."""
    # The library behind it is as large as all of this program's own code; most processes never need it.
    from bot.flows.clients.near import near  # noqa: PLC0415

    return tuple(await near(uow, typed, limit))
