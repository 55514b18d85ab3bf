"""What waits is counted as it stands."""

from bot.flows.context import Context
from bot.flows.inbound.receive import receive
from bot.flows.reports.backlog import Waiting, backlog
from tests.support.journeys import pump
from tests.support.world import RememberingProvider, RememberingSlack, inbound


async def test_a_clients_text_waits_in_the_outbox_until_it_is_shown(ctx: Context, workspace_id: str) -> None:
    assert await backlog(ctx, workspace_id) == Waiting(0, 0, 0, 0, 0, 0, 0)
    await receive(ctx, workspace_id, [inbound("Hello", "SM1")])
    assert await backlog(ctx, workspace_id) == Waiting(0, 3, 0, 0, 0, 0, 0)
    await pump(ctx, workspace_id, RememberingProvider(), RememberingSlack())
    assert await backlog(ctx, workspace_id) == Waiting(0, 0, 0, 0, 0, 0, 0)
