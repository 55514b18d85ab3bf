"""``bot reminder appointment``, ``payment``, ``document`` and ``client``: one occasion set, or changed."""

from bot.cannot_start import CannotStart
from bot.commands.reminders import run
from bot.domain.occasion_row import OccasionRow, read_row
from bot.flows.context import Context
from bot.flows.occasions import words
from bot.flows.occasions.planned import zone_of_client
from bot.flows.occasions.set import set_within
from bot.flows.occasions.wanted import NotSet, OccasionSet, Wanted
from bot.flows.team.roles import OPERATOR
from bot.storage.unit_of_work import UnitOfWork

# How the flows call a field, and how the options and a file's columns do, where that is another name.
OPTIONS = {"client": "number", "client.name": "name", "name": "title", "more": "title"}


def set_one(written: dict[str, str], *, announces: bool) -> None:
    """Set the occasion that the options tell, and print what is planned. Raises CannotStart."""

    async def work(ctx: Context, workspace_id: str) -> list[str]:
        async with ctx.store.write(workspace_id) as uow:
            settings = (await uow.settings.load()).settings
            row = read_row(written, settings.time_zone, settings.currency)
            if isinstance(row, dict):
                raise CannotStart(_mend(row))
            found = await set_within(ctx, uow, wanted_of(row, "cli", announces=announces))
            if isinstance(found, NotSet):
                raise CannotStart(_mend({OPTIONS.get(name, name): why for name, why in found.errors.items()}))
            return await _told(ctx, uow, found)

    run(work)


def wanted_of(row: OccasionRow, source: str, *, announces: bool, intent_key: str = "") -> Wanted:
    """The wish of a row that was read."""
    return Wanted(
        row.kind,
        source,
        user=OPERATOR,
        ref=row.ref or None,
        number=row.number,
        name=row.name,
        language=row.language,
        at=row.at,
        day=row.day,
        details=row.details,
        announces=announces,
        intent_key=intent_key,
    )


async def _told(ctx: Context, uow: UnitOfWork, found: OccasionSet) -> list[str]:
    now, occasion = ctx.clock.now(), found.occasion
    client = await uow.clients.get(occasion.client_id)
    if client is None:
        return []
    zone = await zone_of_client(uow, client, occasion.at or now)
    did = "is set" if found.is_new else "is moved" if found.has_moved else "is as it was asked for"
    return [
        f"For {found.client_name}: {words.whole(occasion, zone, now)} {did}.",
        words.planned(found.planned, zone, now),
        *found.left_out,
    ]


def _mend(errors: dict[str, str]) -> str:
    return " ".join(f"--{name}: {why}" for name, why in errors.items())
