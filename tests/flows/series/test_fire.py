"""What goes again and again goes at each of its times, once, if everything still allows it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.message import Status
from bot.domain.recurrence import Recurrence, SeriesState
from bot.domain.settings import FrequencyCaps
from bot.domain.thread import OutboundPost, SystemPost
from bot.flows.series import fire as firing
from bot.flows.series.change import skip_next
from bot.flows.series.fire import step
from bot.storage.tables import clients, conversations, series
from bot.storage.unit_of_work import UnitOfWork
from tests.flows.harness import JANE, Team
from tests.flows.series.again import ASKING, DAILY, DAY, ELEVEN, at, begin, fire, kept, lines
from tests.support.world import inbound

HOUR = timedelta(hours=1)


async def test_it_goes_at_its_time_and_every_day_after_and_not_before(team: Team) -> None:
    series_id = await begin(team)
    await at(team, ELEVEN - timedelta(seconds=1))
    assert team.sent == []
    await at(team, ELEVEN)
    await at(team, ELEVEN + HOUR)
    assert team.sent == ["Your pills"]
    for day in (1, 2):
        await at(team, ELEVEN + day * DAY)
    assert team.sent == 3 * ["Your pills"]
    [first, *_] = await team.messages()
    assert first.made_from
    assert (first.made_from.series_id, first.slack_user) == (series_id, "U1")
    assert first.intent_key == f"series:{series_id}:{ELEVEN.isoformat()}"
    found = await kept(team)
    assert (found.gone, found.next_at, found.state) == (3, ELEVEN + 3 * DAY, SeriesState.ACTIVE)


async def test_each_time_stands_in_the_thread_as_its_authors(team: Team) -> None:
    await begin(team)
    await at(team, ELEVEN)
    [post] = team.posts(OutboundPost)
    assert (post.user, post.body) == ("U1", "Your pills")


async def test_it_ends_after_its_count_and_its_last_day_and_says_so(team: Team) -> None:
    await begin(team, replace(DAILY, count=2))
    for day in range(4):
        await at(team, ELEVEN + day * DAY)
    assert team.sent == 2 * ["Your pills"]
    assert lines(team)[-1] == "“Your pills” does not go again and again any more. That was the last time."
    assert ((await kept(team)).state, (await kept(team)).next_at) == (SeriesState.ENDED, None)


async def test_over_a_clock_change_it_goes_at_the_same_time_of_the_day(team: Team) -> None:
    start = date(2027, 3, 13)
    await begin(team, Recurrence(DAILY.every, start, DAILY.at, DAILY.zone, count=2))
    [first] = [(await kept(team)).next_at]
    assert first
    await at(team, first)
    # The clocks go forward that night, so the next day has 23 hours.
    assert (await kept(team)).next_at == first + timedelta(hours=23)


async def test_after_a_downtime_the_newest_goes_if_it_is_not_too_late_and_the_others_are_told(
    team: Team,
) -> None:
    await begin(team)
    await at(team, ELEVEN + 3 * DAY + 2 * HOUR)
    assert team.sent == ["Your pills"]
    said = (
        "3 times were left out of “Your pills” while the bot was not running: "
        "Fri Nov 20, Sat Nov 21 and Sun Nov 22 at 11:00 AM (New York time). "
        "It goes next on Tue, Nov 24, 2026 at 11:00 AM (New York time)."
    )
    assert lines(team)[1:] == [said]
    assert (await kept(team)).gone == 4


async def test_of_many_only_the_first_and_the_last_are_named(team: Team) -> None:
    await begin(team)
    await at(team, ELEVEN + 9 * DAY)
    assert "9 times were left out" in lines(team)[1]
    assert ": from Fri Nov 20 to Sat Nov 28 at 11:00 AM (New York time)." in lines(team)[1]


async def test_what_is_more_than_three_hours_late_does_not_go(team: Team) -> None:
    await begin(team)
    await at(team, ELEVEN + 3 * HOUR + timedelta(seconds=1))
    assert team.sent == []
    assert lines(team)[1].startswith("1 time was left out of “Your pills” while the bot was not running: Fri")
    await at(team, ELEVEN + DAY)
    assert team.sent == ["Your pills"]


async def test_a_clock_that_jumps_forward_and_back_sends_nothing_twice(team: Team) -> None:
    await begin(team)
    await at(team, ELEVEN)
    await at(team, ELEVEN + DAY)
    await at(team, ELEVEN + DAY - HOUR)
    await at(team, ELEVEN + DAY)
    assert team.sent == 2 * ["Your pills"]
    await at(team, ELEVEN - DAY)
    await at(team, ELEVEN + 2 * DAY)
    assert team.sent == 3 * ["Your pills"]


async def test_an_opt_out_leaves_it_out_and_says_why_and_a_start_lets_it_go_again(team: Team) -> None:
    await begin(team)
    await team.opt_out()
    await at(team, ELEVEN)
    assert (team.sent, await team.statuses()) == ([], [])
    assert lines(team)[1].startswith("“Your pills” was left out on Fri, Nov 20, 2026 at 11:00 AM")
    assert "opted out" in lines(team)[1]
    start = replace(inbound("START", "SM1", sender=JANE), received_at=team.clock.now())
    await team.hear(start)
    await at(team, ELEVEN + DAY)
    assert "Your pills" in team.sent


async def test_a_client_at_night_gets_it_in_the_morning(team: Team) -> None:
    await begin(team, replace(DAILY, at=DAILY.at.replace(hour=23)))
    night = ELEVEN + 12 * HOUR
    await at(team, night)
    [message] = await team.messages()
    assert (team.sent, message.status) == ([], Status.QUEUED)
    await at(team, night + 9 * HOUR + timedelta(minutes=5))
    assert team.sent == ["Your pills"]


async def test_what_would_have_to_wait_beyond_the_next_time_is_left_out_and_said(team: Team) -> None:
    await begin(team)
    await team.decide(frequency=FrequencyCaps(per_week=1))
    await at(team, ELEVEN)
    await at(team, ELEVEN + DAY)
    assert team.sent == ["Your pills"]
    assert "It would have waited until" in lines(team)[-1]
    assert len(await team.messages()) == 1


async def test_a_merged_clients_series_goes_to_the_one_who_is_left(team: Team) -> None:
    await begin(team)
    [jane] = await team.clients()
    other = await team.meet("Jane Roe", "+12125550177")
    await team.change(clients, jane.id, merged_into=other)
    await at(team, ELEVEN)
    assert [message.client_id for message in await team.messages()] == [other]
    assert [message.to for message in team.provider.sent] == ["+12125550177"]
    assert (await kept(team)).client_id == other


async def test_a_client_who_is_spam_ends_it(team: Team) -> None:
    await begin(team)
    [jane] = await team.clients()
    await team.change(clients, jane.id, is_spam=True)
    await at(team, ELEVEN)
    assert (team.sent, (await kept(team)).state) == ([], SeriesState.ENDED)


async def test_a_client_without_a_number_ends_it_and_it_is_said(team: Team) -> None:
    await begin(team)
    async with team.ctx.store.write(team.workspace_id) as uow:
        [address] = (await uow.clients.by_ids([(await kept(team)).client_id]))[0].addresses
        await uow.addresses.retire(address.id, team.clock.now())
    await at(team, ELEVEN)
    assert lines(team)[-1].endswith(
        "The client has no number for SMS any more. Add one with /client, then set it up again."
    )
    assert (await kept(team)).state is SeriesState.ENDED


async def test_its_templates_words_are_those_of_the_day(team: Team) -> None:
    await _keep(team, ASKING)
    await begin(team, body="", template_id=ASKING.id, values=[("limb", "knee")])
    await at(team, ELEVEN)
    changed = replace(ASKING.variants[0], content="{{ first_name }}, and your {{ limb }}?")
    async with team.ctx.store.write(team.workspace_id) as uow:
        assert await uow.message_templates.change(replace(ASKING, variants=(changed,), version=2))
    await at(team, ELEVEN + DAY)
    assert team.sent == ["Jane, how is your knee?", "Jane, and your knee?"]
    versions = [message.made_from.version for message in await team.messages() if message.made_from]
    assert versions == [1, 2]


async def test_what_nobody_knows_leaves_it_out_and_its_author_is_mentioned(team: Team) -> None:
    await _keep(team, ASKING)
    await begin(team, body="", template_id=ASKING.id, values=[("limb", "knee")])
    asks_more = replace(ASKING.variants[0], content="{{ first_name }}, and your {{ toe }}?")
    async with team.ctx.store.write(team.workspace_id) as uow:
        assert await uow.message_templates.change(replace(ASKING, variants=(asks_more,), version=2))
    await at(team, ELEVEN)
    post = team.posts(SystemPost)[-1]
    assert (team.sent, post.to) == ([], "U1")
    assert "Nobody knows what stands for “toe” in it." in post.text
    assert (await kept(team)).next_at == ELEVEN + DAY


async def test_an_archived_template_ends_it(team: Team) -> None:
    await _keep(team, ASKING)
    await begin(team, body="", template_id=ASKING.id, values=[("limb", "knee")])
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.message_templates.archive(ASKING.id, "U1", team.clock.now())
    await at(team, ELEVEN)
    assert lines(team)[-1] == (
        "“Ask” does not go again and again any more. Its template is not there any more. "
        "Set it up again with another one."
    )
    assert team.posts(SystemPost)[-1].to == "U1"
    assert (team.sent, (await kept(team)).state) == ([], SeriesState.ENDED)


async def test_a_sender_that_is_gone_leaves_it_out(team: Team) -> None:
    await begin(team)
    lonely = team.with_context(senders=())
    team.clock.advance(seconds=(ELEVEN - team.clock.now()).total_seconds())
    assert await fire(lonely) == 1
    await team.work()
    assert "No SMS sender is set up." in lines(team)[-1]
    await at(team, ELEVEN + DAY)
    assert team.sent == ["Your pills"]


async def test_it_is_no_answer_to_a_client_who_waits_for_one(team: Team) -> None:
    await begin(team)
    asks = replace(inbound("When do you open?", "SM1", sender=JANE), received_at=team.clock.now())
    await team.hear(asks)
    await at(team, ELEVEN)
    [thread] = await team.rows(conversations)
    assert (team.sent, thread.unanswered_since is not None) == (["Your pills"], True)


async def test_a_paused_one_is_not_taken_up(team: Team) -> None:
    await begin(team)
    await team.change(series, (await kept(team)).id, state="paused")
    assert await fire(team) == 0
    await at(team, ELEVEN)
    assert team.sent == []


async def test_one_that_fails_is_put_off_for_longer_each_time_and_stops_nobody(
    team: Team, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await begin(team)
    bad = (await kept(team)).id
    await begin(team, intent_key="view:other", new_number="+12125550177", body="Yours")
    as_it_is = firing.go

    async def go(ctx: Any, uow: UnitOfWork, about: Any, turn: Any) -> Any:
        left_out = await as_it_is(ctx, uow, about, turn)
        if about.series.id == bad:
            raise RuntimeError("A fault of ours.")
        return left_out

    monkeypatch.setattr(firing, "go", go)
    await at(team, ELEVEN)
    assert team.sent == ["Yours"]
    await at(team, ELEVEN + timedelta(seconds=1))
    await at(team, ELEVEN + timedelta(seconds=2))
    row = next(each for each in await team.rows(series) if each.id == bad)
    assert (row.tries, row.next_at, row.due_at) == (2, ELEVEN, ELEVEN + timedelta(seconds=6))
    assert "Your pills" not in caplog.text
    assert JANE not in caplog.text
    monkeypatch.undo()
    await at(team, ELEVEN + timedelta(seconds=6))
    assert team.sent == ["Yours", "Your pills"]
    assert next(each for each in await team.rows(series) if each.id == bad).tries == 0


async def test_what_breaks_off_in_the_middle_has_done_nothing_and_is_done_once_after(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    await begin(team)
    team.clock.advance(seconds=(ELEVEN - team.clock.now()).total_seconds())
    before = len(await team.outbox())

    class Killed(BaseException):
        """What nothing catches."""

    async def change(*_: Any) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("bot.storage.repositories.series.SeriesList.change", change)
        with pytest.raises(Killed):
            await step(team.ctx, team.workspace_id)
    assert (await team.messages(), len(await team.outbox())) == ([], before)
    assert await fire(team) == 1
    assert await fire(team) == 0
    await team.work()
    assert team.sent == ["Your pills"]


async def _keep(team: Team, template: Any) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        assert await uow.message_templates.add(template)


async def test_a_failure_that_is_written_down_late_moves_no_time_that_somebody_has_chosen_meanwhile(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    series_id = await begin(team)
    put_off = firing._put_off

    async def go(*_: Any) -> Any:
        raise RuntimeError("A fault of ours.")

    async def late(*about: Any) -> None:
        await skip_next(team.ctx, team.workspace_id, series_id, "U1")
        await put_off(*about)

    with monkeypatch.context() as patched:
        patched.setattr(firing, "go", go)
        patched.setattr(firing, "_put_off", late)
        await at(team, ELEVEN)
    await at(team, ELEVEN + HOUR)
    assert team.sent == []
    await at(team, ELEVEN + DAY)
    assert team.sent == ["Your pills"]
