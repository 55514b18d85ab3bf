"""What the provider has said of our senders: one row each, the newest word."""

from datetime import timedelta

from bot.domain.channel import Channel
from bot.domain.sender import SenderState, SenderStatus
from bot.storage.repositories.sender_states import KnownState
from bot.storage.store import Store
from tests.storage.seeds import NOW


async def test_the_newest_word_is_kept_for_each_channel(store: Store, workspace_id: str) -> None:
    suspended = SenderState(SenderStatus.SUSPENDED, "the account is suspended.")
    texting = KnownState(Channel.SMS, "+12025550100", SenderState(), NOW)
    whatsapp = KnownState(Channel.WHATSAPP, "+12025550100", suspended, NOW)
    later = KnownState(Channel.SMS, "+12025550100", suspended, NOW + timedelta(hours=1))
    async with store.write(workspace_id) as uow:
        assert await uow.sender_states.all() == {}
        for known in (texting, whatsapp, later):
            await uow.sender_states.save(known, NOW)
        assert await uow.sender_states.all() == {
            (Channel.SMS, "+12025550100"): later,
            (Channel.WHATSAPP, "+12025550100"): whatsapp,
        }
