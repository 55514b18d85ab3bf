"""What people write down of a client, and what a client is found by afterwards."""

import pytest

from bot.storage.store import Store
from tests.storage.seeds import NOW, someone


async def test_a_client_without_an_address_is_found_by_name_and_company(
    store: Store, workspace_id: str
) -> None:
    async with store.write(workspace_id) as uow:
        client_id = await uow.client_records.add("Zoë Müller", NOW)
        await uow.clients.change(client_id, company="Café Central")
        for typed in ("zoe", "cafe central", "CENTRAL"):
            assert [each.id for each in await uow.client_search.matching(typed, 9)] == [client_id]
        await uow.clients.change(client_id, name="Zoe Maier")
        assert await uow.client_search.matching("muller", 9) == []
        assert [each.id for each in await uow.client_search.matching("cafe", 9)] == [client_id]
        # A whole name is whole with a company beside it.
        assert [each.id for each in await uow.clients.by_name_prefixes(["Zoé Maier"])] == [client_id]
        assert await uow.clients.by_name_prefixes(["Zoe", "Café Central", "Zoe%", "%"]) == []
        await uow.clients.rename(client_id, "Zoe")
        assert [each.id for each in await uow.client_search.matching("central", 9)] == [client_id]


async def test_tags_are_once_whatever_their_case_and_all_replaced(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        jane, john = await someone(uow), await someone(uow, "+12125550124", "John Roe")
        await uow.client_records.set_tags(jane.client_id, ["VIP", "vip", "Zürich"])
        await uow.client_records.set_tags(john.client_id, ["Zurich"])
        client = await uow.clients.get(jane.client_id)
        assert client is not None
        assert client.tags == ("vip", "Zürich")
        assert [tag.casefold() for tag in await uow.client_records.tags(9)] in (
            ["zürich", "vip"],
            ["zurich", "vip"],
        )
        assert len(await uow.client_records.tags(1)) == 1
        await uow.client_records.set_tags(jane.client_id, [])
        assert await uow.client_records.tags(9) == ["Zurich"]


@pytest.mark.parametrize("limit", [1, 9])
async def test_kinds_in_use_come_the_most_used_first(store: Store, workspace_id: str, limit: int) -> None:
    async with store.write(workspace_id) as uow:
        for number, kind in enumerate(("notary", "client", "notary")):
            who = await someone(uow, f"+1212555012{number}")
            await uow.clients.change(who.client_id, kind=kind)
        assert await uow.client_records.kinds(limit) == ["notary", "client"][:limit]
