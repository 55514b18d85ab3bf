"""Addresses: added, taken off, handed on; what is known of a number stays with the number."""

import asyncio
from dataclasses import replace

from sqlalchemy import select, update

from bot.domain.channel import Channel
from bot.domain.client import AddressKind
from bot.domain.consent import ConsentState
from bot.domain.message import Status
from bot.storage.repositories.consents import ConsentChange
from bot.storage.store import Store
from bot.storage.tables import addresses
from tests.storage.seeds import NOW, message, someone

SECOND, IDENTITY = "+12125550124", "US.13491208655302741918"


async def values(store: Store, workspace_id: str, client_id: str) -> list[str]:
    async with store.read(workspace_id) as uow:
        client = await uow.clients.get(client_id)
    assert client is not None
    return [address.value for address in client.addresses]


async def test_addresses_are_used_in_the_order_in_which_they_came_until_one_is_put_first(
    store: Store, workspace_id: str
) -> None:
    async with store.write(workspace_id) as uow:
        jane = await someone(uow)
        for value in (SECOND, IDENTITY):
            await uow.addresses.add(jane.client_id, value, NOW)
    assert await values(store, workspace_id, jane.client_id) == [jane.number, SECOND, IDENTITY]
    async with store.write(workspace_id) as uow:
        client = await uow.clients.get(jane.client_id)
        assert client is not None
        assert [each.kind for each in client.addresses][1:] == [AddressKind.PHONE, AddressKind.WHATSAPP_ID]
        await uow.addresses.put_first(client.addresses[2])
    assert await values(store, workspace_id, jane.client_id) == [IDENTITY, jane.number, SECOND]


async def test_what_is_somebody_s_is_not_given_to_another(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        jane, john = await someone(uow), await someone(uow, SECOND, "John Roe")
        assert await uow.addresses.add(jane.client_id, SECOND, NOW) is None
    assert await values(store, workspace_id, john.client_id) == [SECOND]


async def test_a_retired_number_is_nobody_s_and_comes_back_with_what_is_known_of_it(
    store: Store, workspace_id: str
) -> None:
    async with store.write(workspace_id) as uow:
        jane, john = await someone(uow), await someone(uow, SECOND, "John Roe")
        stop = ConsentChange(jane.address_id, Channel.SMS, ConsentState.WITHDRAWN, "keyword", "x", NOW)
        await uow.consents.record([stop])
        await uow.addresses.retire(jane.address_id, NOW)
        assert await uow.addresses.get(jane.address_id) is None
        assert await uow.clients.by_addresses([jane.number]) == {}
        assert await uow.client_search.matching(jane.number, 9) == []
        given = await uow.addresses.add(john.client_id, jane.number, NOW)
        assert given is not None
        assert given.id == jane.address_id
        assert [each.state for each in await uow.consents.of_client(john.client_id)] == [
            ConsentState.WITHDRAWN
        ]
    # After those he has, though its row is older.
    assert await values(store, workspace_id, john.client_id) == [SECOND, jane.number]
    assert await values(store, workspace_id, jane.client_id) == []


async def test_a_stranger_with_a_retired_number_takes_it_over(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        jane = await someone(uow)
        await uow.addresses.retire(jane.address_id, NOW)
        made = await uow.clients.add_with_addresses([(jane.number, "A stranger")], NOW, lead=True)
        owner = made[jane.number]
        assert (owner.address_id, owner.client_name) == (jane.address_id, "A stranger")
        row = (await uow.connection.execute(select(addresses))).one()
    assert row.retired_at is None


async def test_a_retired_number_met_by_two_processes_at_once_becomes_one_client(
    store: Store, workspace_id: str
) -> None:
    async with store.write(workspace_id) as uow:
        jane = await someone(uow)
        await uow.addresses.retire(jane.address_id, NOW)
    others = [Store(store.url, pool_size=1) for _ in range(4)]

    async def meet(mine: Store) -> str:
        async with mine.write(workspace_id) as uow:
            owners = await uow.clients.add_with_addresses([(jane.number, "Stranger")], NOW, lead=True)
            return owners[jane.number].client_id

    met = await asyncio.gather(*(meet(each) for each in others))
    for each in others:
        await each.close()
    async with store.read(workspace_id) as uow:
        assert [client.id for client in await uow.client_search.matching("stranger", 9)] == [met[0]]
    assert len(set(met)) == 1


async def test_an_identity_that_writes_is_kept_as_one(store: Store, workspace_id: str) -> None:
    longest = f"US.{'a' * 128}"
    async with store.write(workspace_id) as uow:
        made = await uow.clients.add_with_addresses([(longest, "Jo")], NOW, lead=True)
        client = await uow.clients.get(made[longest].client_id)
    assert client is not None
    assert [(each.value, each.kind) for each in client.addresses] == [(longest, AddressKind.WHATSAPP_ID)]


async def test_only_what_waits_to_go_to_the_address_is_queued_there(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        jane = await someone(uow)
        second = await uow.addresses.add(jane.client_id, SECOND, NOW)
        assert second is not None
        waiting, sent = message(jane), message(jane, status=Status.SENT)
        elsewhere = message(replace(jane, address_id=second.id, number=SECOND))
        await uow.messages.add([(each, each.id) for each in (waiting, sent, elsewhere)])
        first = await uow.addresses.get(jane.address_id)
        assert first is not None
        assert [each.id for each in await uow.addresses.queued(first)] == [waiting.id]


async def test_hand_over_takes_nothing_that_was_taken_off_meanwhile(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        jane, john = await someone(uow), await someone(uow, SECOND, "John Roe")
        await uow.addresses.hand_over(jane.address_id, john.client_id)
    assert await values(store, workspace_id, john.client_id) == [SECOND, jane.number]
    async with store.write(workspace_id) as uow:
        gone = update(addresses).where(addresses.c.id == jane.address_id).values(retired_at=NOW)
        await uow.connection.execute(gone)
        await uow.addresses.hand_over(jane.address_id, jane.client_id)
    assert await values(store, workspace_id, jane.client_id) == []
