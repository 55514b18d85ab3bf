"""Consents: the ledger's last word is the state."""

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.storage.repositories.consents import ConsentChange
from bot.storage.store import Store
from tests.storage.seeds import NOW, SECOND, Someone


async def test_of_several_changes_of_a_consent_the_last_is_the_state(store: Store, jane: Someone) -> None:
    states = (ConsentState.WITHDRAWN, ConsentState.EXPRESS, ConsentState.WITHDRAWN)
    async with store.write(jane.workspace_id) as uow:
        await uow.consents.record(
            ConsentChange(jane.address_id, Channel.MMS, state, "keyword", "m", NOW + number * SECOND)
            for number, state in enumerate(states)
        )
        assert await uow.consents.of_addresses([jane.address_id], lock=True) == {
            (jane.address_id, Channel.SMS): ConsentState.WITHDRAWN
        }
        [consent] = await uow.consents.of_client(jane.client_id)
        assert (consent.state, consent.since) == (ConsentState.WITHDRAWN, NOW + 2 * SECOND)
