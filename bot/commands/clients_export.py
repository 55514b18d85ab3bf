"""``bot clients export``: all clients as a CSV file."""

import sys
from pathlib import Path

from bot.commands.own_files import write_own
from bot.commands.prepare import run_async, settings_of
from bot.config import StorageSettings


def execute(file: Path | None) -> None:
    """Write to ``file``, or to standard output. Raises CannotStart."""
    settings = settings_of(StorageSettings)
    from bot import wiring  # noqa: PLC0415 - a wrong setting is told before everything is loaded.
    from bot.flows.clients.exporting import export_at_command_line  # noqa: PLC0415

    async def main() -> None:
        async with wiring.workspace(settings) as (ctx, workspace_id):
            content, count = await export_at_command_line(ctx, workspace_id)
        if file is None:
            sys.stdout.buffer.write(content)
        else:
            write_own(file, content)
            print(f"{count:,} {'client is' if count == 1 else 'clients are'} in {file}.")  # noqa: T201

    run_async(main())
