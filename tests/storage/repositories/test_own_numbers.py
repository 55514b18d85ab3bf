"""Our own numbers: the newest word of each provider, for each of its names."""

from datetime import timedelta

from bot.storage.store import Store
from tests.storage.seeds import NOW


async def test_the_newest_word_is_kept(store: Store, workspace_id: str) -> None:
    async with store.write(workspace_id) as uow:
        assert await uow.own_numbers.known("whatsapp_cloud", "106") is None
        await uow.own_numbers.remember("whatsapp_cloud", "106", "+12025550100", NOW)
        await uow.own_numbers.remember("whatsapp_cloud", "107", "+12025550101", NOW)
        await uow.own_numbers.remember("whatsapp_cloud", "106", "+12025550102", NOW + timedelta(hours=1))
        assert await uow.own_numbers.known("whatsapp_cloud", "106") == "+12025550102"
        assert await uow.own_numbers.known("whatsapp_cloud", "107") == "+12025550101"
        assert await uow.own_numbers.known("twilio", "106") is None
