"""Setting up a text that goes again and again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Media, Purpose
from bot.domain.recurrence import Every, Recurrence
from bot.domain.settings import DlpAction, DlpKind, DlpRule
from bot.domain.thread import SystemPost
from bot.flows.outbound.compose import Rejected
from bot.flows.series import words
from bot.flows.series.start import Started, start
from bot.flows.templates.choice import Choice
from bot.storage.tables import clients, conversations, series
from tests.flows.harness import JANE, Team
from tests.flows.series.again import ASKING, DAILY, DAY, ELEVEN, begin, kept, rejected, wish
from tests.support.world import OUR_SMS


async def test_it_is_kept_with_its_first_time_and_told_in_the_clients_new_thread(team: Team) -> None:
    series_id = await begin(team)
    await team.work()
    found = await kept(team)
    assert (found.id, found.next_at, found.body, found.sender) == (series_id, ELEVEN, "Your pills", OUR_SMS)
    [post] = team.posts(SystemPost)
    assert post.by == "U1"
    assert post.text == (
        "set up “Your pills” to go again and again: Every day at 11:00 AM (New York time). "
        "It goes next on Fri, Nov 20, 2026 at 11:00 AM (New York time)."
    )
    assert len(team.slack.roots) == 1
    assert team.sent == []


async def test_what_slack_must_not_see_stands_in_no_line_about_it(team: Team) -> None:
    hides = DlpRule("Code", DlpKind.PATTERN, outbound=DlpAction.REDACT, pattern=r"\d{4}")
    await team.decide(dlp=(hides,))
    await begin(team, body="Your code 7391")
    await team.work()
    [line] = [post.text for post in team.posts(SystemPost)]
    assert "Your code" in line
    assert "7391" not in line


async def test_the_audit_says_who_has_set_it_up(team: Team) -> None:
    await begin(team)
    [deed] = await team.audit("series_started")
    assert (deed.actor, deed.detail["next_at"]) == ("U1", ELEVEN.isoformat())
    assert deed.detail["repeats"] == "Every day at 11:00 AM (New York time)"


async def test_the_same_form_handed_in_twice_is_one_series(team: Team) -> None:
    first = await start(team.ctx, team.workspace_id, wish(), DAILY)
    second = await start(team.ctx, team.workspace_id, wish(), DAILY)
    assert isinstance(first, Started)
    assert isinstance(second, Started)
    assert (first.series_id, first.client_name) == (second.series_id, second.client_name)
    assert len(await team.rows(series)) == 1


@pytest.mark.parametrize(
    ("recurrence", "field"),
    [
        (replace(DAILY, interval=0), "interval"),
        (replace(DAILY, interval=100), "interval"),
        (replace(DAILY, until=date(2026, 11, 19)), "until"),
        (replace(DAILY, count=0), "count"),
        (replace(DAILY, zone="Mars/Base"), "zone"),
        (replace(DAILY, starts=date(2026, 11, 1), until=date(2026, 11, 10)), "until"),
        (replace(DAILY, starts=date(2026, 11, 1), count=3), "count"),
        (replace(DAILY, starts=date(2028, 1, 1)), "starts"),
        (Recurrence(Every.WEEK, date(2026, 11, 24), DAILY.at, DAILY.zone, weekdays=(7,)), "weekdays"),
    ],
)
async def test_times_that_cannot_be_are_said_at_their_field(
    team: Team, recurrence: Recurrence, field: str
) -> None:
    assert list(await rejected(team, recurrence)) == [field]
    assert await team.rows(series) == []


async def test_files_and_whatsapps_own_templates_do_not_go_again_and_again(team: Team) -> None:
    picture = (Media("kept:1", "image/png", "x.png", 9),)
    assert await rejected(team, media=picture) == {"files": words.NO_FILES}
    assert await rejected(team, template=Choice("T1")) == {"template": words.NO_APPROVED}
    assert await rejected(team, body="  ") == {"body": words.NO_WORDS}


async def test_what_the_gate_refuses_leaves_neither_a_client_nor_a_thread(team: Team) -> None:
    errors = await rejected(team, body="Hello {{ who }}")
    assert list(errors) == ["body"]
    for table in (clients, conversations, series):
        assert await team.rows(table) == []


async def test_a_client_who_has_opted_out_gets_no_series(team: Team) -> None:
    client_id = await team.meet("Jane Doe")
    await team.opt_out()
    errors = await rejected(team, client_id=client_id, new_number=None)
    assert "client" in errors


async def test_a_night_hour_is_taken_as_its_text_will_wait_for_the_morning(team: Team) -> None:
    night = replace(DAILY, at=DAILY.at.replace(hour=23))
    await begin(team, night)
    assert (await kept(team)).next_at == ELEVEN + timedelta(hours=12)


async def test_a_template_is_kept_by_its_name_and_asks_for_what_nobody_knows(team: Team) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.message_templates.add(ASKING)
    errors = await rejected(team, body="", template_id=ASKING.id)
    assert errors == {"variable:limb": words.NOBODY_KNOWS}
    await begin(team, body="", template_id=ASKING.id, values=[("limb", "knee")])
    await team.work()
    found = await kept(team)
    assert (found.body, found.template_id, found.values) == ("", ASKING.id, (("limb", "knee"),))
    [post] = team.posts(SystemPost)
    assert post.text.startswith("set up “Ask” to go again and again")


async def test_a_template_that_is_gone_or_of_another_channel_is_not_taken(team: Team) -> None:
    marketing = replace(ASKING, id="01J0000000000000000000NEWS", name="News", purpose=Purpose.MARKETING)
    by_slack = replace(ASKING, id="01J000000000000000000SLACK", name="Slack", reach=ASKING.reach.SLACK)
    async with team.ctx.store.write(team.workspace_id) as uow:
        for each in (ASKING, marketing, by_slack):
            await uow.message_templates.add(each)
        await uow.message_templates.archive(ASKING.id, "U1", team.clock.now())
    assert await rejected(team, template_id=ASKING.id) == {"template": words.NO_TEMPLATE}
    assert await rejected(team, template_id=by_slack.id) == {"template": words.not_by(by_slack, Channel.SMS)}
    # Marketing takes a consent of its own, which Jane has not given.
    errors = await rejected(team, template_id=marketing.id, values=[("limb", "knee")])
    assert "client" in errors


async def test_a_sender_that_is_not_there_is_said_at_the_channel(team: Team) -> None:
    lonely = team.with_context(senders=())
    answer = await start(lonely.ctx, team.workspace_id, wish(), DAILY)
    assert isinstance(answer, Rejected)
    assert list(answer.errors) == ["channel"]


async def test_what_has_begun_goes_on_from_the_next_of_its_days(team: Team) -> None:
    await team.meet("Jane Doe", JANE)
    every_other = replace(DAILY, starts=date(2026, 11, 19), interval=2)
    await begin(team, every_other)
    assert (await kept(team)).next_at == ELEVEN + DAY
