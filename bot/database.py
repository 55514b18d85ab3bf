"""The database as a process meets it when it starts: opened, brought up to date, and told of in words."""

from sqlalchemy.exc import SQLAlchemyError

from bot.cannot_start import CannotStart
from bot.config import StorageSettings
from bot.findings import Finding, fine, wrong
from bot.storage import version
from bot.storage.engine import is_sqlite
from bot.storage.store import Store


async def database_findings(store: Store) -> list[Finding]:
    """Whether the database answers and has this version's form."""
    try:
        at = await version.current(store.writer)
    except (SQLAlchemyError, OSError) as error:
        return [wrong("Database", unreachable(error))]
    if at != version.HEAD:
        return [wrong("Database", "It is not at this version's form. Run: bot migrate")]
    return [fine("Database", "It answers and is up to date.")]


async def prepare_database(store: Store, *, migrate_first: bool) -> None:
    """Raises CannotStart when the database is away or not at this version's form."""
    if migrate_first:
        try:
            await upgrade_database(store)
        except (SQLAlchemyError, OSError) as error:
            raise CannotStart(unreachable(error)) from None
    for finding in await database_findings(store):
        if not finding.ok:
            raise CannotStart(finding.says)


async def upgrade_database(store: Store) -> None:
    """Bring it to this version's form. Raises SQLAlchemyError or OSError when it cannot be reached."""
    from bot.storage.migrate import upgrade  # noqa: PLC0415 - a web process never migrates: it starts lean.

    await upgrade(store.writer)


def open_store(settings: StorageSettings) -> Store:
    """A store on the database that is set. Raises CannotStart when SQLite's folder cannot be used."""
    if is_sqlite(settings.database):
        try:
            settings.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotStart(f"DATA_DIR cannot be used ({error.strerror}).") from None
    return Store(settings.database)


def unreachable(error: Exception) -> str:
    """The line for who starts the program; an error's own text would show the address and its password."""
    return f"The database cannot be used ({type(error).__name__}). Check DATABASE_URL and that it is running."
