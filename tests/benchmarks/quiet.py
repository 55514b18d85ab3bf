"""A context as the worker has it, with a sender whose pace is no limit."""

from datetime import UTC, datetime, timedelta

from bot.domain.channel import Channel
from bot.flows.context import Context, FlowSettings
from bot.ports import Sender
from bot.storage.store import Store

OUR_NUMBER = "+12025550100"


class MachineClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)


def unpaced(store: Store) -> Context:
    """One SMS number from which texts go as fast as they can be sent."""
    senders = (Sender("twilio", Channel.SMS, OUR_NUMBER, timedelta(0)),)
    settings = FlowSettings("US", "C0CLIENTS", timedelta(0))
    return Context(store, MachineClock(), senders, settings)


async def add_workspace(store: Store) -> str:
    """The workspace that owns the rows."""
    async with store.workspaces() as workspaces:
        return (await workspaces.remember("T0BENCH", "Harbor Clinic", "U0BOT", datetime.now(UTC))).id
