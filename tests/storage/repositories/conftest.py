"""The people whom the tests of clients know."""

import pytest

from bot.storage.store import Store
from tests.storage.repositories.people import PEOPLE
from tests.storage.seeds import NOW


@pytest.fixture
async def known(store: Store, workspace_id: str) -> str:
    """A workspace with these people as its clients."""
    async with store.write(workspace_id) as uow:
        await uow.clients.add_with_addresses(PEOPLE, NOW, lead=False)
    return workspace_id
