"""*Numbers*: a client's phone numbers and WhatsApp identities are added, taken off, handed on, put first."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.address_words import display
from bot.domain.client import Address, Client
from bot.domain.ids import new_id
from bot.domain.roles import Permission
from bot.flows.clients.create import Taken, whose
from bot.flows.clients.edit import GONE, Rejected
from bot.flows.clients.typed_addresses import IDENTITY, NUMBER, Typed, read
from bot.flows.consent.reach import keep_opted_out
from bot.flows.context import Context
from bot.flows.occasions.clock_of_client import follow_clock
from bot.flows.outbound.cancel import take_all_back
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

MOST = 20
NOTHING = "Type a phone number or a WhatsApp identity."
ALREADY = "This client has that number already."
TOO_MANY = f"A client has at most {MOST} numbers. Take one off first."
NOT_THERE = "Nothing was changed: that number is not this client's any more."


@dataclass(frozen=True)
class Changed:
    """The client as it is now, and what happened, in a sentence."""

    client: Client
    said: str


async def add(
    ctx: Context, workspace_id: str, user: str, client_id: str, typed: Typed
) -> Changed | Rejected | Taken:
    """Give a client what was typed, after the numbers it has. Raises NotAllowed."""
    values, errors = read(ctx, typed)
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.EDIT_CLIENTS)
        await uow.client_records.lock([client_id])
        client = await uow.clients.get(client_id)
        errors = errors or _problem(client, values, typed)
        if client is None or errors:
            return Rejected(errors)
        taken = await whose(uow, values)
        if taken:
            return taken
        for value in values:
            await uow.addresses.add(client_id, value, ctx.clock.now())
        await keep_opted_out(uow, client_id, values)
        shown = _listed(values)
        await _follow(ctx, uow, user, client_id, "address_added", f"added {shown} to this client.")
        return await _changed(uow, client, f"Added {shown}.")


def _problem(client: Client | None, values: Sequence[str], typed: Typed) -> dict[str, str]:
    field = NUMBER if typed.number.strip() or not typed.identity.strip() else IDENTITY
    if client is None or client.merged_into:
        return {field: GONE}
    if not values:
        return {field: NOTHING}
    if {address.value for address in client.addresses} & set(values):
        return {field: ALREADY}
    return {field: TOO_MANY} if len(client.addresses) + len(values) > MOST else {}


async def remove(
    ctx: Context, workspace_id: str, user: str, client_id: str, address_id: str
) -> Changed | Rejected:
    """Take an address off its client; what waits to go there is taken back. Raises NotAllowed.

    What is known of the number stays: a STOP holds for it, whoever's it is next.
    """
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.EDIT_CLIENTS)
        await uow.client_records.lock([client_id])
        found = await _theirs(uow, client_id, address_id)
        if found is None:
            return Rejected({NUMBER: NOT_THERE})
        client, address = found
        waiting = await uow.addresses.queued(address)
        await uow.addresses.retire(address.id, now)
        await take_all_back(uow, waiting, now)
        shown = display(address.value)
        said = f"took {shown} off this client.{_taken_back(len(waiting))}"
        await _follow(ctx, uow, user, client.id, "address_removed", said)
        return await _changed(uow, client, f"Took {shown} off.{_taken_back(len(waiting))}")


async def use_first(
    ctx: Context, workspace_id: str, user: str, client_id: str, address_id: str
) -> Changed | Rejected:
    """Use this address before the client's others, wherever nothing else says which. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.EDIT_CLIENTS)
        await uow.client_records.lock([client_id])
        found = await _theirs(uow, client_id, address_id)
        if found is None:
            return Rejected({NUMBER: NOT_THERE})
        client, address = found
        await uow.addresses.put_first(address)
        await _follow(ctx, uow, user, client.id, "address_put_first")
        return await _changed(uow, client, f"{display(address.value)} is used first now.")


async def move_here(
    ctx: Context, workspace_id: str, user: str, client_id: str, address_id: str
) -> Changed | Rejected:
    """Take an address from the client who has it and give it to this one. Raises NotAllowed.

    Consent and opt-outs belong to the number and come along; older messages stay where they were written, and
    what waits to go to the number is taken back: it was meant for somebody else.
    """
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.EDIT_CLIENTS)
        seen = await uow.addresses.get(address_id)
        await uow.client_records.lock([client_id, *([seen.client_id] if seen else [])])
        address, client = await uow.addresses.get(address_id), await uow.clients.get(client_id)
        if client is None or client.merged_into:
            return Rejected({NUMBER: GONE})
        if seen is None or address != seen or address.client_id == client_id:
            return Rejected({NUMBER: "Nothing was changed: somebody else was first. Look again."})
        if len(client.addresses) >= MOST:
            return Rejected({NUMBER: TOO_MANY})
        former = await uow.clients.get(address.client_id)
        waiting = await uow.addresses.queued(address)
        await uow.addresses.hand_over(address.id, client.id)
        await keep_opted_out(uow, client.id, [address.value])
        await take_all_back(uow, waiting, now)
        shown, back = display(address.value), _taken_back(len(waiting))
        name = former.name if former else "another client"
        given = f"moved {shown} to {client.name}.{back}"
        await _follow(ctx, uow, user, address.client_id, "address_moved_away", given)
        await _follow(ctx, uow, user, client.id, "address_moved_here", f"moved {shown} here from {name}.")
        return await _changed(uow, client, f"Moved {shown} here from {name}.{back}")


async def _theirs(uow: UnitOfWork, client_id: str, address_id: str) -> tuple[Client, Address] | None:
    client = await uow.clients.get(client_id)
    address = next((each for each in client.addresses if each.id == address_id), None) if client else None
    return (client, address) if client and address else None


async def _follow(
    ctx: Context, uow: UnitOfWork, user: str, client_id: str, action: str, said: str = ""
) -> None:
    """The audit, which holds no number, the client's thread, and the reminders."""
    now = ctx.clock.now()
    await uow.audit.write([Deed(user, action, now, client_id)])
    for thread in (await uow.conversations.active_of([client_id])).values():
        line = [items.system_post(thread, said, new_id(), by=user)] if said else []
        await uow.outbox.add([*line, items.card(thread.id)], now)
    # The area of the first number says where the client is, while nobody else does.
    await follow_clock(uow, client_id, now)


async def _changed(uow: UnitOfWork, before: Client, said: str) -> Changed:
    return Changed(await uow.clients.get(before.id) or before, said)


def _listed(values: Sequence[str]) -> str:
    return " and ".join(display(value) for value in values)


def _taken_back(count: int) -> str:
    if not count:
        return ""
    texts = "A text that waited" if count == 1 else f"{count} texts that waited"
    return f" {texts} to go there {'was' if count == 1 else 'were'} taken back."
