"""All clients as a CSV file, in the columns that an import understands."""

from collections.abc import AsyncIterator
from datetime import datetime

from bot.domain.client import Client
from bot.domain.ids import new_id
from bot.domain.roles import Permission
from bot.domain.sheets.write import HEADER, client_row, written
from bot.domain.thread import SharedFile
from bot.flows.context import Context
from bot.flows.team.hand_over import hand_over
from bot.flows.team.permissions import demand
from bot.flows.team.roles import OPERATOR
from bot.flows.threads import items
from bot.ports import ThreadPoster
from bot.storage.repositories.audit import Deed

_BATCH = 1_000


async def request_export(ctx: Context, workspace_id: str, user: str) -> None:
    """Have all clients sent to a teammate as a file, by the worker. Raises NotAllowed."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.IMPORT_EXPORT)
        await uow.audit.write([Deed(user, "clients_exported", now)])
        await uow.outbox.add([items.client_export(user, new_id())], now)


async def export_at_command_line(ctx: Context, workspace_id: str) -> tuple[bytes, int]:
    """The file for somebody who has the database in hand, and how many clients are in it; it is recorded."""
    async with ctx.store.write(workspace_id) as uow:
        deed = Deed(OPERATOR, "clients_exported", ctx.clock.now(), detail={"by": "command line"})
        await uow.audit.write([deed])
    return await clients_file(ctx, workspace_id)


async def send_client_export(ctx: Context, poster: ThreadPoster, workspace_id: str, user: str) -> None:
    """Write the file and hand it over, or say why not. Raises PostFailed."""
    content, rows = await clients_file(ctx, workspace_id)
    name = f"clients-{ctx.clock.now():%Y-%m-%d}.csv"
    words = f"Your clients, as you asked: {rows:,}. Change the file and bring it back with /client import."
    await hand_over(poster, user, SharedFile(name, content, words))


async def clients_file(ctx: Context, workspace_id: str) -> tuple[bytes, int]:
    """The file, and how many clients are in it: those marked as spam are, with a mark, and those that have
    become part of another are not."""
    content, rows = bytearray(written(HEADER, ())), 0
    async for batch, appointments in _batches(ctx, workspace_id):
        lines = (client_row(client, appointments.get(client.id)) for client in batch)
        content += written(HEADER, lines, begins=False)
        rows += len(batch)
    return bytes(content), rows


async def _batches(
    ctx: Context, workspace_id: str
) -> AsyncIterator[tuple[list[Client], dict[str, datetime | None]]]:
    """In the order in which they were added, a transaction for each batch: writers do not wait for it. With
    each the times of their next appointments, by client."""
    last = ""
    while True:
        async with ctx.store.read(workspace_id) as uow:
            batch = await uow.client_list.after(last, _BATCH)
            ids = [client.id for client in batch]
            found = await uow.occasions.next_appointments(ids, ctx.clock.now())
        if not batch:
            return
        yield batch, {client_id: occasion.at for client_id, occasion in found.items()}
        last = batch[-1].id
