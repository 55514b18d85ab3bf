"""Clients with their addresses: never made twice."""

import asyncio

from bot.storage.store import Store
from tests.storage.seeds import NOW


async def test_a_client_comes_with_its_addresses(store: Store, known: str) -> None:
    async with store.read(known) as uow:
        [jane] = await uow.client_search.matching("jane doe", 1)
        assert await uow.clients.get(jane.id) == jane
        assert await uow.clients.get("nobody") is None
    assert [address.value for address in jane.addresses] == ["+12125550002"]
    assert not jane.is_lead


async def test_an_address_keeps_its_owner_and_leaves_no_client_without_one(store: Store, known: str) -> None:
    async with store.write(known) as uow:
        owners = await uow.clients.add_with_addresses([("+12125550002", "Somebody")], NOW, lead=True)
        assert owners["+12125550002"].client_name == "Jane Doe"
        assert await uow.client_search.matching("somebody", 5) == []


async def test_a_stranger_met_by_two_processes_at_once_becomes_one_client(
    store: Store, workspace_id: str
) -> None:
    others = [Store(store.url, pool_size=1) for _ in range(4)]

    async def meet(mine: Store) -> str:
        async with mine.write(workspace_id) as uow:
            owners = await uow.clients.add_with_addresses([("+12125550009", "Stranger")], NOW, lead=True)
            return owners["+12125550009"].client_id

    met = await asyncio.gather(*(meet(each) for each in others))
    for each in others:
        await each.close()
    async with store.read(workspace_id) as uow:
        assert [client.id for client in await uow.client_search.matching("stranger", 9)] == [met[0]]
    assert len(set(met)) == 1


async def test_a_lead_that_is_named_is_a_client_and_found_by_the_new_name(
    store: Store, workspace_id: str
) -> None:
    async with store.write(workspace_id) as uow:
        owners = await uow.clients.add_with_addresses([("+12125550009", "+1 212-555-0009")], NOW, lead=True)
        await uow.clients.rename(owners["+12125550009"].client_id, "Óscar")
        [oscar] = await uow.client_search.matching("oscar", 5)
        assert (oscar.name, oscar.is_lead) == ("Óscar", False)
        assert await uow.client_search.matching("+1 212-555-0009", 5) == [oscar]


async def test_a_whole_name_at_the_start_of_what_was_typed_is_found(store: Store, known: str) -> None:
    async with store.read(known) as uow:
        found = await uow.clients.by_name_prefixes(["Jane", "JANE DOE", "Jane Doe Hello"])
        assert [client.name for client in found] == ["Jane Doe"]
        assert await uow.clients.by_name_prefixes([]) == []
