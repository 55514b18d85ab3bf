"""A text to Jane that goes every day, and what the tests of it have in common."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.domain.channel import Channel
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.recurrence import Every, Recurrence, Series
from bot.domain.thread import SystemPost
from bot.flows.context import Context
from bot.flows.outbound.compose import ComposeRequest, Rejected
from bot.flows.series.fire import step
from bot.flows.series.start import Started, start
from bot.storage.tables import series
from tests.flows.harness import JANE, Team
from tests.support.world import CLOCK_START, OUR_SMS

# CLOCK_START is ten in the morning in New York, where Jane is, on Friday, November 20.
DAILY = Recurrence(Every.DAY, date(2026, 11, 20), time(11), "America/New_York")
ELEVEN = datetime(2026, 11, 20, 16, tzinfo=UTC)
DAY = timedelta(days=1)
ASKING = MessageTemplate(
    "01J00000000000000000000ASK",
    "Ask",
    Reach.ALL,
    (Variant("", "{{ first_name }}, how is your {{ limb }}?"),),
    1,
    CLOCK_START,
)


def wish(**changes: Any) -> ComposeRequest:
    """What stands in the form."""
    plain = ComposeRequest(
        "view:again", "U1", Channel.SMS, OUR_SMS, "Your pills", new_number=JANE, new_name="Jane Doe"
    )
    return replace(plain, **changes)


async def begin(team: Team, recurrence: Recurrence = DAILY, **changes: Any) -> str:
    """Set it up; its id."""
    more = {name: changes.pop(name) for name in ("template_id", "values") if name in changes}
    started = await start(team.ctx, team.workspace_id, wish(**changes), recurrence, **more)
    assert isinstance(started, Started), started
    return started.series_id


async def rejected(team: Team, recurrence: Recurrence = DAILY, **changes: Any) -> dict[str, str]:
    """Why it cannot be set up."""
    more = {name: changes.pop(name) for name in ("template_id", "values") if name in changes}
    answer = await start(team.ctx, team.workspace_id, wish(**changes), recurrence, **more)
    assert isinstance(answer, Rejected), answer
    return answer.errors


async def fire(team: Team, ctx: Context | None = None) -> int:
    """Take up whatever is due; how many."""
    taken = 0
    while await step(ctx or team.ctx, team.workspace_id):
        taken += 1
    return taken


async def at(team: Team, moment: datetime) -> None:
    """Let it become ``moment``, and all that is due then be done."""
    team.clock.advance(seconds=(moment - team.clock.now()).total_seconds())
    await fire(team)
    await team.work()


async def kept(team: Team) -> Series:
    """The only series there is."""
    [row] = await team.rows(series)
    async with team.ctx.store.read(team.workspace_id) as uow:
        found = await uow.series.get(row.id)
    assert found
    return found


def lines(team: Team) -> list[str]:
    """The app's own lines in the threads."""
    return [post.text for post in team.posts(SystemPost)]
