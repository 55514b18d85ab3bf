"""A reminder that is due: everything about it is decided anew, and what does not go is told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.failure import FailureKind
from bot.domain.message import Purpose, Status
from bot.domain.message_template import Approved, Reach, Variant
from bot.domain.occasion import Details, OccasionKind
from bot.domain.roles import Role
from bot.domain.thread import FailurePost, OutboundPost, SystemPost
from bot.domain.trigger import Stop
from bot.flows.clients.merge.merge import Wanted, merge
from bot.flows.occasions import fire, texting
from bot.flows.occasions.deciding import IS_SPAM, REPLIED
from bot.flows.occasions.pause import pause, resume
from bot.flows.occasions.triggers import remove
from bot.flows.outbound.retry import retry
from bot.flows.templates.refresh import refresh
from bot.storage.tables import clients, occasions, triggers
from tests.flows.harness import JANE, Team, failure
from tests.flows.occasions.calendar import (
    AT_ONCE,
    CALLED_OFF,
    DAY_BEFORE,
    MONDAY_TEN,
    TWO_HOURS,
    agreed,
    appointment,
    fire_due,
    have,
    payment,
    said,
    states,
    template,
    trigger,
    until,
)
from tests.flows.occasions.changes import cancel, confirm
from tests.flows.templates.shelves import REMINDER
from tests.support.world import CLOCK_START, OUR_WHATSAPP, inbound

DAY_AHEAD, TWO_AHEAD = MONDAY_TEN - timedelta(days=1), MONDAY_TEN - timedelta(hours=2)


async def test_it_becomes_a_text_that_knows_what_it_is_of_and_stands_in_the_thread(team: Team) -> None:
    made = await trigger(team, DAY_BEFORE)
    done = await have(team, appointment())
    await until(team, DAY_AHEAD - timedelta(seconds=1))
    assert team.sent == []
    await until(team, DAY_AHEAD)
    assert team.sent == ["See you, Jane"]
    message = await team.message()
    assert (message.purpose, message.slack_user) == (Purpose.TRANSACTIONAL, None)
    assert message.made_from
    assert message.made_from.template_id == made.template_id
    assert message.made_from.occasion_id == done.occasion.id
    assert message.useless_at == MONDAY_TEN
    [post] = team.posts(OutboundPost)
    assert (post.user, post.body) == ("", "See you, Jane")
    assert await states(team) == [(DAY_BEFORE.code, "sent")]


async def test_words_in_the_client_s_language_and_what_is_true_when_it_goes(team: Team) -> None:
    spanish = Variant("es", "Hola {{ first_name }}: {{ appointment_place }}")
    await trigger(team, DAY_BEFORE, words=await template(team, "Hi", spanish))
    await have(team, appointment(language="es"))
    await until(team, DAY_AHEAD)
    assert team.sent == ["Hola Jane: Main St 1"]


async def test_a_word_on_a_cancellation_goes_and_nothing_else_does(team: Team) -> None:
    await trigger(team, AT_ONCE, CALLED_OFF, DAY_BEFORE)
    done = await have(team, appointment(announces=False))
    await cancel(team.ctx, team.workspace_id, done.occasion.id, "U1")
    await until(team, CLOCK_START)
    await until(team, MONDAY_TEN)
    assert len(team.sent) == 1
    assert await states(team) == [(CALLED_OFF.code, "sent"), (DAY_BEFORE.code, "removed")]


async def test_after_an_outage_the_newest_goes_and_the_late_one_is_told(team: Team) -> None:
    await trigger(team, DAY_BEFORE, TWO_HOURS)
    await have(team, appointment())
    await until(team, TWO_AHEAD + timedelta(minutes=40))
    assert team.sent == ["See you, Jane"]
    assert await states(team) == [(DAY_BEFORE.code, "missed"), (TWO_HOURS.code, "sent")]
    assert (
        "The bot was not running at 10:00 AM (New York time), and a later one is due by now." in said(team)[1]
    )


async def test_what_is_late_and_still_of_use_goes(team: Team) -> None:
    await trigger(team, DAY_BEFORE, TWO_HOURS)
    await have(team, appointment())
    await until(team, DAY_AHEAD + timedelta(hours=1))
    assert await states(team) == [(DAY_BEFORE.code, "sent"), (TWO_HOURS.code, "planned")]


async def test_one_whose_moment_has_passed_is_told_with_its_time(team: Team) -> None:
    await trigger(team, TWO_HOURS)
    await have(team, appointment())
    await until(team, MONDAY_TEN)
    assert team.sent == []
    [_, line] = team.posts(SystemPost)
    assert "its moment has passed" in line.text
    assert line.to == "U1"


async def test_one_that_quiet_hours_hold_past_its_moment_is_refused_and_told(team: Team) -> None:
    await trigger(team, TWO_HOURS)
    early = MONDAY_TEN - timedelta(hours=3)
    await have(team, appointment(early))
    await until(team, early - timedelta(hours=2))
    assert await team.statuses() == [Status.REFUSED]
    [post] = team.posts(FailurePost)
    assert post.user == "U1"
    assert "could go on" in post.reason


async def test_one_that_waits_too_long_to_be_sent_is_refused_when_its_turn_comes(team: Team) -> None:
    await trigger(team, TWO_HOURS)
    await have(team, appointment())
    team.clock.advance(seconds=(TWO_AHEAD - team.clock.now()).total_seconds())
    await fire_due(team)
    team.clock.advance(hours=2)
    await team.work()
    assert await team.statuses() == [Status.REFUSED]
    assert team.posts(FailurePost)[0].user == "U1"


async def test_a_held_one_says_until_when_and_then_what_became_of_it(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    night = MONDAY_TEN - timedelta(hours=12)
    await have(team, appointment(night))
    await until(team, night - timedelta(days=1))
    [post] = team.posts(OutboundPost)
    assert post.waiting
    await until(team, post.waiting.until)
    [post] = team.posts(OutboundPost)
    assert post.waiting is None
    assert len(team.sent) == 1


async def test_a_refusal_is_told_to_who_looks_after_the_client_with_the_ways_out(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    done = await have(team, appointment())
    await team.change(clients, done.occasion.client_id, owner="U7")
    await team.opt_out()
    await until(team, DAY_AHEAD)
    [post] = team.posts(FailurePost)
    assert (post.user, team.sent) == ("U7", [])
    assert "opted out" in post.reason


async def test_a_failure_at_the_provider_is_told_to_them_as_well(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    await have(team, appointment())
    team.provider.answers = [failure(FailureKind.FINAL)]
    await until(team, DAY_AHEAD)
    assert team.posts(FailurePost)[0].user == "U1"


async def test_a_value_that_nobody_knows_is_named_and_nothing_goes(team: Team) -> None:
    await trigger(team, DAY_BEFORE, content="In {{ room_number }}")
    await have(team, appointment())
    await until(team, DAY_AHEAD)
    assert await states(team) == [(DAY_BEFORE.code, "skipped")]
    assert "{{room_number}}" in said(team)[-1]


async def test_further_values_of_the_occasion_are_filled_in(team: Team) -> None:
    await trigger(team, DAY_BEFORE, content="In {{ room_number }}")
    await have(team, appointment(details=Details(more=(("room_number", "12"),))))
    await until(team, DAY_AHEAD)
    assert team.sent == ["In 12"]


async def test_a_client_marked_as_spam_gets_none(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    done = await have(team, appointment())
    await team.change(clients, done.occasion.client_id, is_spam=True)
    await until(team, DAY_AHEAD)
    async with team.ctx.store.read(team.workspace_id) as uow:
        [reminder] = await uow.reminders.of_occasion(done.occasion.id)
    assert (reminder.why, team.sent) == (IS_SPAM, [])


async def test_a_trigger_that_is_off_by_then_sends_nothing(team: Team) -> None:
    made = await trigger(team, DAY_BEFORE)
    await have(team, appointment())
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.triggers.save(replace(made, is_on=False))
    await until(team, DAY_AHEAD)
    assert (team.sent, await states(team)) == ([], [(DAY_BEFORE.code, "removed")])


async def test_a_trigger_that_is_taken_away_takes_back_what_it_has_planned(team: Team) -> None:
    made = await trigger(team, DAY_BEFORE)
    await have(team, appointment())
    await team.promote("U9", Role.ADMIN)
    assert await remove(team.ctx, team.workspace_id, "U9", made.id) == ""
    await fire_due(team)
    assert await states(team) == [(DAY_BEFORE.code, "removed")]
    assert await team.rows(triggers) == []


async def test_a_reply_since_the_last_reminder_stops_the_next(team: Team) -> None:
    await trigger(team, DAY_BEFORE, TWO_HOURS, stops=frozenset({Stop.REPLIED}))
    done = await have(team, appointment())
    await team.hear(inbound("Hello", "SM1", received_at=team.clock.now()))
    await until(team, DAY_AHEAD)
    assert len(team.sent) == 1
    await team.hear(inbound("See you then", "SM2", received_at=team.clock.now()))
    await until(team, TWO_AHEAD)
    async with team.ctx.store.read(team.workspace_id) as uow:
        last = (await uow.reminders.of_occasion(done.occasion.id))[-1]
    assert (last.why, len(team.sent)) == (REPLIED, 1)


async def test_a_confirmed_one_is_not_reminded_of_where_that_stops_it(team: Team) -> None:
    await trigger(team, DAY_BEFORE, stops=frozenset({Stop.CONFIRMED}))
    await trigger(team, TWO_HOURS)
    done = await have(team, appointment())
    await confirm(team.ctx, team.workspace_id, done.occasion.id)
    await until(team, DAY_AHEAD)
    await until(team, TWO_AHEAD)
    assert await states(team) == [(DAY_BEFORE.code, "skipped"), (TWO_HOURS.code, "sent")]


async def test_paused_ones_wait_and_go_when_they_are_resumed(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    done = await have(team, appointment())
    assert await pause(team.ctx, team.workspace_id, done.occasion.id, "U1") == ""
    await until(team, DAY_AHEAD + timedelta(hours=1))
    assert team.sent == []
    assert await resume(team.ctx, team.workspace_id, done.occasion.id, "U1") == ""
    await until(team, DAY_AHEAD + timedelta(hours=1))
    assert len(team.sent) == 1


async def test_a_paused_one_whose_moment_passes_is_told(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    done = await have(team, appointment())
    await pause(team.ctx, team.workspace_id, done.occasion.id, "U1")
    await until(team, MONDAY_TEN)
    assert await states(team) == [(DAY_BEFORE.code, "missed")]
    assert "were paused" in said(team)[-1]


async def test_after_a_merge_it_goes_to_who_the_client_has_become(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    other = await agreed(team, "+12125550124", "J. Doe")
    done = await have(team, appointment(client_id=other, number=""))
    jane = await team.meet("Jane Doe")
    await team.promote("U9", Role.ADMIN)
    await merge(team.ctx, team.workspace_id, "U9", Wanted(jane, other))
    [row] = await team.rows(occasions, id=done.occasion.id)
    assert row.client_id == jane
    await until(team, DAY_AHEAD)
    assert (await team.message()).client_id == jane


async def test_on_whatsapp_the_approved_template_goes_where_the_window_is_closed(team: Team) -> None:
    team.provider.shelf = (REMINDER,)
    await refresh(team.ctx, team.workspace_id, [team.provider])  # type: ignore[list-item]
    blanks = ("1", "{{ first_name }}"), ("2", "{{ appointment_date|date }}"), ("3", "ten")
    approved = Approved("HX1", blanks)
    await trigger(team, DAY_BEFORE, channel=Channel.WHATSAPP, approved=approved)
    await have(team, appointment())
    await until(team, DAY_AHEAD)
    [sent] = team.provider.sent
    assert (sent.sender, sent.template.id if sent.template else "") == (OUR_WHATSAPP, "HX1")


async def test_the_channel_that_the_client_used_last_is_taken(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    await have(team, appointment())
    team.clock.advance(days=1)
    await team.written_to(JANE)
    await until(team, DAY_AHEAD)
    assert (await team.messages())[-1].channel is Channel.WHATSAPP


async def test_a_fault_puts_it_off_and_the_others_go(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    await trigger(team, DAY_BEFORE)
    await have(team, appointment())
    await agreed(team, "+12125550124", "John Roe")
    await have(team, appointment(number="+12125550124"))
    real, broken = texting.send, []

    async def fails_once(ctx: object, uow: object, due: object) -> object:
        if not broken:
            broken.append(due)
            await real(ctx, uow, due)  # type: ignore[arg-type]
            raise RuntimeError("a fault")
        return await real(ctx, uow, due)  # type: ignore[arg-type]

    monkeypatch.setattr(fire, "send", fails_once)
    await until(team, DAY_AHEAD)
    assert len(team.sent) == 1
    await until(team, DAY_AHEAD + timedelta(minutes=1))
    assert len(team.sent) == 2


async def test_after_twelve_faults_it_is_given_up_and_told(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    await trigger(team, DAY_BEFORE)
    await have(team, appointment())

    async def fails(*_: object) -> object:
        raise RuntimeError("+12125550123")

    monkeypatch.setattr(fire, "send", fails)
    await until(team, DAY_AHEAD)
    for _ in range(fire.MOST_TRIES):
        await until(team, team.clock.now() + timedelta(minutes=20))
    assert await states(team) == [(DAY_BEFORE.code, "skipped")]
    assert "Something went wrong" in said(team)[-1]


async def test_a_clock_that_goes_back_has_nothing_go_twice(team: Team) -> None:
    await trigger(team, AT_ONCE, DAY_BEFORE)
    await have(team, appointment())
    await until(team, CLOCK_START)
    team.clock.advance(hours=-6)
    await fire_due(team)
    await team.work()
    await until(team, DAY_AHEAD)
    team.clock.advance(days=-2)
    await fire_due(team)
    await until(team, DAY_AHEAD)
    assert len(team.sent) == 2


async def test_a_payment_without_a_number_of_the_client_is_told(team: Team) -> None:
    await trigger(team, DAY_BEFORE, kind=OccasionKind.PAYMENT)
    done = await have(team, payment())
    async with team.ctx.store.write(team.workspace_id) as uow:
        client = await uow.clients.get(done.occasion.client_id)
        assert client
        await uow.addresses.retire(client.addresses[0].id, team.clock.now())
    await until(team, CLOCK_START + timedelta(days=6))
    assert "has no number" in said(team)[-1]


async def test_one_for_the_team_is_posted_in_its_channel_and_what_clients_are_called_is_harmless(
    team: Team,
) -> None:
    await agreed(team, "+12125550124", "<!channel> *Jo*")
    words = await template(team, "**{{ client_name }}** comes to {{ appointment_place }}", reach=Reach.SLACK)
    await trigger(team, DAY_BEFORE, words=words, slack_channel="C0TEAM")
    await have(team, appointment(number="+12125550124"))
    await until(team, DAY_AHEAD)
    [channel_post] = await team.outbox(kind="channel_post")
    [said_there] = channel_post.data["rest"]
    assert said_there == "**\\<\\!channel\\> \\*Jo\\*** comes to Main St 1"
    assert (channel_post.data["channel"], team.sent) == ("C0TEAM", [])
    assert await states(team) == [(DAY_BEFORE.code, "sent")]


async def test_one_that_is_sent_once_more_is_still_of_no_use_after_its_moment(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    await have(team, appointment())
    team.provider.answers = [failure(FailureKind.ACCOUNT)]
    await until(team, DAY_AHEAD)
    failed = await team.message()
    await retry(team.ctx, team.workspace_id, failed.id, "U1")
    again = (await team.messages())[-1]
    assert (again.made_from, again.useless_at) == (failed.made_from, MONDAY_TEN)
