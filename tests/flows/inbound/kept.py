"""Texts between the webhook and their effect, in the hands of tests."""

from bot.domain.events import InboundText
from bot.flows.inbound.kept_texts import MAX_ATTEMPTS, apply_kept, keep
from tests.flows.harness import Team

ANN = "+12025550177"
BAD = "A text that fails"
ASKS = "Please stop texting me"


async def keep_texts(team: Team, *new: InboundText) -> None:
    """Keep them as the webhook does."""
    await keep(team.ctx, team.workspace_id, new)


async def apply_texts(team: Team) -> int:
    """Apply what is kept, once; how many."""
    return await apply_kept(team.ctx, team.workspace_id)


async def bodies(team: Team) -> list[str]:
    """What the messages there are say."""
    return [message.body for message in await team.messages()]


async def try_for_good(team: Team) -> None:
    """Apply until what fails is given up."""
    for _ in range(MAX_ATTEMPTS):
        await apply_texts(team)
        team.clock.advance(minutes=5)
