"""Fixtures of the storage tests."""

import pytest

from bot.storage.store import Store
from tests.storage.seeds import NOW, Someone, someone


@pytest.fixture
async def jane(store: Store, workspace_id: str) -> Someone:
    """A client with a thread."""
    async with store.write(workspace_id) as uow:
        return await someone(uow)


@pytest.fixture
async def elsewhere(store: Store, workspace_id: str) -> str:
    """Another workspace on the same database."""
    async with store.workspaces() as workspaces:
        return (await workspaces.remember("T0OTHER", "Other Clinic", "U0OTHER", NOW)).id
