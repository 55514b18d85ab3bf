"""*New client*: somebody is written down before anybody has texted."""

from dataclasses import dataclass

from bot.domain.client import Client
from bot.domain.client_record import FIELDS, ClientRecord, problems, tidy
from bot.domain.roles import Permission
from bot.flows.clients.appointment import Told, put_checked
from bot.flows.clients.edit import Rejected, with_known_kind, write_record
from bot.flows.clients.typed_addresses import Typed, read
from bot.flows.consent.reach import keep_opted_out
from bot.flows.context import Context
from bot.flows.occasions.set import welcome
from bot.flows.team.permissions import demand
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Taken:
    """Nothing was created: this address is another client's. Nobody guesses that they are the same."""

    value: str
    address_id: str
    owner_id: str
    owner_name: str


async def create(
    ctx: Context, workspace_id: str, user: str, typed: ClientRecord, addresses: Typed
) -> Client | Rejected | Taken:
    """Write a new client down, with a number or a WhatsApp identity or neither. Raises NotAllowed."""
    values, errors = read(ctx, addresses)
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.EDIT_CLIENTS)
        record = await with_known_kind(uow, tidy(typed))
        errors = problems(record, now) | errors
        if errors:
            return Rejected(errors)
        taken = await whose(uow, values)
        if taken:
            return taken
        client_id = await uow.client_records.add(record.name, now)
        await write_record(uow, client_id, record, FIELDS)
        for value in values:
            await uow.addresses.add(client_id, value, now)
        await keep_opted_out(uow, client_id, values)
        if record.next_appointment:
            # The client gets no thread for it: nobody has texted, and nothing is announced.
            told = Told("slack", user, in_thread=False)
            await put_checked(ctx, uow, client_id, None, record.next_appointment, told)
        await uow.audit.write([Deed(user, "client_created", now, client_id)])
        if values:
            await welcome(ctx, uow, client_id, user, "slack")
        client = await uow.clients.get(client_id)
    return client if client else Rejected({"name": "The client could not be kept. Try once more."})


async def whose(uow: UnitOfWork, values: list[str]) -> Taken | None:
    """The first of these addresses that is somebody's."""
    owners = await uow.clients.by_addresses(values)
    for value in values:
        if owner := owners.get(value):
            return Taken(value, owner.address_id, owner.client_id, owner.client_name)
    return None
