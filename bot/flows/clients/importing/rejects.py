"""The rows of a file that were not imported, handed back so that they can be mended."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.domain.sheets.rows import Problem, Sheet
from bot.domain.sheets.write import rejected_rows
from bot.domain.thread import SharedFile
from bot.flows.clients.importing import words
from bot.flows.context import Context
from bot.flows.team.hand_over import hand_over
from bot.ports import ThreadPoster
from bot.storage.unit_of_work import UnitOfWork


def rejects_file(sheet: Sheet, problems: Mapping[int, Sequence[Problem]]) -> bytes:
    """Those rows as they stood in the file, with what is wrong in a column of its own."""
    rows = (row for row in sheet.rows if row.number in problems)
    return rejected_rows(sheet.columns.header, rows, problems)


async def send_rejects(
    ctx: Context, poster: ThreadPoster, workspace_id: str, user: str, import_id: str
) -> Callable[[UnitOfWork], Awaitable[None]] | None:
    """Hand the rows over, or say why not; afterwards they are to be forgotten. Raises PostFailed."""
    async with ctx.store.read(workspace_id) as uow:
        found = await uow.client_imports.get(import_id)
        content = await uow.client_imports.content(import_id)
    if found is None or content is None:
        return None
    stem = found.file_name.rpartition(".")[0] or found.file_name
    said = words.rejected(found.counts.skipped)
    await hand_over(poster, user, SharedFile(f"{stem}-not-imported.csv", content, said))

    async def forget(uow: UnitOfWork) -> None:
        await uow.client_imports.change(import_id, content=None)

    return forget
