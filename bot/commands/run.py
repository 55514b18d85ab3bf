"""``bot run``, ``bot web`` and ``bot worker``: the same program with more or fewer of its parts."""

import gc

from bot.commands.prepare import run_async, settings_of
from bot.config import Settings


def execute(*, web: bool, worker: bool) -> None:
    """Run until SIGTERM or Ctrl-C, then finish what is in flight. Raises CannotStart."""
    # All that is made while the program loads stays: looking through it for garbage, again and again, would
    # take an eighth of the start. ``wiring.run`` turns the search on once everything is there.
    gc.disable()
    settings = settings_of(Settings)
    # After the settings: a wrong one is told at once, not after everything is loaded.
    from bot import wiring  # noqa: PLC0415

    run_async(wiring.run(settings, web=web, worker=worker))
