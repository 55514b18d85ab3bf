"""What may not go yet waits until it may, and everything is asked again when it fires."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert

from bot.domain.channel import Channel
from bot.domain.message import Status
from bot.domain.settings import FrequencyCaps, WorkspaceSettings
from bot.storage.tables import messages
from bot.storage.tables import settings as settings_table
from tests.flows.harness import JANE, Team
from tests.support.world import inbound

NEW_YORK = ZoneInfo("America/New_York")
MORNING = datetime(2026, 11, 21, 8, tzinfo=NEW_YORK).astimezone(UTC)


def until(team: Team, hour: int, minute: int = 0, second: int = 0, *, day: int = 20) -> None:
    """Let it be this time in New York, where Jane is."""
    moment = datetime(2026, 11, day, hour, minute, second, tzinfo=NEW_YORK)
    team.clock.advance(seconds=(moment - team.clock.now()).total_seconds())


async def decide(team: Team, new: WorkspaceSettings) -> None:
    """An admin changes the rules."""
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.settings.save(new, (await uow.settings.load()).version, "U0ADMIN", team.clock.now())


async def test_a_text_at_night_waits_for_the_morning_and_then_goes(team: Team) -> None:
    until(team, 22)
    held = await team.text("See you tomorrow")
    await team.work()
    message = await team.message(held)
    assert (message.status, message.due_at, message.attempts) == (Status.QUEUED, MORNING, 0)
    assert team.sent == []
    until(team, 7, 59, 59, day=21)
    await team.work()
    assert team.sent == []
    until(team, 8, day=21)
    await team.work()
    assert team.sent == ["See you tomorrow"]


async def test_a_text_that_night_has_overtaken_waits_though_it_might_have_gone_when_asked_for(
    team: Team,
) -> None:
    await team.text("Good evening")
    await team.work()
    until(team, 20, 59, 58)
    await team.reply("One more thing")  # Due five seconds later, when the undo window is over.
    assert (await team.messages())[-1].status is Status.QUEUED
    until(team, 21, 0, 5)
    await team.work()
    last = (await team.messages())[-1]
    assert (last.status, last.due_at, last.attempts) == (Status.QUEUED, MORNING, 0)
    assert team.sent == ["Good evening"]
    assert [status for status, _ in await team.log(last.id)] == ["queued", "queued"]
    until(team, 8, day=21)
    await team.work()
    assert team.sent == ["Good evening", "One more thing"]


async def test_a_stop_overtakes_what_waits(team: Team) -> None:
    until(team, 22)
    held = await team.text("See you tomorrow")
    await team.opt_out()
    until(team, 8, day=21)
    await team.work()
    assert (await team.message(held)).status is Status.REFUSED
    assert team.sent == []


async def test_the_answer_to_a_stop_does_not_wait_behind_what_waits(team: Team) -> None:
    await team.hear(inbound("Hello", "SM1", channel=Channel.WHATSAPP))
    until(team, 22)
    await team.text("See you tomorrow", channel=Channel.WHATSAPP)
    await team.hear(inbound("STOP", "SM2", channel=Channel.WHATSAPP))
    await team.work()
    assert len(team.sent) == 1
    assert "no more WhatsApp messages" in team.sent[0]


async def test_an_answer_to_who_has_just_written_goes_at_night(team: Team) -> None:
    until(team, 22)
    await team.hear(inbound("Are you there?", "SM1", received_at=team.clock.now()))
    await team.work()
    await team.reply("Yes")
    await team.wait(seconds=6)
    assert team.sent == ["Yes"]


@pytest.mark.parametrize(("hour", "seconds"), [(20, 3600), (12, 32_400)])
async def test_a_carrier_is_told_until_when_it_may_deliver(team: Team, hour: int, seconds: int) -> None:
    until(team, hour)
    await team.text("Soon")
    await team.work()
    [outgoing] = team.provider.sent
    assert outgoing.valid_for == timedelta(seconds=seconds)


async def test_of_two_texts_at_once_only_as_many_go_as_the_cap_allows(team: Team) -> None:
    await decide(team, WorkspaceSettings(frequency=FrequencyCaps(per_day=1)))
    await team.text("One")
    second = await team.text("Two")
    await team.work()
    assert team.sent == ["One"]
    held = await team.message(second)
    assert held.status is Status.QUEUED
    assert held.due_at - (await team.messages())[0].due_at == timedelta(days=1)
    until(team, 10, 0, 1, day=21)
    await team.work()
    assert team.sent == ["One", "Two"]


async def test_what_never_went_does_not_count(team: Team) -> None:
    await decide(team, WorkspaceSettings(frequency=FrequencyCaps(per_day=1)))
    first = await team.text("One")
    await team.change(messages, first, status=Status.CANCELED.value)
    await team.text("Two")
    await team.work()
    assert team.sent == ["Two"]


async def test_a_cap_that_comes_later_holds_what_is_queued_already(team: Team) -> None:
    for body in ("One", "Two"):
        await team.text(body)
    await decide(team, WorkspaceSettings(frequency=FrequencyCaps(per_day=1)))
    await team.work()
    assert team.sent == ["One"]


async def test_caps_are_for_each_client_by_itself(team: Team) -> None:
    await decide(team, WorkspaceSettings(frequency=FrequencyCaps(per_day=1)))
    await team.text("One", number=JANE)
    await team.text("Another", number="+12125550144")
    await team.work()
    assert sorted(team.sent) == ["Another", "One"]


async def test_settings_that_are_older_than_this_version_are_read_with_its_defaults(team: Team) -> None:
    row = {"data": {"frequency": {"per_day": 0}, "gone": 1}, "version": 1, "updated_at": team.clock.now()}
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.connection.execute(insert(settings_table).values(workspace_id=team.workspace_id, **row))
    await team.text("One")
    await team.work()
    assert team.sent == []
