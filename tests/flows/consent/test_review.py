"""A client's own words that may be an opt-out: held back at once, asked in the thread, decided once."""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState, DncSource, ReviewState
from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.settings import ConsentRules, WorkspaceSettings
from bot.domain.thread import FailurePost, InboundPost, OptOutQuestion, SystemPost
from bot.flows.consent.deadlines import watch_reviews
from bot.flows.consent.review import DECIDED, GONE, confirm, dismiss
from bot.flows.team.permissions import NotAllowed
from bot.storage.repositories.roles import Grant
from bot.storage.tables import audit, opt_out_reviews
from tests.flows.harness import JANE, Team
from tests.support.world import inbound

WORDS = "Please stop texting me!"
# The clock starts on a Friday at 15:00 UTC: ten business days later it is Friday again.
DUE = "2026-12-04T23:59:59+00:00"


async def _ask(team: Team, text: str = WORDS, sid: str = "SM1", **more: Any) -> str:
    """A client writes; the review's id."""
    await team.hear(replace(inbound(text, sid, **more), received_at=team.clock.now()))
    await team.work()
    return str((await team.rows(opt_out_reviews, state="open"))[-1].id)


@pytest.fixture
async def asked(team: Team) -> Team:
    """A team that has been asked whether Jane opted out."""
    await team.meet("Jane Doe")
    await _ask(team)
    return team


async def _review_id(team: Team) -> str:
    [review] = await team.rows(opt_out_reviews)
    return str(review.id)


async def _confirm(team: Team, user: str = "U1") -> str:
    return await confirm(team.ctx, team.workspace_id, await _review_id(team), user)


async def _dismiss(team: Team, user: str = "U1") -> str:
    return await dismiss(team.ctx, team.workspace_id, await _review_id(team), user)


async def _listed(team: Team) -> list[tuple[Channel | None, DncSource, str | None]]:
    return [(entry.channel, entry.source, entry.added_by) for entry in await team.listed()]


async def _deeds(team: Team) -> list[tuple[str, str]]:
    return [(deed.actor, deed.action) for deed in await team.rows(audit)]


async def test_the_question_stands_below_the_words_with_the_last_day(asked: Team) -> None:
    words, question = asked.posts()
    assert isinstance(words, InboundPost)
    assert question == OptOutQuestion(
        await _review_id(asked), "Jane Doe", Channel.SMS, WORDS, _moment(DUE), is_reminder=False
    )


def _moment(text: str) -> Any:
    return datetime.fromisoformat(text)


async def test_nothing_goes_until_somebody_decides(asked: Team) -> None:
    await asked.reply("Are you sure?")
    await asked.work()
    assert asked.sent == []
    [told] = asked.told
    assert told.startswith("Not sent. Jane Doe's own words may be an opt-out of SMS.")
    assert "Opt out, or Not an opt-out" in told


async def test_a_text_on_its_way_is_stopped_and_its_author_told_in_the_thread(team: Team) -> None:
    await team.text("Hello", user="U7")
    await team.write()
    await team.reply("See you at nine", user="U7")
    await team.hear(inbound(WORDS, "SM1"))
    await team.wait(seconds=10)
    assert team.sent == []
    assert {told.user for told in team.posts(FailurePost)} == {"U7"}
    assert all("may be an opt-out" in told.reason for told in team.posts(FailurePost))


async def test_the_other_channel_stays_open(asked: Team) -> None:
    await asked.written_to(JANE)
    await asked.text("By WhatsApp", channel=Channel.WHATSAPP)
    await asked.work()
    assert asked.sent == ["By WhatsApp"]


async def test_one_question_at_a_time(asked: Team) -> None:
    await asked.hear(inbound("Take me off your list", "SM2"), inbound(WORDS, "SM1"))
    await asked.work()
    assert len(asked.posts(OptOutQuestion)) == 1
    await _dismiss(asked)
    await asked.hear(inbound("I said do not text me again", "SM3"))
    await asked.work()
    assert len(asked.posts(OptOutQuestion)) == 2


@pytest.mark.parametrize("text", ["wrong number", "I will stop by at nine", "pare de me escrever", "STOP"])
async def test_what_is_none_in_the_languages_chosen_asks_nothing(team: Team, text: str) -> None:
    await team.hear(inbound(text, "SM1"))
    assert await team.rows(opt_out_reviews) == []


async def test_the_languages_are_an_admin_s_choice(team: Team) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.settings.save(
            WorkspaceSettings(consent=ConsentRules(languages=("pt",))), 0, "U1", team.clock.now()
        )
    await team.hear(inbound("pare de me escrever", "SM1"), inbound(WORDS, "SM2", sender="+12025550188"))
    [review] = await team.rows(opt_out_reviews)
    assert review.message_id == (await team.messages())[0].id


async def test_an_opt_out_in_force_needs_no_second_one(team: Team) -> None:
    await team.hear(inbound("STOP", "SM1"), inbound(WORDS, "SM2"))
    assert await team.rows(opt_out_reviews) == []


async def test_opt_out_withdraws_lists_and_confirms_once(asked: Team) -> None:
    said = await _confirm(asked)
    await asked.work()
    assert said == (
        "Jane Doe is opted out of SMS and on the do-not-contact list. They get one text that confirms it."
    )
    assert await asked.consent() is ConsentState.WITHDRAWN
    [entry] = await asked.ledger()
    [words, *_] = await asked.messages()
    assert (entry.source, entry.evidence, entry.recorded_by) == ("review", words.id, "U1")
    assert await _listed(asked) == [(Channel.SMS, DncSource.REVIEW, "U1")]
    [confirmation] = asked.sent
    assert confirmation.startswith("Harbor Clinic: you will get no more SMS messages from us.")
    [deed] = await asked.rows(audit)
    assert (deed.actor, deed.action, deed.message_id) == ("U1", "opt_out_confirmed", words.id)
    assert WORDS not in str(deed.detail)


