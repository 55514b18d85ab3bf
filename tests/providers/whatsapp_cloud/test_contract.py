"""WhatsApp's Cloud API keeps what every provider promises, as far as Meta lets it."""

from dataclasses import replace

from bot.domain.message import Status
from bot.ports import LookUpFailed
from tests.providers.contract import BEFORE, CLIENT, NONE_KNOWN, ProviderContract
from tests.providers.whatsapp_cloud.world import MetaWorld, webhook_world
from tests.providers.world import World


class TestMetaKeepsTheContract(ProviderContract):
    """Inherited, but for what Meta has not: a list of messages, prices, and a signature over the address."""

    def make_world(self) -> MetaWorld:
        return webhook_world()

    async def test_a_message_whose_answer_was_lost_is_found(self, world: World) -> None:
        message = world.outgoing()
        world.cut_next()
        await world.provider.send(message)
        told = await world.provider.look_up(message, world.now() - BEFORE, NONE_KNOWN)
        assert isinstance(told, LookUpFailed)
        # Silence about it is no sign of trouble, and no reason to alarm the admins.
        assert told.keeps_none
        assert told.reason.endswith(".")

    # Whatever was sent, the answer is the one above.
    test_a_message_that_never_arrived_is_not_found = None
    test_another_text_to_the_same_client_is_not_taken_for_it = None
    test_the_same_text_sent_on_purpose_before_is_not_taken_for_it = None
    test_older_messages_do_not_count = None

    async def test_prices_are_known_of_nothing_but_what_was_sent(self, world: World) -> None:
        await world.provider.send(world.outgoing())
        for provider in (world.provider, world.unreachable):
            assert await provider.prices(world.now() - BEFORE, world.now()) == {}

    def test_what_is_signed_for_another_address_is_forged(self, webhooks: World) -> None:
        elsewhere = replace(webhooks.inbound("Hello", CLIENT), url="https://evil.example/")
        assert webhooks.provider.inbound(elsewhere, webhooks.now()).body == "Hello"
        elsewhere = replace(webhooks.receipt(None, Status.SENT), url="https://evil.example/")
        assert webhooks.provider.receipt(elsewhere) is not None
