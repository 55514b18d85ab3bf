"""A team whose clock runs, so that the worker's loops can wait for their turns."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.flows.context import Context, Timing
from tests.flows.harness import Team
from tests.support.world import CLOCK_START, StoppedClock


class RunningClock:
    """Runs as the machine's clock does, from a moment at which clients may be texted."""

    def __init__(self) -> None:
        self._ahead = CLOCK_START - datetime.now(UTC)

    def now(self) -> datetime:
        """The moment that it is here."""
        return datetime.now(UTC) + self._ahead


@pytest.fixture
async def team(ctx: Context, workspace_id: str, clock: StoppedClock) -> Team:
    """A workspace in real time, whose sender and inbox take texts and posts quickly."""
    senders = tuple(replace(sender, interval=timedelta(milliseconds=5)) for sender in ctx.senders)
    timing = Timing(post_interval=timedelta(milliseconds=5))
    quick = replace(ctx.settings, undo=timedelta(0))
    running = RunningClock()
    ctx = replace(ctx, clock=running, senders=senders, timing=timing, settings=quick)
    return Team(ctx, workspace_id, running)  # type: ignore[arg-type]
