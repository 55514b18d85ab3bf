"""A batch of rows carried out within one transaction: all of it is kept, or none."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.client_import import Outcome
from bot.domain.ids import new_id
from bot.domain.sheets.rows import Row, Sheet
from bot.domain.whatsapp_id import is_whatsapp_id
from bot.flows.clients.appointment import FIELD, Told, put_checked
from bot.flows.clients.edit import write_record
from bot.flows.clients.importing.plan import Planned, plan
from bot.flows.consent.reach import keep_opted_out
from bot.flows.context import Context
from bot.flows.threads import items
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.new_clients import AddressTaken, NewClient
from bot.storage.unit_of_work import UnitOfWork

# Small enough that nobody waits long for the database, large enough that a big file is soon done.
SIZE = 200
_WAY = {"way": "import"}
# A file of thousands opens no thread for each of them.
_TOLD = Told("import", in_thread=False)


async def carry_out(
    ctx: Context, uow: UnitOfWork, user: str, sheet: Sheet, rows: Sequence[Row], seen: dict[str, int]
) -> list[Planned]:
    """Create and change the clients of these rows; what has become of each row.

    Raises AddressTaken when somebody else has just given one of the addresses to a client: then nothing of
    this transaction may be kept, and trying again finds that client.
    """
    now = ctx.clock.now()
    planned = await plan(uow, sheet.columns, rows, seen, now, lock=True)
    created = await _create(ctx, uow, [each for each in planned if each.outcome is Outcome.CREATED])
    changed = [each for each in planned if each.outcome is Outcome.CHANGED]
    for each in changed:
        await _change(ctx, uow, each)
    deeds = [Deed(user, "client_created", now, client_id, detail=_WAY) for client_id in created]
    await uow.audit.write([*deeds, *(deed for each in changed for deed in _deeds(user, each, now))])
    await _redraw(uow, changed, now)
    return planned


async def _create(ctx: Context, uow: UnitOfWork, planned: Sequence[Planned]) -> list[str]:
    people = [NewClient(new_id(), each.record, each.added) for each in planned if each.record]
    await uow.new_clients.add(people, ctx.clock.now())
    for each in people:
        if len(each.addresses) > 1 and any(is_whatsapp_id(value) for value in each.addresses):
            await keep_opted_out(uow, each.id, each.addresses)
        if each.record.next_appointment:
            await put_checked(ctx, uow, each.id, None, each.record.next_appointment, _TOLD)
    return [each.id for each in people]


async def _change(ctx: Context, uow: UnitOfWork, planned: Planned) -> None:
    client, record = planned.before, planned.record
    if client is None or record is None:
        return
    await write_record(uow, client.id, record, planned.changed)
    if FIELD in planned.changed:
        known = planned.appointment
        await put_checked(ctx, uow, client.id, known, record.next_appointment, _TOLD)
    if client.is_lead and "name" in planned.changed:
        await uow.clients.change(client.id, is_lead=False)
    for value in planned.added:
        if await uow.addresses.add(client.id, value, ctx.clock.now()) is None:
            raise AddressTaken
    if planned.added:
        await keep_opted_out(uow, client.id, planned.added)


def _deeds(user: str, planned: Planned, now: datetime) -> list[Deed]:
    client_id = planned.before.id if planned.before else None
    deeds = [Deed(user, "address_added", now, client_id, detail=_WAY) for _ in planned.added]
    if planned.changed:
        detail = {"fields": sorted(planned.changed), **_WAY}
        deeds.append(Deed(user, "client_edited", now, client_id, detail=detail))
    return deeds


async def _redraw(uow: UnitOfWork, changed: Sequence[Planned], now: datetime) -> None:
    """The cards of changed clients are written anew. A line in each thread would hold up what clients write:
    Slack takes one post a second."""
    ids = [each.before.id for each in changed if each.before]
    threads = await uow.conversations.active_of(ids) if ids else {}
    await uow.outbox.add([items.card(thread.id) for thread in threads.values()], now)
