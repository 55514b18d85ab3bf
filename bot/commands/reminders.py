"""``bot reminder``: confirming, paying, cancelling and listing, at the command line."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from bot.cannot_start import CannotStart
from bot.commands.prepare import run_async, settings_of
from bot.config import RemindersSettings
from bot.domain.occasion import Occasion, OccasionKind, OccasionState
from bot.domain.occasion_row import KINDS
from bot.domain.offset_words import step_in_words
from bot.domain.zones import moment_in
from bot.flows.context import Context, FlowSettings
from bot.flows.occasions import words
from bot.flows.occasions.planned import still_planned, zone_of_client
from bot.flows.occasions.state import Change, StateSet, change_state_within
from bot.flows.team.roles import OPERATOR
from bot.storage.unit_of_work import UnitOfWork

Work = Callable[[Context, str], Awaitable[list[str]]]

SOURCE = "cli"
_MOST_LISTED = 500


def confirm(ref: str) -> None:
    """Say that a client comes to an appointment. Raises CannotStart."""

    async def work(ctx: Context, workspace_id: str) -> list[str]:
        async with ctx.store.write(workspace_id) as uow:
            known = await _known(uow, ref, [OccasionKind.APPOINTMENT])
            return await _changed(ctx, uow, known, Change(OccasionState.CONFIRMED, OPERATOR, SOURCE))

    run(work)


def paid(ref: str) -> None:
    """Say that the money of a payment is there. Raises CannotStart."""

    async def work(ctx: Context, workspace_id: str) -> list[str]:
        async with ctx.store.write(workspace_id) as uow:
            known = await _known(uow, ref, [OccasionKind.PAYMENT])
            return await _changed(ctx, uow, known, Change(OccasionState.PAID, OPERATOR, SOURCE))

    run(work)


def cancel(ref: str, kind: str, *, announces: bool) -> None:
    """Call something off. Raises CannotStart."""

    async def work(ctx: Context, workspace_id: str) -> list[str]:
        async with ctx.store.write(workspace_id) as uow:
            known = await _known(uow, ref, [KINDS[kind]] if kind else list(KINDS.values()))
            change = Change(OccasionState.CANCELLED, OPERATOR, SOURCE, announces=announces)
            return await _changed(ctx, uow, known, change)

    run(work)


def show() -> None:
    """Print what is to come, the next first, on the team's clock. Raises CannotStart."""

    async def work(ctx: Context, workspace_id: str) -> list[str]:
        async with ctx.store.read(workspace_id) as uow:
            return await _listed(ctx, uow)

    run(work)


def run(work: Work) -> None:
    """Do it on the database alone, and print what it says; whatever it raises leaves nothing behind."""
    settings = settings_of(RemindersSettings)
    from bot import wiring  # noqa: PLC0415 - a wrong setting is told before everything is loaded.

    async def main() -> None:
        async with wiring.workspace(settings) as (ctx, workspace_id):
            here = FlowSettings(settings.default_region, settings.inbox_channel, timedelta(0))
            lines = await work(replace(ctx, settings=here), workspace_id)
        print("\n".join(lines))  # noqa: T201 - the answer to the person who asked.

    run_async(main())


async def _known(uow: UnitOfWork, ref: str, kinds: list[OccasionKind]) -> Occasion:
    found = [known for kind in kinds if (known := await uow.occasions.by_ref(kind, ref.strip(), lock=True))]
    if not found:
        raise CannotStart(f"Nothing was set with --ref {ref[:40]}. Look at: bot reminder list")
    if len(found) > 1:
        named = " or ".join(each.kind.value for each in found)
        raise CannotStart(f"Several things have the ref {ref[:40]}. Say which with --kind: {named}.")
    return found[0]


async def _changed(ctx: Context, uow: UnitOfWork, known: Occasion, change: Change) -> list[str]:
    found: StateSet | str = await change_state_within(ctx, uow, known.id, change)
    if isinstance(found, str):
        raise CannotStart(found)
    client = await uow.clients.get(found.occasion.client_id)
    now = ctx.clock.now()
    if client is None:
        return []
    zone = await zone_of_client(uow, client, found.occasion.at or now)
    how = "is" if found.has_changed else "was already"
    said = f"The {words.named(found.occasion)} of {client.name} {how} {found.occasion.state.value}."
    return [said, words.planned(await still_planned(uow, found.occasion.id), zone, now)]


async def _listed(ctx: Context, uow: UnitOfWork) -> list[str]:
    zone = (await uow.settings.load()).settings.time_zone
    planned = await uow.reminders.upcoming(_MOST_LISTED + 1)
    occasions = await uow.occasions.by_ids({each.occasion_id for each in planned})
    clients = {each.id: each for each in await uow.clients.by_ids([each.client_id for each in planned])}
    lines = []
    for each in planned[:_MOST_LISTED]:
        occasion, client = occasions[each.occasion_id], clients.get(each.client_id)
        ref = f" (ref {occasion.ref})" if occasion.ref and not occasion.ref.startswith("intent:") else ""
        name = client.name if client else "a client who is gone"
        what = f"{words.named(occasion)}, {step_in_words(each.step)}"
        lines.append(f"{moment_in(each.due_at, zone)}  {name}: {what}{ref}")
    if len(planned) > _MOST_LISTED:
        lines.append(f"There is more: these are the next {_MOST_LISTED}.")
    return lines or ["No reminder is planned."]
