"""A whole file: what an import of it would do, and the import itself, batch by batch."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime

from bot.domain.client_import import Counts
from bot.domain.sheets.rows import Problem, Reading, Row, Sheet
from bot.flows.clients.importing.batch import SIZE, carry_out
from bot.flows.clients.importing.plan import Planned, plan
from bot.flows.context import Context
from bot.flows.team.roles import OPERATOR
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.new_clients import AddressTaken

_LOOKED_AT_ONCE = 1_000
_TRIES = 5

Progress = Callable[[Counts], None]


@dataclass(frozen=True)
class Result:
    """What became of the rows, and what is wrong with those that were skipped, by their numbers."""

    counts: Counts = field(default_factory=Counts)
    problems: Mapping[int, tuple[Problem, ...]] = field(default_factory=dict)

    def and_(self, planned: list[Planned]) -> "Result":
        """The same with these rows added."""
        wrong = {each.row.number: each.problems for each in planned if each.problems}
        counts = self.counts.and_([each.outcome for each in planned])
        return Result(counts, {**self.problems, **wrong})


async def reading_of(ctx: Context, workspace_id: str, region: str | None = None) -> Reading:
    """How a file is read here: local numbers in this region, moments by the workspace's own clock."""
    async with ctx.store.read(workspace_id) as uow:
        settings = (await uow.settings.load()).settings
    ours = frozenset(sender.address for sender in ctx.senders)
    return Reading(region or ctx.settings.default_region, settings.time_zone, ours)


async def dry_run(ctx: Context, workspace_id: str, sheet: Sheet) -> Result:
    """What an import would do. Nothing is written."""
    result, seen = Result(), dict[str, int]()
    for rows in _batches(sheet.rows, _LOOKED_AT_ONCE):
        async with ctx.store.read(workspace_id) as uow:
            result = result.and_(await plan(uow, sheet.columns, rows, seen, ctx.clock.now()))
    return result


async def clients_before(ctx: Context, workspace_id: str, sheet: Sheet, done: int) -> dict[str, int]:
    """The clients that the first rows of a file are about, with the rows' numbers: what an import that was
    interrupted knew of."""
    seen: dict[str, int] = {}
    for rows in _batches(sheet.rows[:done], _LOOKED_AT_ONCE):
        async with ctx.store.read(workspace_id) as uow:
            await plan(uow, sheet.columns, rows, seen, ctx.clock.now())
    return seen


async def run(
    ctx: Context, workspace_id: str, user: str, sheet: Sheet, progress: Progress = lambda _: None
) -> Result:
    """Import a file, a transaction for each batch; the caller has asked whether ``user`` may.

    What is interrupted is simply begun again: what is there already is unchanged then. ``progress`` hears of
    the counts after every batch.
    """
    result, seen = Result(), dict[str, int]()
    for rows in _batches(sheet.rows, SIZE):
        result = result.and_(await _batch(ctx, workspace_id, user, sheet, rows, seen))
        progress(result.counts)
    async with ctx.store.write(workspace_id) as uow:
        await uow.audit.write([whole_deed(user, result.counts, ctx.clock.now())])
    return result


def whole_deed(user: str, counts: Counts, now: datetime) -> Deed:
    """What the audit keeps of an import as a whole."""
    by = {"by": "command line"} if user == OPERATOR else {}
    return Deed(user, "clients_imported", now, detail={**asdict(counts), **by})


async def _batch(
    ctx: Context, workspace_id: str, user: str, sheet: Sheet, rows: Sequence[Row], seen: dict[str, int]
) -> list[Planned]:
    for _ in range(_TRIES):
        # Somebody else may just have written one of them down: the next look finds that client.
        with suppress(AddressTaken):
            async with ctx.store.write(workspace_id) as uow:
                return await carry_out(ctx, uow, user, sheet, rows, seen)
    raise AddressTaken


def _batches(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
