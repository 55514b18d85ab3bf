"""A team for every test of a flow, on each of the two databases."""

import pytest

from bot.flows.context import Context
from tests.flows.harness import Team
from tests.support.world import StoppedClock


@pytest.fixture
def team(ctx: Context, workspace_id: str, clock: StoppedClock) -> Team:
    """A workspace with a provider and a Slack that remember."""
    return Team(ctx, workspace_id, clock)
