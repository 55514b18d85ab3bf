"""*Create client*: an unknown number gets its name."""

from dataclasses import dataclass

from bot.domain.client import DEFAULT_KIND, Client
from bot.domain.ids import new_id
from bot.domain.roles import Permission
from bot.domain.storable import storable
from bot.flows.context import Context
from bot.flows.occasions.set import welcome
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

NAME, COMPANY, KIND, OWNER = "name", "company", "kind", "owner"
MAX_NAME, MAX_KIND = 100, 40
GONE = "This client is not there any more. Close this and look again."


@dataclass(frozen=True)
class Named:
    """What a teammate has said of the client; ``owner`` is who looks after it, empty for nobody."""

    name: str
    company: str = ""
    kind: str = DEFAULT_KIND
    owner: str = ""


@dataclass(frozen=True)
class Rejected:
    """Nothing was changed: a sentence for each field that cannot be so."""

    errors: dict[str, str]


async def create(ctx: Context, workspace_id: str, user: str, client_id: str, typed: Named) -> str | Rejected:
    """Make a lead a client of this name; what happened, in a sentence. Raises NotAllowed."""
    name = _words(typed.name, MAX_NAME)
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.EDIT_CLIENTS)
        # Of two who decide at once the second is told.
        await uow.merges.lock([client_id])
        client = await uow.clients.get(client_id)
        problem = _problem(client, name)
        if client is None or problem:
            return Rejected({NAME: problem or GONE})
        await _name(ctx, uow, user, client, typed, name)
    return f"{name} is a client now."


def _problem(client: Client | None, name: str) -> str:
    if client is None:
        return GONE
    if client.merged_into or not client.is_lead:
        return f"This was decided before: it is {client.name} now. Close this and look at the card."
    return "" if name else "A client needs a name."


async def _name(ctx: Context, uow: UnitOfWork, user: str, client: Client, typed: Named, name: str) -> None:
    now = ctx.clock.now()
    await uow.clients.rename(client.id, name)
    await uow.clients.change(
        client.id,
        company=_words(typed.company, MAX_NAME),
        kind=_words(typed.kind, MAX_KIND) or DEFAULT_KIND,
        owner=typed.owner or None,
    )
    await uow.audit.write([Deed(user, "client_named", now, client.id)])
    for thread in (await uow.conversations.active_of([client.id])).values():
        said = items.system_post(thread, f"made this number a client: {name}.", new_id(), by=user)
        await uow.outbox.add([said, items.card(thread.id)], now)
    await welcome(ctx, uow, client.id, user, "slack")


def _words(typed: str, most: int) -> str:
    return " ".join(storable(typed).split())[:most].strip()
