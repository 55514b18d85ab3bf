"""What the page shows and moves: the stand-ins, the clock and the bus between them."""

from dataclasses import dataclass

from bot.sandbox.bus import Bus
from bot.sandbox.clock import SandboxClock
from bot.sandbox.meta import MetaStandIn
from bot.sandbox.own_system import OwnSystem
from bot.sandbox.phones import ClientPhones
from bot.sandbox.slack import SlackStandIn
from bot.sandbox.twilio import TwilioStandIn


@dataclass(frozen=True)
class World:
    """Everything a route of the page may reach. ``inbox`` is the channel where clients' threads stand.

    ``system`` is the clinic's own, which tells the bot what it knows. ``meta`` is there when WhatsApp goes
    straight to Meta.
    """

    slack: SlackStandIn
    twilio: TwilioStandIn
    clock: SandboxClock
    bus: Bus
    inbox: str
    system: OwnSystem
    meta: MetaStandIn | None = None

    @property
    def phones(self) -> ClientPhones:
        """The clients' phones."""
        return ClientPhones(self.twilio, self.meta)
