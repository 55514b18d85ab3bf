"""What every flow needs to know about the world around it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.channel import Channel
from bot.flows.desk import MediaDesk
from bot.ports import Clock, Sender
from bot.storage.store import Store


@dataclass(frozen=True)
class FlowSettings:
    """The team's choices. ``inbox_channel`` is the Slack channel in which clients' threads stand;
    ``undo`` how long a reply can be taken back; ``default_region`` reads local phone numbers."""

    default_region: str
    inbox_channel: str
    undo: timedelta


@dataclass(frozen=True)
class Timing:
    """How patient the worker is. The defaults are for production; tests are less patient.

    ``lease``: longer than any call to a provider may take. ``settle_first``: after an unknown outcome the
    receipt gets this long to arrive before the provider is asked; after ``settle_give_up`` a person is.
    ``outbox_lease``: longer than any call to Slack. ``post_interval``: Slack takes one post a second in a
    channel. ``until_mended``: what an admin must mend is tried again at this pace. ``horizon``: how far
    ahead of its turn a message may be claimed; what is claimed and not yet called when a worker is killed
    has to be asked about, so it is short.
    """

    lease: timedelta = timedelta(seconds=60)
    settle_first: timedelta = timedelta(seconds=20)
    settle_again: timedelta = timedelta(seconds=30)
    settle_give_up: timedelta = timedelta(seconds=90)
    retry_undelivered: timedelta = timedelta(minutes=5)
    horizon: timedelta = timedelta(milliseconds=100)
    outbox_lease: timedelta = timedelta(seconds=60)
    post_interval: timedelta = timedelta(seconds=1)
    until_mended: timedelta = timedelta(minutes=1)


@dataclass(frozen=True)
class Context:
    """The store, the clock, our senders and the team's settings.

    ``senders`` may come and go while the program runs: read them when they are needed, and keep none.
    ``media``: where files for clients wait; None where the provider could not fetch them from us."""

    store: Store
    clock: Clock
    senders: Sequence[Sender]
    settings: FlowSettings
    timing: Timing = field(default_factory=Timing)
    media: MediaDesk | None = None

    def sender_of(self, channel: Channel, address: str) -> Sender | None:
        """The sender with this address, or None when it is not set up any more."""
        return next((sender for sender in self.senders_for(channel) if sender.address == address), None)

    def senders_for(self, channel: Channel) -> tuple[Sender, ...]:
        """The senders a channel may use; MMS leaves from the SMS numbers."""
        return tuple(sender for sender in self.senders if sender.channel is channel.family)
