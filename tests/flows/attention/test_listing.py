"""What waits is listed by the most pressing reason, once a client, and is gone when it waits no more."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.attention import Whose, Why
from bot.domain.channel import Channel
from bot.domain.roles import Role
from bot.domain.settings import SenderTexting, Texting
from bot.flows.clients.intake.create import Named, create
from bot.flows.clients.spam import mark_spam, unmark_spam
from bot.flows.consent.review import confirm, dismiss
from bot.flows.inbound.held_replies import keep_as_note
from bot.flows.threads.work import close, reopen, snooze, wake_snoozed
from bot.storage.tables import held_replies, opt_out_reviews
from tests.flows.attention.seen import client_of, give, kinds, names, only, page
from tests.flows.harness import JANE, Team
from tests.support.journeys import root_of
from tests.support.world import CLOCK_START, INBOX, OUR_SMS, inbound

TOM = "+12125550124"


@pytest.fixture
async def waiting(team: Team) -> Team:
    """A team to whom Jane has written."""
    await team.meet("Jane Doe")
    await team.hear(inbound("Is 5 pm\nfine?", "SM1"))
    await team.work()
    await team.promote("U1", Role.MANAGER)
    return team


async def heard(team: Team, text: str, sid: str, **more: object) -> None:
    """A client writes at this moment."""
    await team.hear(replace(inbound(text, sid, **more), received_at=team.clock.now()))  # type: ignore[arg-type]
    await team.work()


async def test_nothing_waits_at_first(team: Team) -> None:
    seen = await page(team)
    assert (seen.rows, seen.counts, seen.start, seen.total) == ((), {}, 0, 0)


async def test_who_wrote_waits_until_answered(waiting: Team) -> None:
    row = await only(waiting)
    assert (row.why, row.client_name, row.since, row.until) == (Why.UNANSWERED, "Jane Doe", CLOCK_START, None)
    assert (row.excerpt, row.channel, row.ts) == ("Is 5 pm fine?", INBOX, root_of(waiting.slack))
    await waiting.reply("It is.")
    assert await kinds(waiting) == []


async def test_a_conversation_that_is_put_off_comes_back(waiting: Team) -> None:
    client, until = await client_of(waiting), CLOCK_START + timedelta(hours=3)
    await snooze(waiting.ctx, waiting.workspace_id, client, "U1", until)
    assert await kinds(waiting) == []
    waiting.clock.advance(hours=4)
    await wake_snoozed(waiting.ctx, waiting.workspace_id)
    assert await kinds(waiting) == [Why.UNANSWERED]


async def test_what_is_closed_waits_no_more_even_when_it_is_opened_again(waiting: Team) -> None:
    client = await client_of(waiting)
    await close(waiting.ctx, waiting.workspace_id, client, "U1")
    assert await kinds(waiting) == []
    await reopen(waiting.ctx, waiting.workspace_id, client, "U1")
    assert await kinds(waiting) == []


async def test_spam_waits_for_nobody_until_it_is_none(waiting: Team) -> None:
    client = await client_of(waiting)
    await mark_spam(waiting.ctx, waiting.workspace_id, client, "U1")
    await heard(waiting, "Hello?", "SM2")
    assert await kinds(waiting) == []
    await unmark_spam(waiting.ctx, waiting.workspace_id, client, "U1")
    assert await kinds(waiting) == [Why.UNANSWERED]


async def test_a_stranger_is_listed_once_until_taken_in(team: Team) -> None:
    await heard(team, "Do you have a table?", "SM1")
    assert await kinds(team) == [Why.UNKNOWN_NUMBER]
    # Answered, and still nobody has said who it is.
    await team.reply("We do.")
    assert await kinds(team) == [Why.UNKNOWN_NUMBER]
    await create(team.ctx, team.workspace_id, "U1", await client_of(team), Named("Jane Doe"))
    assert await kinds(team) == []


async def test_a_stranger_who_was_not_answered_is_a_client_who_waits_once_taken_in(team: Team) -> None:
    await heard(team, "Do you have a table?", "SM1")
    await create(team.ctx, team.workspace_id, "U1", await client_of(team), Named("Jane Doe"))
    assert await kinds(team) == [Why.UNANSWERED]


async def test_a_stranger_who_writes_where_nobody_reads_waits_for_nothing(team: Team) -> None:
    await team.decide(texting=(SenderTexting(Channel.SMS, OUR_SMS, Texting.SILENT),))
    await heard(team, "Hello", "SM1")
    assert await kinds(team) == []


async def test_words_that_may_be_an_opt_out_are_listed_first_with_their_last_day(waiting: Team) -> None:
    await heard(waiting, "Please stop texting me!", "SM2")
    # Nobody can answer before somebody has decided.
    assert await kinds(waiting) == [Why.OPT_OUT]
    [review] = await waiting.rows(opt_out_reviews)
    first = (await page(waiting)).rows[0]
    assert first.until == review.due_at.replace(tzinfo=first.until and first.until.tzinfo)
    assert first.excerpt == "Please stop texting me!"
    await dismiss(waiting.ctx, waiting.workspace_id, str(review.id), "U1")
    assert await kinds(waiting) == [Why.UNANSWERED]


async def test_who_is_opted_out_waits_for_no_answer_to_those_words(team: Team) -> None:
    await team.meet("Jane Doe")
    await heard(team, "Please stop texting me!", "SM1")
    [review] = await team.rows(opt_out_reviews)
    await confirm(team.ctx, team.workspace_id, str(review.id), "U1")
    assert await kinds(team) == []


async def test_what_waited_before_those_words_waits_on(waiting: Team) -> None:
    waiting.clock.advance(minutes=1)
    await heard(waiting, "Please stop texting me!", "SM2")
    [review] = await waiting.rows(opt_out_reviews)
    await confirm(waiting.ctx, waiting.workspace_id, str(review.id), "U1")
    row = await only(waiting)
    assert (row.why, row.excerpt) == (Why.OPTED_OUT, "Is 5 pm fine?")


async def test_a_reply_that_waits_for_its_author_is_listed_for_the_author_too(waiting: Team) -> None:
    await give(waiting, "U2")
    await waiting.reply("Shall I take this?", user="U3")
    assert await kinds(waiting) == [Why.HELD_REPLY, Why.UNANSWERED]
    assert await kinds(waiting, "U3", whose=Whose.MINE) == [Why.HELD_REPLY]
    row = await only(waiting, "U3", whose=Whose.MINE)
    assert (row.excerpt, row.ts) == ("Shall I take this?", "9.1")
    [held] = await waiting.rows(held_replies)
    await keep_as_note(waiting.ctx, waiting.workspace_id, str(held.id), "U3")
    assert await kinds(waiting) == [Why.UNANSWERED]


async def test_a_window_that_ends_within_two_hours_presses(team: Team) -> None:
    await team.meet("Jane Doe")
    await heard(team, "Hi", "SM1", channel=Channel.WHATSAPP)
    team.clock.advance(hours=21, minutes=59)
    assert await kinds(team) == [Why.UNANSWERED]
    team.clock.advance(minutes=1)
    row = await only(team)
    assert (row.why, row.until) == (Why.WINDOW_ENDS, CLOCK_START + timedelta(hours=24))
    team.clock.advance(hours=2)
    assert await kinds(team) == [Why.UNANSWERED]


async def test_the_newest_text_on_whatsapp_counts_for_the_window(team: Team) -> None:
    await team.meet("Jane Doe")
    await heard(team, "Hi", "SM1", channel=Channel.WHATSAPP)
    team.clock.advance(hours=23)
    await heard(team, "Hello?", "SM2", channel=Channel.WHATSAPP)
    assert await kinds(team) == [Why.UNANSWERED]


async def test_an_answered_client_s_window_presses_nobody(team: Team) -> None:
    await team.meet("Jane Doe")
    await heard(team, "Hi", "SM1", channel=Channel.WHATSAPP)
    await team.reply("Hello Jane")
    team.clock.advance(hours=23)
    assert await kinds(team) == []


async def test_a_stranger_s_window_presses_before_the_question_who_it_is(team: Team) -> None:
    await heard(team, "Hi", "SM1", channel=Channel.WHATSAPP)
    team.clock.advance(hours=23)
    assert await kinds(team) == [Why.WINDOW_ENDS]


async def test_mine_nobody_s_and_everyone_s(waiting: Team) -> None:
    await waiting.meet("Tom Roe", TOM)
    await heard(waiting, "Hi", "SM2", sender=TOM)
    await give(waiting, "U1")
    assert await names(waiting) == ["Jane Doe", "Tom Roe"]
    assert await names(waiting, whose=Whose.MINE) == ["Jane Doe"]
    assert await names(waiting, whose=Whose.NOBODY) == ["Tom Roe"]
    assert await names(waiting, "U2", whose=Whose.MINE) == []


async def test_counts_are_of_all_kinds_and_the_total_of_the_chosen_one(waiting: Team) -> None:
    await heard(waiting, "Hi", "SM2", sender=TOM)
    seen = await page(waiting, why=Why.UNKNOWN_NUMBER)
    assert seen.counts == {Why.UNANSWERED: 1, Why.UNKNOWN_NUMBER: 1}
    assert (seen.total, [row.why for row in seen.rows]) == (1, [Why.UNKNOWN_NUMBER])
    assert (await page(waiting, why=Why.FAILED)).total == 0


async def test_pages_hold_every_row_once_the_oldest_first(team: Team) -> None:
    for each in range(5):
        number = f"+1212555020{each}"
        await team.meet(f"Client {each}", number)
        await heard(team, "Hi", f"SM{each}", sender=number)
        team.clock.advance(minutes=1)
    pages = [await names(team, start=start, limit=2) for start in (0, 2, 4)]
    assert pages == [["Client 0", "Client 1"], ["Client 2", "Client 3"], ["Client 4"]]
    beyond = await page(team, start=40, limit=2)
    assert (beyond.start, beyond.total, [row.client_name for row in beyond.rows]) == (4, 5, ["Client 4"])
    emptied = await page(team, start=4, limit=4)
    assert (emptied.start, len(emptied.rows)) == (4, 1)


async def test_words_are_for_who_may_see_them(waiting: Team) -> None:
    assert (await only(waiting, "U2")).excerpt == ""
    await give(waiting, "U2")
    assert (await only(waiting, "U2")).excerpt == "Is 5 pm fine?"
    assert (await only(waiting, "U3")).excerpt == ""


async def test_what_is_hidden_from_the_thread_is_hidden_here(waiting: Team) -> None:
    await heard(waiting, "My card is 4111 1111 1111 1111", "SM2")
    assert "4111" not in (await only(waiting)).excerpt
    assert "hidden" in (await only(waiting)).excerpt


async def test_a_merged_client_waits_as_the_other(waiting: Team) -> None:
    jane = await client_of(waiting, JANE)
    await waiting.meet("Tom Roe", TOM)
    await heard(waiting, "Hi", "SM2", sender=TOM)
    async with waiting.ctx.store.write(waiting.workspace_id) as uow:
        await uow.clients.change(jane, merged_into=await client_of(waiting, TOM))
    assert await names(waiting) == ["Tom Roe"]
