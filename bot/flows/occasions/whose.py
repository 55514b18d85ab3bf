"""Whose occasion it is: a known client, or one who is written down with it."""

from bot.domain.client import Client
from bot.domain.languages import code_of
from bot.domain.occasion import Occasion
from bot.domain.phone import NotAPhoneNumber, display, parse
from bot.flows.clients.find import GONE, current
from bot.flows.clients.typed_addresses import OURS
from bot.flows.context import Context
from bot.flows.occasions.wanted import Wanted
from bot.storage.unit_of_work import UnitOfWork

CHOOSE = "Choose a client, or type a phone number."


class NotTheirs(Exception):
    """Nobody can be told whose it is; ``errors`` says by field what to mend."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.errors = {field: why}


async def find(ctx: Context, uow: UnitOfWork, wanted: Wanted, known: Occasion | None) -> Client | str:
    """The client that is meant, or the number (E.164) of one who is nobody yet. Raises NotTheirs."""
    named = await _named(ctx, uow, wanted)
    owner = await current(uow, known.client_id) if known else None
    if owner and isinstance(named, (Client, str)) and named != owner:
        raise NotTheirs("client", f"It is {owner.name}'s. Cancel it and set a new one for somebody else.")
    found = owner or named
    if found is None:
        raise NotTheirs("client", CHOOSE)
    if isinstance(found, Client) and found.is_spam:
        raise NotTheirs("client", f"{found.name} is marked as spam. Take that mark off first.")
    return found


async def made(uow: UnitOfWork, found: Client | str, wanted: Wanted, ctx: Context) -> Client:
    """The client, written down now if it is nobody yet; a name or a language that nobody knew is kept."""
    if isinstance(found, str):
        name = wanted.name or display(found)
        added = await uow.clients.add_with_addresses([(found, name)], ctx.clock.now(), lead=False)
        client_id = added[found].client_id
    else:
        client_id = found.id
    before = await uow.clients.get(client_id)
    language = code_of(wanted.language) if wanted.language else None
    if before and before.is_lead and wanted.name:
        await uow.clients.rename(client_id, wanted.name)
    if before and language and not before.language:
        await uow.clients.change(client_id, language=language)
    client = await uow.clients.get(client_id)
    if client is None:
        raise NotTheirs("client", GONE)
    return client


async def _named(ctx: Context, uow: UnitOfWork, wanted: Wanted) -> Client | str | None:
    if wanted.client_id:
        client = await current(uow, wanted.client_id)
        if client is None:
            raise NotTheirs("client", GONE)
        return client
    if not wanted.number:
        return None
    try:
        number = parse(wanted.number, ctx.settings.default_region).e164
    except NotAPhoneNumber as problem:
        raise NotTheirs("number", str(problem)) from None
    if any(sender.address == number for sender in ctx.senders):
        raise NotTheirs("number", OURS)
    owner = (await uow.clients.by_addresses([number])).get(number)
    return (await current(uow, owner.client_id) if owner else None) or number
