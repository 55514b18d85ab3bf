"""``bot migrate``: brings the database up to date, for a release step that runs before the rest."""

from bot.commands.prepare import run_async, settings_of
from bot.config import StorageSettings


def execute() -> None:
    """Needs only the settings of the database. Raises CannotStart."""
    settings = settings_of(StorageSettings)
    from bot import wiring  # noqa: PLC0415 - a wrong setting is told before everything is loaded.

    run_async(wiring.migrate(settings))
    print("The database is up to date.")  # noqa: T201 - the answer to the person who asked.
