"""An import asked for in Slack: begun with a file, confirmed or cancelled once one knows what it would do."""

from datetime import datetime, timedelta

from bot.domain.client_import import ClientImport, ImportState
from bot.domain.ids import new_id
from bot.domain.roles import Permission
from bot.domain.sheets.table import MAX_BYTES
from bot.flows.clients.importing import words
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.flows.threads import items
from bot.ports import HandedOver
from bot.storage.unit_of_work import UnitOfWork

OVER = "Nothing was done: this import is over. Type /client import to begin another."
BEGUN = "The import has begun. You hear from me when it is done."
CANCELLED = "Nothing was imported, and the file is deleted here."
MINE = "Your import of {name} is not done yet. Wait for it, then try again."
SOMEBODYS = "A teammate is importing clients just now. Wait for it, then try again."
TOO_LARGE = f"The file is larger than {MAX_BYTES // 1_000_000} MB. Split it into several files."
_KEPT = timedelta(hours=24)
_REMEMBERED = timedelta(days=7)
_MAX_FILE_NAME = 120


async def request(ctx: Context, workspace_id: str, user: str, file: HandedOver) -> str:
    """Have a file read by the worker, which tells ``user`` what an import would do. Raises NotAllowed.

    A sentence when that cannot be, nothing when it was done. An import of the same teammate that only waits
    for their word gives way to the new one.
    """
    now = ctx.clock.now()
    if file.size > MAX_BYTES:
        return TOO_LARGE
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.IMPORT_EXPORT)
        current = await uow.client_imports.under_way()
        if current and (current.user != user or current.state is not ImportState.READY):
            return MINE.format(name=current.file_name) if current.user == user else SOMEBODYS
        if current:
            await _end(uow, current, ImportState.CANCELLED)
        name = " ".join(file.name.split())[:_MAX_FILE_NAME] or "the file"
        new = ClientImport(new_id(), user, name, file.url, ImportState.FETCHING, now, now)
        return "" if await uow.client_imports.add(new) else SOMEBODYS


async def confirm(ctx: Context, workspace_id: str, import_id: str, user: str) -> str:
    """*Import*: begin with it; what happened, in a sentence. Raises NotAllowed."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.IMPORT_EXPORT)
        found = await uow.client_imports.get(import_id, lock=True)
        if found is None or found.state is not ImportState.READY:
            return OVER
        await uow.client_imports.change(import_id, state=ImportState.RUNNING.value, next_attempt_at=now)
        return BEGUN


async def cancel(ctx: Context, workspace_id: str, import_id: str, user: str) -> str:
    """*Cancel*: forget the file; what happened, in a sentence. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        await demand(uow, user, Permission.IMPORT_EXPORT)
        found = await uow.client_imports.get(import_id, lock=True)
        if found is None or found.state is not ImportState.READY:
            return OVER
        await _end(uow, found, ImportState.CANCELLED)
        return CANCELLED


async def expire(ctx: Context, workspace_id: str) -> None:
    """End imports that nobody has confirmed or that could not be finished within a day, and delete what is
    left of the files of all that are that old: they hold names and numbers."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        for old in await uow.client_imports.stale(now - _KEPT):
            await _end(uow, old, ImportState.CANCELLED)
            said = words.expired(old.file_name, begun=old.state is ImportState.RUNNING)
            await uow.outbox.add([items.direct(old.user, said, f"import_expired:{old.id}")], now)
        await uow.client_imports.drop_contents(now - _KEPT)
        await uow.client_imports.forget_before(now - _REMEMBERED)


async def _end(uow: UnitOfWork, which: ClientImport, state: ImportState) -> None:
    await uow.client_imports.change(which.id, state=state.value, content=None, url="")
    await uow.client_imports.forget_problems(which.id)


async def fail(uow: UnitOfWork, which: ClientImport, sentence: str, now: datetime) -> None:
    """End an import that cannot go on, and tell who asked for it."""
    await _end(uow, which, ImportState.FAILED)
    await uow.outbox.add([items.direct(which.user, sentence, f"import_failed:{which.id}")], now)
