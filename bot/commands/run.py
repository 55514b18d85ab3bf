"""``bot run``, ``bot web`` and ``bot worker``: the same program with more or fewer of its parts."""

from bot.commands.prepare import run_async, settings_of
from bot.config import Settings


def execute(*, web: bool, worker: bool) -> None:
    """Run until SIGTERM or Ctrl-C, then finish what is in flight. Raises CannotStart."""
    settings = settings_of(Settings)
    # After the settings: a wrong one is told at once, not after everything is loaded.
    from bot import wiring  # noqa: PLC0415

    run_async(wiring.run(settings, web=web, worker=worker))
