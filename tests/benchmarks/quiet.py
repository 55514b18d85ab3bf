"""A context as the worker has it, with a sender whose pace is no limit."""

from datetime import UTC, datetime, timedelta

from bot.domain.channel import Channel
from bot.flows.context import Context, FlowSettings
from bot.ports import Sender
from bot.storage.store import Store

OUR_NUMBER = "+12025550100"


def _until_day() -> timedelta:
    """The time to the next four in the afternoon in UTC, when it is day in all of the United States."""
    now = datetime.now(UTC)
    today = now.replace(hour=16, minute=0, second=0, microsecond=0)
    return (today if now < today else today + timedelta(days=1)) - now


class MachineClock:
    """The machine's clock, put forward to an hour at which texts may go: at night the gate holds them."""

    def __init__(self) -> None:
        self._ahead = _until_day()

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC) + self._ahead


def unpaced(store: Store) -> Context:
    """One SMS number from which texts go as fast as they can be sent."""
    senders = (Sender("twilio", Channel.SMS, OUR_NUMBER, timedelta(0)),)
    settings = FlowSettings("US", "C0CLIENTS", timedelta(0))
    return Context(store, MachineClock(), senders, settings)


async def add_workspace(store: Store) -> str:
    """The workspace that owns the rows."""
    async with store.workspaces() as workspaces:
        return (await workspaces.remember("T0BENCH", "Harbor Clinic", "U0BOT", datetime.now(UTC))).id
