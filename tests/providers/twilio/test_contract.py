"""Twilio keeps what every provider promises."""

from tests.providers.contract import ProviderContract
from tests.providers.twilio.world import TwilioWorld, webhook_world


class TestTwilioKeepsTheContract(ProviderContract):
    """All tests are inherited; ``world`` comes from the conftest."""

    def make_world(self) -> TwilioWorld:
        return webhook_world()
