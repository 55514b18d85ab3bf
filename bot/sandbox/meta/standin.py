"""A strict Meta of one WhatsApp Business Account, in memory, over real HTTP."""

import aiohttp
from starlette.routing import BaseRoute

from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.meta.accept import Acceptance
from bot.sandbox.meta.config import BusinessNumber, MetaConfig
from bot.sandbox.meta.deliveries import Deliveries
from bot.sandbox.meta.faults import MetaFaults
from bot.sandbox.meta.inbound import Inbound
from bot.sandbox.meta.library import Library
from bot.sandbox.meta.life import Life
from bot.sandbox.meta.media import MetaMedia
from bot.sandbox.meta.message import MetaMessage
from bot.sandbox.meta.pace import Pace
from bot.sandbox.meta.phones import MetaPhones
from bot.sandbox.meta.rest.account import Account
from bot.sandbox.meta.rest.guard import ApiCall, Guard
from bot.sandbox.meta.rest.media import Media
from bot.sandbox.meta.rest.messages import Messages
from bot.sandbox.meta.rest.routes import build
from bot.sandbox.meta.rest.samples import Samples
from bot.sandbox.meta.rest.templates import Templates
from bot.sandbox.meta.reviews import Reviews
from bot.sandbox.meta.screen import Screen
from bot.sandbox.meta.state import Alert, Credentials, MetaState, Standing
from bot.sandbox.meta.statuses import Statuses
from bot.sandbox.meta.template import MetaTemplate
from bot.sandbox.meta.webhooks import Webhooks
from bot.sandbox.meta.window import Window
from bot.sandbox.phonebook import Phonebook


class MetaStandIn:
    """Meta as the bot sees it (``routes``), and what clients do on its other side (``phones``).

    Lives in one event loop and ends with ``close``; the aiohttp session and the phonebook stay the caller's.
    Nothing is told to the bot before its address has proved itself: see ``verify``.
    """

    def __init__(
        self,
        *,
        bot_url: str,
        credentials: Credentials,
        numbers: list[BusinessNumber],
        book: Phonebook,
        clock: SandboxClock,
        bus: Bus,
        session: aiohttp.ClientSession,
        config: MetaConfig,
    ) -> None:
        self.state = state = MetaState(credentials, bot_url.rstrip("/"), numbers, clock, bus, session, config)
        self._webhooks = webhooks = Webhooks(state)
        deliveries = Deliveries(state, webhooks)
        statuses = Statuses(state, deliveries)
        self.media = media = MetaMedia(state)
        window = Window(state)
        self.faults = MetaFaults(state, deliveries, webhooks)
        screen = Screen(state, book)
        life = Life(state, statuses, screen, window, media, self.faults)
        inbound = Inbound(state, deliveries, screen, window, media)
        self.phones = MetaPhones(state, book, inbound, life, statuses, window, deliveries)
        self.reviews = Reviews(state, deliveries)
        self._guard = Guard(state, self.faults)
        acceptance = Acceptance(state, book, Library(state, media), Pace(state), life)
        samples = Samples()
        self.routes: list[BaseRoute] = build(
            state,
            self._guard,
            Messages(state, acceptance, book),
            Media(state, media, screen, self._guard),
            Account(state, webhooks),
            Templates(state, samples),
            samples,
        )

    @property
    def messages(self) -> dict[str, MetaMessage]:
        """Every message by its id, both directions, with its status history."""
        return self.state.messages

    @property
    def templates(self) -> list[MetaTemplate]:
        """The account's templates."""
        return self.state.config.templates

    @property
    def standing(self) -> Standing:
        """Whether the app may work for the account; tests and the page change it."""
        return self.state.standing

    @property
    def calls(self) -> list[ApiCall]:
        """Every request the API received, in order."""
        return self._guard.calls

    @property
    def alerts(self) -> list[Alert]:
        """Webhooks that were not taken."""
        return self.state.alerts

    @property
    def idle(self) -> bool:
        """Whether nothing is under way: no message still moving, no webhook still to deliver."""
        return self.state.background.idle

    async def verify(self) -> str:
        """Ask the bot's address to prove itself. Returns what is wrong, empty when webhooks go there now."""
        return await self._webhooks.verify()

    async def close(self) -> None:
        """End all deliveries."""
        await self.state.background.close()
