"""*Edit*: what is written down of a client is changed; what somebody else has written meanwhile is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.client import Client
from bot.domain.client_record import LABELS, ClientRecord, Merged, merged, problems, record_of, tidy
from bot.domain.conversation import Conversation
from bot.domain.folding import folded
from bot.domain.ids import new_id
from bot.domain.occasion import Occasion
from bot.domain.roles import Permission
from bot.flows.clients.appointment import FIELD, Told, next_appointment, put_appointment
from bot.flows.clients.find import client_by_id
from bot.flows.context import Context
from bot.flows.occasions.clock_of_client import follow_clock
from bot.flows.occasions.set import welcome
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["GONE", "Rejected", "client_by_id", "edit", "kinds_in_use", "record_now", "tags_in_use"]

GONE = "This client is not there any more. Close this and type /client to look for it."
_KINDS = ("client", "vendor", "signer")
# A menu holds no more than a hundred.
_MOST_KINDS, _MOST_TAGS = 90, 500


@dataclass(frozen=True)
class Rejected:
    """Nothing was changed: a sentence for each field that cannot be so, by field."""

    errors: dict[str, str]


async def edit(
    ctx: Context, workspace_id: str, user: str, client_id: str, typed: ClientRecord, seen: Mapping[str, str]
) -> Client | Rejected:
    """Change what was changed in the form; the client as it is then. Raises NotAllowed.

    ``seen`` are the digests of what the form showed. A field that somebody else has changed meanwhile is not
    written over: its sentence says what stands there now.
    """
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.EDIT_CLIENTS)
        await uow.client_records.lock([client_id])
        before = await uow.clients.get(client_id)
        if before is None or before.merged_into:
            return Rejected({"name": GONE})
        appointment = await next_appointment(uow, client_id, now)
        current = record_of(before, appointment.at if appointment else None)
        wish = merged(await with_known_kind(uow, tidy(typed)), seen, current)
        errors = _errors(wish, now) or await _appointment(ctx, uow, user, before, appointment, wish)
        if errors:
            return Rejected(errors)
        if wish.changed:
            await _keep(ctx, uow, user, before, wish)
        return await uow.clients.get(client_id) or before


async def _appointment(
    ctx: Context, uow: UnitOfWork, user: str, before: Client, known: Occasion | None, wish: Merged
) -> dict[str, str]:
    """Set, move or call off the next appointment, if that was changed; what stands against it, by field.

    A client without a thread gets none for it: nobody has texted, and nothing is announced."""
    if FIELD not in wish.changed:
        return {}
    threads = await uow.conversations.active_of([before.id])
    told = Told("slack", user, in_thread=bool(threads))
    why = await put_appointment(ctx, uow, before.id, known, wish.record.next_appointment, told)
    return {FIELD: why} if why else {}


def _errors(wish: Merged, now: datetime) -> dict[str, str]:
    """What is wrong with the changed fields; one that is as it was is nobody's mistake of today."""
    found = {name: why for name, why in problems(wish.record, now).items() if name in wish.changed}
    return found | {name: _meanwhile(wish, name) for name in wish.contested}


def _meanwhile(wish: Merged, name: str) -> str:
    what = LABELS[name]
    return f"Somebody else has changed the {what} meanwhile. Close this and open it again to see it."


async def _keep(ctx: Context, uow: UnitOfWork, user: str, before: Client, wish: Merged) -> None:
    now = ctx.clock.now()
    await write_record(uow, before.id, wish.record, wish.changed)
    if before.is_lead and "name" in wish.changed:
        await uow.clients.change(before.id, is_lead=False)
    if "time_zone" in wish.changed:
        await follow_clock(uow, before.id, now, user)
    detail = {"fields": sorted(wish.changed)}
    await uow.audit.write([Deed(user, "client_edited", now, before.id, detail=detail)])
    for thread in (await uow.conversations.active_of([before.id])).values():
        said = _said(thread, user, before, wish)
        await uow.outbox.add([*said, items.card(thread.id)], now)
    if before.is_lead and "name" in wish.changed:
        await welcome(ctx, uow, before.id, user, "slack")


async def write_record(uow: UnitOfWork, client_id: str, record: ClientRecord, changed: Sequence[str]) -> None:
    """Write these fields of a client, within a transaction that is already open; the next appointment is
    none of its fields (see ``clients/appointment``)."""
    columns = {name: getattr(record, name) for name in changed if name not in ("tags", FIELD)}
    if columns:
        await uow.clients.change(client_id, **columns)
    if "tags" in changed:
        await uow.client_records.set_tags(client_id, record.tags)


def _said(thread: Conversation, user: str, before: Client, wish: Merged) -> list[OutboxItem]:
    """What the thread is told: who looks after the client, and another name."""
    lines = []
    if "name" in wish.changed and before.name:
        renamed = f"renamed this client: {before.name} is {wish.record.name} now."
        lines.append(items.system_post(thread, renamed, new_id(), by=user))
    if "owner" in wish.changed:
        lines.append(_owner_line(thread, user, wish.record.owner))
    return lines


def _owner_line(thread: Conversation, user: str, owner: str | None) -> OutboxItem:
    if owner is None:
        return items.system_post(thread, "released this client: nobody looks after it.", new_id(), by=user)
    if owner == user:
        return items.system_post(thread, "looks after this client now.", new_id(), by=user)
    # The mention in the line is what tells the new owner.
    return items.system_post(thread, "asks to look after this client:", new_id(), by=user, to=owner)


async def with_known_kind(uow: UnitOfWork, record: ClientRecord) -> ClientRecord:
    """The same with its kind as the team writes it already: "Vendor" is no other kind than "vendor"."""
    known = await known_kinds(uow)
    return replace(record, kind=known.get(folded(record.kind), record.kind))


async def known_kinds(uow: UnitOfWork) -> dict[str, str]:
    """The kinds as the team writes them, by what they are compared by."""
    return {folded(kind): kind for kind in (*_KINDS, *await uow.client_records.kinds(_MOST_KINDS))}


async def record_now(ctx: Context, workspace_id: str, client: Client) -> ClientRecord:
    """What a form on the client begins with."""
    async with ctx.store.read(workspace_id) as uow:
        appointment = await next_appointment(uow, client.id, ctx.clock.now())
    return record_of(client, appointment.at if appointment else None)


async def kinds_in_use(ctx: Context, workspace_id: str) -> list[str]:
    """The kinds that clients may be of so far: those that everybody has, then the team's own words."""
    async with ctx.store.read(workspace_id) as uow:
        return list(dict.fromkeys([*_KINDS, *await uow.client_records.kinds(_MOST_KINDS)]))


async def tags_in_use(ctx: Context, workspace_id: str, typed: str = "") -> list[str]:
    """The tags that hold what was typed, the most used first."""
    wanted = folded(typed)
    async with ctx.store.read(workspace_id) as uow:
        return [tag for tag in await uow.client_records.tags(_MOST_TAGS) if wanted in folded(tag)]
