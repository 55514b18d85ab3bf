"""The audit as a CSV file, read batch by batch and handed to a teammate by the worker."""

import csv
import io
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.domain.deeds import in_words
from bot.domain.thread import SharedFile
from bot.flows.context import Context
from bot.ports import ThreadPoster
from bot.storage.repositories.audit import AuditFilter, Entry

# More than anybody reads, and small enough to hold in memory while it is sent.
MOST_ROWS = 50_000
_BATCH = 1_000
HEADER = (
    "Time (UTC)",
    "Who",
    "Who (Slack id)",
    "What",
    "Code",
    "Client",
    "Client id",
    "Message id",
    "Details",
)
# A spreadsheet takes what begins with one of these for a formula.
# Source: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


async def send_export(
    ctx: Context, poster: ThreadPoster, workspace_id: str, asked: Mapping[str, str]
) -> None:
    """Write the file and hand it over. Raises PostFailed."""
    content, rows = await _file(ctx, poster, workspace_id, _filter(asked))
    name = f"audit-{ctx.clock.now():%Y-%m-%d}.csv"
    await poster.send_file(asked["user"], SharedFile(name, content, _about(rows)))


def safe_cell(value: str) -> str:
    """``value`` as a spreadsheet shows it, and never carries it out."""
    return f"'{value}" if value.startswith(_FORMULA) else value


async def _file(
    ctx: Context, poster: ThreadPoster, workspace_id: str, wanted: AuditFilter
) -> tuple[bytes, int]:
    text = io.StringIO(newline="")
    # Without this mark spreadsheets read accents wrongly.
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    rows = 0
    async for batch in _batches(ctx, workspace_id, wanted):
        names = await poster.names({entry.deed.actor for entry in batch if entry.deed.actor})
        writer.writerows(_cells(batch, names))
        rows += len(batch)
    return text.getvalue().encode("utf-8"), rows


async def _batches(ctx: Context, workspace_id: str, wanted: AuditFilter) -> AsyncIterator[list[Entry]]:
    """The newest deeds first, in a transaction for each batch: none is open while names are asked for."""
    before, left = "", MOST_ROWS
    while left > 0:
        async with ctx.store.read(workspace_id) as uow:
            batch = await uow.audit.page(wanted, min(_BATCH, left), before)
        if not batch:
            return
        yield batch
        before, left = batch[-1].id, left - len(batch)


def _cells(batch: Iterable[Entry], names: Mapping[str, str]) -> Iterable[list[str]]:
    for entry in batch:
        deed = entry.deed
        cells = (
            f"{deed.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
            names.get(deed.actor, "") if deed.actor else "Threadline",
            deed.actor,
            in_words(deed.action),
            deed.action,
            entry.client_name,
            deed.client_id or "",
            deed.message_id or "",
            _details(deed.detail),
        )
        yield [safe_cell(cell) for cell in cells]


def _details(detail: dict[str, Any]) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True) if detail else ""


def _filter(asked: Mapping[str, str]) -> AuditFilter:
    since = datetime.fromisoformat(asked["since"]) if asked["since"] else None
    return AuditFilter(asked["actor"], asked["action"], asked["client_id"], since)


def _about(rows: int) -> str:
    if rows >= MOST_ROWS:
        return (
            f"The audit, as you asked: the newest {rows:,} entries. For older ones export it for one person "
            "or one action."
        )
    return f"The audit, as you asked: {rows:,} {'entry' if rows == 1 else 'entries'}."
