"""What Twilio is asked, other than to send. Importing this loads the SDK: half a second and 60 MB."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.money import Money
from bot.ports import Clock, LookUp, Missed, Outgoing, SenderReport
from bot.providers.twilio.check import check
from bot.providers.twilio.client import AimedClient, SharedSessionClient
from bot.providers.twilio.http import Http
from bot.providers.twilio.lookup import look_up
from bot.providers.twilio.missed import missed
from bot.providers.twilio.prices import prices
from bot.providers.twilio.readiness import sender_states
from bot.providers.twilio.settings import TwilioSettings


class TwilioApi:
    """An account over HTTP. Nothing here raises for what Twilio or the network does."""

    def __init__(self, settings: TwilioSettings, http: Http, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._client = AimedClient(settings, SharedSessionClient(http))
        # The SDK loads the resource on first use; taking it here keeps that out of the first look-up.
        self._messages = self._client.messages

    async def look_up(self, message: Outgoing, since: datetime, known: frozenset[str]) -> LookUp:
        """See ``bot.ports.Provider.look_up``."""
        return await look_up(self._messages, message, since, known, self._clock.now(), self._settings.name)

    async def missed(self, since: datetime) -> Missed | None:
        """See ``bot.ports.Provider.missed``."""
        return await missed(self._messages, self._settings, since, self._clock.now())

    async def prices(self, since: datetime, until: datetime) -> Mapping[str, Money] | None:
        """See ``bot.ports.Provider.prices``."""
        return await prices(self._messages, since, until)

    async def sender_states(self) -> tuple[SenderReport, ...] | None:
        """See ``bot.ports.Provider.sender_states``."""
        return await sender_states(self._client, self._settings)

    async def check(self) -> list[str]:
        """See ``bot.ports.Provider.check``."""
        return await check(self._client, self._settings)
