"""Short words for appointments and triggers in the tests of their windows."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bot.domain.channel import Channel
from bot.domain.ids import new_id
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.occasion import Occasion, OccasionKind
from bot.domain.reminder import Reminder
from bot.domain.trigger import Offset, Stop, Trigger, When
from bot.flows.occasions.set import set_occasion
from bot.flows.occasions.wanted import OccasionSet, Wanted
from tests.slack.conftest import MAYA, NOW, World
from tests.slack.windows import window

# Ten in the morning in New York, where Jane is, on the Friday of that week.
FRIDAY_TEN = NOW + timedelta(days=5)
AT_ONCE, CANCELLED = Offset(When.AT_ONCE), Offset(When.CANCELLED)
DAY_BEFORE, TWO_HOURS = Offset(When.BEFORE, 24), Offset(When.BEFORE, 2)


async def template(world: World, name: str = "Reminder", reach: Reach = Reach.ALL) -> str:
    """A template of the team's; its id."""
    new = MessageTemplate(new_id(), name, reach, (Variant("", "See you {{ appointment_date }}"),), 1, NOW)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        assert await uow.message_templates.add(new)
    return new.id


async def trigger(
    world: World,
    *offsets: Offset,
    name: str = "Reminder",
    kind: OccasionKind = OccasionKind.APPOINTMENT,
    is_on: bool = True,
    channel: Channel | None = None,
) -> Trigger:
    """One that sends a template of this name."""
    new = Trigger(
        new_id(),
        kind,
        await template(world, name),
        offsets or (DAY_BEFORE,),
        NOW,
        channel=channel,
        stops=frozenset({Stop.CONFIRMED}),
        is_on=is_on,
    )
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.triggers.save(new)
    return new


async def appointment(world: World, client_id: str, **changes: Any) -> Occasion:
    """One that somebody has set."""
    usual: dict[str, Any] = {"kind": OccasionKind.APPOINTMENT, "source": "slack", "client_id": client_id}
    wanted = Wanted(**usual | {"at": FRIDAY_TEN} | changes)
    done = await set_occasion(world.ctx, world.deps.workspace_id, wanted)
    assert isinstance(done, OccasionSet), done
    return done.occasion


async def occasions(world: World, client_id: str) -> list[Occasion]:
    """All of a client's."""
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        return await uow.occasions.of_client(client_id)


async def planned(world: World, client_id: str) -> list[Reminder]:
    """What is to come for a client."""
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        return await uow.reminders.planned_for([client_id])


async def triggers(world: World) -> list[Trigger]:
    """All there are."""
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        return await uow.triggers.all()


async def posts(world: World) -> list[dict[str, Any]]:
    """What waits to be said in threads."""
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        rows = await uow.connection.exec_driver_sql("SELECT data FROM outbox WHERE kind = 'system'")
        return [json.loads(row.data) if isinstance(row.data, str) else row.data for row in rows]


async def set_day(world: World, day: str, user: str = MAYA) -> None:
    """Choose a day in the form."""
    await _choose(world, "occasion_day", {"selected_date": day}, user)


async def set_time(world: World, at: str, user: str = MAYA) -> None:
    """Choose a time of day in the form."""
    await _choose(world, "occasion_at", {"selected_time": at}, user)


async def set_client(world: World, typed: str, user: str = MAYA) -> None:
    """Choose the first whom the menu offers for what is typed."""
    [first, *_] = await world.slack.people.suggest(
        user, window(world, user).id, "occasion_client", "occasion_client", typed
    )
    await _choose(world, "occasion_client", {"selected_option": first}, user)


def marked_up(world: World, user: str = MAYA) -> str:
    """What Slack reads marks and mentions in, of the window in front, without the dates of our own."""
    return " ".join(_marked_up(window(world, user).blocks)).replace("<!date^", "")


def _marked_up(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _marked_up(each)
    elif isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield str(part["text"])
        yield from _marked_up(list(part.values()))


async def _choose(world: World, block: str, value: dict[str, Any], user: str) -> None:
    assert await world.slack.people.choose(user, window(world, user).id, block, block, value)
