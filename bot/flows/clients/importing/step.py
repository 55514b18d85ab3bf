"""What the worker does of an import, a step at a time: the file is read, then imported batch by batch.

Each step ends with a commit that says how far the import is, so that a killed worker's import goes on where
it stood, and no row is done twice.
"""

import asyncio
import logging
from dataclasses import dataclass

from bot.domain.client_import import ClientImport, Counts, ImportState
from bot.domain.sheets.rows import Problem, Sheet, read_sheet
from bot.domain.sheets.table import MAX_BYTES, NotATable
from bot.domain.thread import Notice, Offer, OfferKind
from bot.flows.clients.importing import words
from bot.flows.clients.importing.batch import SIZE, carry_out
from bot.flows.clients.importing.plan import Planned
from bot.flows.clients.importing.rejects import rejects_file
from bot.flows.clients.importing.request import fail
from bot.flows.clients.importing.whole import Result, clients_before, dry_run, reading_of, whole_deed
from bot.flows.context import Context
from bot.flows.outbound.outcome import backoff
from bot.flows.threads import items
from bot.ports import DownloadFailed, FileSource
from bot.storage.unit_of_work import UnitOfWork

_log = logging.getLogger(__name__)

_MOST_TRIES = 5
# A file that is soon done needs no word on the way.
_LONG = 2_000
_QUARTERS = 4


@dataclass
class _InHand:
    """The file that is being imported, and the clients that its rows so far are about."""

    import_id: str
    done: int
    sheet: Sheet
    seen: dict[str, int]


class Importer:
    """Imports what teammates of one workspace have handed to the app."""

    def __init__(self, files: FileSource) -> None:
        self._files = files
        self._in_hand: _InHand | None = None

    async def step(self, ctx: Context, workspace_id: str) -> int:
        """Do the next step of an import that is due; 0 when none is."""
        claimed = await self._claim(ctx, workspace_id)
        if claimed is None:
            return 0
        try:
            if claimed.state is ImportState.FETCHING:
                await self._read(ctx, workspace_id, claimed)
            else:
                await self._import(ctx, workspace_id, claimed)
        except Exception:
            _log.exception("A step of an import failed.", extra={"import": claimed.id})
            self._in_hand = None
            await self._again(ctx, workspace_id, claimed, words.broken(claimed.file_name))
        return 1

    async def _claim(self, ctx: Context, workspace_id: str) -> ClientImport | None:
        """The import that is due, leased: fetching and reading a file take a while."""
        now = ctx.clock.now()
        async with ctx.store.write(workspace_id) as uow:
            due = await uow.client_imports.due(now)
            if due:
                lease = now + 2 * ctx.timing.outbox_lease
                await uow.client_imports.change(due.id, next_attempt_at=lease)
            return due

    async def _read(self, ctx: Context, workspace_id: str, claimed: ClientImport) -> None:
        """Fetch the file and tell what an import of it would do."""
        try:
            content = await self._files.fetch(claimed.url, MAX_BYTES)
            sheet = await _sheet(ctx, workspace_id, content)
        except DownloadFailed as failed:
            said = words.not_fetched(claimed.file_name, failed.reason)
            await self._again(ctx, workspace_id, claimed, said, helps=failed.again)
            return
        except NotATable as wrong:
            await self._again(
                ctx, workspace_id, claimed, words.unreadable(claimed.file_name, str(wrong)), helps=False
            )
            return
        result = await dry_run(ctx, workspace_id, sheet)
        async with ctx.store.write(workspace_id) as uow:
            current = await uow.client_imports.get(claimed.id, lock=True)
            if current and current.state is ImportState.FETCHING:
                await _ask(ctx, uow, current, content, sheet, result)

    async def _import(self, ctx: Context, workspace_id: str, claimed: ClientImport) -> None:
        """Import the next rows; the last ones end it."""
        held = await self._file(ctx, workspace_id, claimed)
        rows = held.sheet.rows[claimed.done : claimed.done + SIZE]
        async with ctx.store.write(workspace_id) as uow:
            current = await uow.client_imports.get(claimed.id, lock=True)
            if current is None or current.state is not ImportState.RUNNING or current.done != claimed.done:
                return
            planned = await carry_out(ctx, uow, current.user, held.sheet, rows, held.seen)
            await uow.client_imports.tell_problems(current.id, _told(planned))
            # Until now they have told what the import would do.
            before = current.counts if current.done else Counts()
            counts = before.and_([each.outcome for each in planned])
            held.done = current.done + len(rows)
            if held.done < len(held.sheet.rows):
                await _go_on(ctx, uow, current, counts, held)
            else:
                await _finish(ctx, uow, current, counts, held)
                self._in_hand = None

    async def _file(self, ctx: Context, workspace_id: str, claimed: ClientImport) -> _InHand:
        held = self._in_hand
        if held is None or (held.import_id, held.done) != (claimed.id, claimed.done):
            async with ctx.store.read(workspace_id) as uow:
                content = await uow.client_imports.content(claimed.id)
            sheet = await _sheet(ctx, workspace_id, content or b"")
            seen = await clients_before(ctx, workspace_id, sheet, claimed.done)
            held = self._in_hand = _InHand(claimed.id, claimed.done, sheet, seen)
        return held

    async def _again(
        self, ctx: Context, workspace_id: str, claimed: ClientImport, said: str, *, helps: bool = True
    ) -> None:
        """Try again in a while, or give up and say why."""
        now, tries = ctx.clock.now(), claimed.attempts + 1
        async with ctx.store.write(workspace_id) as uow:
            current = await uow.client_imports.get(claimed.id, lock=True)
            if current is None or current.state is not claimed.state:
                return
            if helps and tries < _MOST_TRIES:
                later = now + backoff(tries)
                await uow.client_imports.change(current.id, attempts=tries, next_attempt_at=later)
            else:
                await fail(uow, current, said, now)


