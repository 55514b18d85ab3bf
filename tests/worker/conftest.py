"""A team whose clock runs, so that the worker's loops can wait for their turns."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.flows.context import Context, Timing
from tests.flows.harness import Team
from tests.support.world import StoppedClock


class RunningClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


@pytest.fixture
async def team(ctx: Context, workspace_id: str, clock: StoppedClock) -> Team:
    """A workspace in real time, whose sender and inbox take texts and posts quickly."""
    senders = tuple(replace(sender, interval=timedelta(milliseconds=5)) for sender in ctx.senders)
    timing = Timing(post_interval=timedelta(milliseconds=5))
    quick = replace(ctx.settings, undo=timedelta(0))
    running = replace(ctx, clock=RunningClock(), senders=senders, timing=timing, settings=quick)
    return Team(running, workspace_id, RunningClock())  # type: ignore[arg-type]
