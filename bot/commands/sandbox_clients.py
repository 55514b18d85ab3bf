"""Gives the sandbox's bot the clinic's clients, so that ``/sms Jane Doe Hello`` works in the first minute."""

from collections.abc import Iterable, Sequence

from bot.commands.sandbox_workspace import the_workspace
from bot.domain.channel import Channel
from bot.domain.client_record import ClientRecord
from bot.domain.consent import ConsentState
from bot.flows.clients.introduce import introduce
from bot.ports import Clock
from bot.storage.repositories.consents import ConsentChange


async def introduce_clients(database: str, people: Sequence[tuple[str, ClientRecord]], clock: Clock) -> None:
    """Add these people, by number, to the workspace of a bot that is running on this database and clock."""
    async with the_workspace(database, clock) as found:
        if found:
            await introduce(*found, people)


async def record_consents(database: str, numbers: Iterable[str], clock: Clock) -> None:
    """Write down that these clients have told the clinic their numbers, which is consent to its reminders.

    What is recorded of one already stays: a folder of ``--data`` may have been in use.
    """
    async with the_workspace(database, clock) as found:
        if found is None:
            return
        ctx, workspace_id = found
        async with ctx.store.write(workspace_id) as uow:
            theirs = [each.address_id for each in (await uow.clients.by_addresses(numbers)).values()]
            known = {address_id for address_id, _ in await uow.consents.of_addresses(theirs)}
            new = [each for each in theirs if each not in known]
            await uow.consents.record([_told(each, clock) for each in new])


def _told(address_id: str, clock: Clock) -> ConsentChange:
    evidence = "gave the number at the front desk"
    return ConsentChange(address_id, Channel.SMS, ConsentState.IMPLIED, "sandbox", evidence, clock.now())