async def _sheet(ctx: Context, workspace_id: str, content: bytes) -> Sheet:
    # In a thread: a large file takes seconds, and texts must go out meanwhile.
    return await asyncio.to_thread(read_sheet, content, await reading_of(ctx, workspace_id))


async def _ask(
    ctx: Context, uow: UnitOfWork, which: ClientImport, content: bytes, sheet: Sheet, result: Result
) -> None:
    """Say what the import would do and ask whether it shall; nothing to do is done at once."""
    now, counts = ctx.clock.now(), result.counts
    said = words.found(which.file_name, sheet, counts, result.problems)
    offers: tuple[Offer, ...] = ()
    if counts.written:
        label = words.import_label(counts)
        offers = (Offer(OfferKind.IMPORT, which.id, label), Offer(OfferKind.CANCEL_IMPORT, which.id))
        await uow.client_imports.change(
            which.id, state=ImportState.READY.value, content=content, url="", attempts=0, counts=counts
        )
    asked = items.direct_notice(which.user, Notice(said, offers=offers), f"import_found:{which.id}")
    await uow.outbox.add([asked], now)
    if not counts.written:
        await _end(ctx, uow, which, counts, rejects_file(sheet, result.problems))


async def _go_on(ctx: Context, uow: UnitOfWork, which: ClientImport, counts: Counts, held: _InHand) -> None:
    now, total = ctx.clock.now(), len(held.sheet.rows)
    await uow.client_imports.change(which.id, done=held.done, counts=counts, attempts=0, next_attempt_at=now)
    quarter = held.done * _QUARTERS // total
    if total >= _LONG and quarter > which.done * _QUARTERS // total:
        said = words.on_the_way(which.file_name, held.done, total)
        await uow.outbox.add([items.direct(which.user, said, f"import:{which.id}:{quarter}")], now)


async def _finish(ctx: Context, uow: UnitOfWork, which: ClientImport, counts: Counts, held: _InHand) -> None:
    now = ctx.clock.now()
    kept = await uow.client_imports.problems(which.id)
    problems = {row: [Problem(row, *each) for each in told] for row, told in kept.items()}
    await uow.audit.write([whole_deed(which.user, counts, now)])
    said = words.done(which.file_name, counts)
    await uow.outbox.add([items.direct(which.user, said, f"import_done:{which.id}")], now)
    await _end(ctx, uow, which, counts, rejects_file(held.sheet, problems))


async def _end(ctx: Context, uow: UnitOfWork, which: ClientImport, counts: Counts, rejects: bytes) -> None:
    """The file is deleted, but for the rows that were skipped, which are handed back."""
    content = rejects if counts.skipped else None
    await uow.client_imports.change(
        which.id, state=ImportState.DONE.value, counts=counts, content=content, url=""
    )
    await uow.client_imports.forget_problems(which.id)
    if counts.skipped:
        await uow.outbox.add([items.import_rejects(which.user, which.id)], ctx.clock.now())


def _told(planned: list[Planned]) -> dict[int, list[tuple[str, str]]]:
    return {
        each.row.number: [(problem.column, problem.sentence) for problem in each.problems]
        for each in planned
        if each.problems
    }