@pytest.mark.parametrize(("seconds", "texts"), [(299, 1), (301, 0)])
async def test_the_confirmation_goes_within_five_minutes_of_the_client_s_text_or_not_at_all(
    asked: Team, seconds: float, texts: int
) -> None:
    asked.clock.advance(
        seconds=seconds - (asked.clock.now() - (await asked.messages())[0].created_at).seconds
    )
    said = await _confirm(asked)
    await asked.work()
    assert len(asked.sent) == texts
    assert ("confirms" in said) is bool(texts)


async def test_not_an_opt_out_opens_the_way_again(asked: Team) -> None:
    said = await _dismiss(asked)
    assert said == "Texts to Jane Doe may go by SMS again. Send anew what was refused meanwhile."
    await asked.reply("Sorry for the noise")
    await asked.wait(seconds=10)
    assert asked.sent == ["Sorry for the noise"]
    assert await asked.ledger() == []
    assert await _deeds(asked) == [("U1", "opt_out_dismissed")]


async def test_pressed_twice_it_counts_once(asked: Team) -> None:
    await _confirm(asked)
    assert await _confirm(asked, "U2") == DECIDED[ReviewState.OPTED_OUT]
    assert await _dismiss(asked, "U2") == DECIDED[ReviewState.OPTED_OUT]
    await asked.work()
    assert len(asked.sent) == len(await asked.ledger()) == 1


async def test_of_two_people_who_press_at_once_one_decides(asked: Team) -> None:
    said = await asyncio.gather(_confirm(asked, "U1"), _dismiss(asked, "U2"))
    decided = [each for each in said if each in DECIDED.values()]
    assert len(decided) == 1
    assert len(await _deeds(asked)) == 1


@pytest.mark.parametrize("decide", [_confirm, _dismiss])
async def test_a_decision_and_a_stop_at_once_wait_for_each_other_and_end_in_an_opt_out(
    asked: Team, decide: Any
) -> None:
    await asyncio.gather(decide(asked), asked.hear(inbound("STOP", "SM2", answered_by_provider=True)))
    assert await asked.consent() is ConsentState.WITHDRAWN
    assert len(await asked.listed()) == 1
    assert await asked.rows(opt_out_reviews, state="open") == []


async def test_a_viewer_may_not_decide_and_changes_nothing(asked: Team) -> None:
    async with asked.ctx.store.write(asked.workspace_id) as uow:
        await uow.roles.grant(Grant("U9", Role.VIEWER, None, asked.clock.now()))
    with pytest.raises(NotAllowed, match="You cannot record consent"):
        await _confirm(asked, "U9")
    [review] = await asked.rows(opt_out_reviews)
    assert review.state == "open"


async def test_a_question_that_is_gone_says_so(team: Team) -> None:
    assert await confirm(team.ctx, team.workspace_id, "nothing", "U1") == GONE


async def test_a_stop_decides_what_is_open(asked: Team) -> None:
    await asked.hear(inbound("STOP", "SM2"))
    assert await _dismiss(asked) == DECIDED[ReviewState.OPTED_OUT]


async def test_nobody_is_reminded_before_two_business_days_are_left_and_then_once(asked: Team) -> None:
    start = asked.clock.now()
    wednesday = _moment("2026-12-02T09:00:00+00:00")
    asked.clock.advance(seconds=(wednesday - start).total_seconds() - 1)
    await watch_reviews(asked.ctx, asked.workspace_id)
    await asked.work()
    assert len(asked.posts(OptOutQuestion)) == 1
    for _ in range(3):
        asked.clock.advance(seconds=1)
        await watch_reviews(asked.ctx, asked.workspace_id)
        await asked.work()
    [_, reminder] = asked.posts(OptOutQuestion)
    assert (reminder.is_reminder, reminder.due_at) == (True, _moment(DUE))


async def test_without_a_decision_it_counts_at_the_end_of_the_last_day_and_the_thread_says_so(
    asked: Team,
) -> None:
    last = _moment(DUE)
    asked.clock.advance(seconds=(last - asked.clock.now()).total_seconds() - 1)
    await watch_reviews(asked.ctx, asked.workspace_id)
    assert await asked.consent() is ConsentState.UNKNOWN
    for _ in range(2):
        asked.clock.advance(seconds=1)
        await watch_reviews(asked.ctx, asked.workspace_id)
    await asked.work()
    assert await asked.consent() is ConsentState.WITHDRAWN
    assert await _listed(asked) == [(Channel.SMS, DncSource.REVIEW, None)]
    [said] = asked.posts(SystemPost)
    assert "Nobody decided within ten business days" in said.text
    assert asked.sent == []
    assert await _deeds(asked) == [("", "opt_out_confirmed")]
    assert await _dismiss(asked) == DECIDED[ReviewState.OPTED_OUT]


async def test_a_text_that_was_held_meanwhile_does_not_go_after_the_opt_out(asked: Team) -> None:
    await _confirm(asked)
    await asked.reply("One more thing")
    await asked.wait(seconds=10)
    assert (await asked.messages())[-1].status is Status.REFUSED
