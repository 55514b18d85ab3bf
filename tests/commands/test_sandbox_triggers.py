"""The sandbox's clinic has its reminders switched on, and its clients have told it their numbers."""

from dataclasses import replace

from bot.commands.sandbox_clients import introduce_clients, record_consents
from bot.commands.sandbox_roles import appoint
from bot.commands.sandbox_triggers import switch_on
from bot.domain.channel import Channel
from bot.domain.client_record import ClientRecord
from bot.domain.consent import ConsentState
from bot.domain.occasion import OccasionKind
from bot.flows.message_templates.start import put_in_start
from bot.storage.store import Store
from tests.support.world import StoppedClock, make_context

ADMIN, JANE = "U0MAYA", "+12025550142"


async def test_all_are_on_but_the_greeting(store: Store, workspace_id: str, clock: StoppedClock) -> None:
    await put_in_start(make_context(store, clock), workspace_id)
    await appoint(store.url, [(ADMIN, "admin")], clock)
    await switch_on(store.url, ADMIN, clock)
    async with store.read(workspace_id) as uow:
        known = await uow.triggers.all()
    assert known
    assert [each.kind for each in known if not each.is_on] == [OccasionKind.NEW_CLIENT]


async def test_what_somebody_has_switched_stays(store: Store, workspace_id: str, clock: StoppedClock) -> None:
    await put_in_start(make_context(store, clock), workspace_id)
    await appoint(store.url, [(ADMIN, "admin")], clock)
    async with store.write(workspace_id) as uow:
        await uow.triggers.save(one := replace((await uow.triggers.all())[0], is_on=True))
    await switch_on(store.url, ADMIN, clock)
    async with store.read(workspace_id) as uow:
        assert [each.id for each in await uow.triggers.all() if each.is_on] == [one.id]


async def test_a_number_given_is_consent_unless_something_is_recorded(
    store: Store, workspace_id: str, clock: StoppedClock
) -> None:
    await introduce_clients(store.url, [(JANE, ClientRecord("Jane Doe"))], clock)
    await record_consents(store.url, [JANE], clock)
    await record_consents(store.url, [JANE], clock)
    async with store.read(workspace_id) as uow:
        address = (await uow.clients.by_addresses([JANE]))[JANE].address_id
        assert await uow.consents.of_addresses([address]) == {(address, Channel.SMS): ConsentState.IMPLIED}
        assert len(await uow.consents.ledger([address], 9)) == 1


async def test_without_a_workspace_nothing_is_done(store: Store, clock: StoppedClock) -> None:
    await switch_on(store.url, ADMIN, clock)
    await record_consents(store.url, [JANE], clock)
    async with store.workspaces() as workspaces:
        assert await workspaces.only() is None
