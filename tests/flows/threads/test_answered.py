"""Whether a client waits after messages have come into a conversation, or have left it."""

from dataclasses import replace

import pytest

from bot.flows.threads.answered import recount
from bot.storage.tables import conversations
from tests.flows.harness import Team
from tests.support.world import CLOCK_START, inbound


@pytest.mark.parametrize(
    ("said", "waits"),
    [
        (["Are you open?"], True),
        # What answered the STOP by itself has answered nobody's question.
        (["Are you open?", "STOP"], True),
        (["STOP"], False),
        (["STOP", "Stop please"], False),
        (["Are you open?", "us: Until nine"], False),
        (["Are you open?", "us: Until nine", "STOP"], False),
        (["Are you open?", "us: Until nine", "And on Sunday?"], True),
        ([], False),
    ],
)
async def test_who_said_nothing_since_our_last_text_but_stop_waits_no_more(
    team: Team, said: list[str], waits: bool
) -> None:
    await team.meet("Jane Doe")
    await team.text("Welcome")
    await team.work()
    for number, text in enumerate(said):
        team.clock.advance(minutes=1)
        if text.startswith("us: "):
            await team.reply(text, f"9.{number}")
        else:
            await team.hear(replace(inbound(text, f"SM{number}"), received_at=team.clock.now()))
        await team.wait(seconds=10)
    [row] = await team.rows(conversations)
    async with team.ctx.store.write(team.workspace_id) as uow:
        await recount(uow, row.id, CLOCK_START)
    [row] = await team.rows(conversations)
    assert (row.unanswered_since is not None) is waits
