"""A team whose clock runs, so that the worker's loops can wait for their turns."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.flows.context import Context, Timing
from tests.flows.harness import Team
from tests.support.world import CLOCK_START, StoppedClock

# The tests begin in the clients' day, whatever the machine's clock says: at night nothing would go.
_AHEAD = CLOCK_START - datetime.now(UTC)


class RunningClock:
    """A clock that runs as the machine's does, from the moment at which the stopped ones stand."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC) + _AHEAD


@pytest.fixture
async def team(ctx: Context, workspace_id: str, clock: StoppedClock) -> Team:
    """A workspace in real time, whose sender and inbox take texts and posts quickly."""
    senders = tuple(replace(sender, interval=timedelta(milliseconds=5)) for sender in ctx.senders)
    timing = Timing(post_interval=timedelta(milliseconds=5))
    quick = replace(ctx.settings, undo=timedelta(0))
    running = RunningClock()
    ctx = replace(ctx, clock=running, senders=senders, timing=timing, settings=quick)
    return Team(ctx, workspace_id, running)  # type: ignore[arg-type]
