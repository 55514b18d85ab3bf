"""C and the like: an appointment is confirmed, the team is told, and the client is thanked once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.occasion import Occasion, OccasionState
from bot.domain.settings import KeywordAnswers, SenderTexting, Texting
from bot.domain.thread import InboundPost, SystemPost
from bot.domain.trigger import Stop
from bot.flows.clients.spam import mark_spam
from bot.storage.tables import clients, conversations, occasions
from tests.flows.harness import JANE, Team
from tests.flows.occasions.calendar import (
    DAY_BEFORE,
    MONDAY_TEN,
    TWO_HOURS,
    appointment,
    have,
    states,
    trigger,
    until,
)
from tests.flows.occasions.changes import confirm
from tests.support.world import OUR_SMS, inbound

THANKS = (
    "Harbor Clinic: thank you, your appointment is confirmed. See you on Monday, Nov 23, 2026 at 10:00 AM "
    "(New York time), Main St 1."
)
LINE = "Jane Doe confirmed the appointment Check-up of Mon, Nov 23 at 10:00 AM (New York time)."


async def says(team: Team, word: str, sid: str, channel: Channel = Channel.SMS) -> InboundPost:
    """Jane writes; what stands in the thread."""
    await team.hear(replace(inbound(word, sid, channel=channel), received_at=team.clock.now()))
    await team.work()
    post: InboundPost = team.posts(InboundPost)[-1]
    return post


async def state(team: Team, which: Occasion) -> OccasionState:
    [row] = await team.rows(occasions, id=which.id)
    return OccasionState(row.state)


async def is_unanswered(team: Team) -> bool:
    return (await team.rows(conversations))[0].unanswered_since is not None


def lines(team: Team) -> list[SystemPost]:
    """The lines about confirmations."""
    return [post for post in team.posts(SystemPost) if "confirmed the" in post.text]


async def test_c_confirms_what_the_client_was_reminded_of(team: Team) -> None:
    await trigger(team, DAY_BEFORE, TWO_HOURS, stops=frozenset({Stop.CONFIRMED}))
    done = await have(team, appointment())
    await until(team, MONDAY_TEN - timedelta(hours=24))
    post = await says(team, "c!", "SM1")
    assert (
        post.answers
        == "Answers the reminder of the appointment Check-up on Mon, Nov 23 at 10:00 AM (New York time)"
    )
    assert post.keyword_note == "That confirms an appointment; we sent the automatic answer."
    assert await state(team, done.occasion) is OccasionState.CONFIRMED
    assert team.sent[-1] == THANKS
    # Whoever has set it is told, below the client's words.
    [line] = lines(team)
    assert (line.text, line.to) == (LINE, "U1")
    assert team.posts()[-2:] == [post, line]
    assert not await is_unanswered(team)
    # The reminder that was to follow stops on it.
    await until(team, MONDAY_TEN)
    assert [became for _, became in await states(team)] == ["sent", "skipped"]


async def test_who_confirms_and_then_asks_for_the_status_is_answered_twice(team: Team) -> None:
    await have(team, appointment())
    await says(team, "C", "SM1")
    await says(team, "STATUS", "SM2")
    assert len(team.sent) == 2
    assert "your next appointment is on Monday, Nov 23, 2026" in team.sent[-1]
    await says(team, "STATUS", "SM3")
    assert len(team.sent) == 2


async def test_the_owner_is_told_rather_than_who_has_set_it(team: Team) -> None:
    done = await have(team, appointment())
    await team.change(clients, done.occasion.client_id, owner="U2")
    await says(team, "Confirm.", "SM1")
    assert [line.to for line in lines(team)] == ["U2"]


async def test_of_two_it_is_the_one_of_the_last_reminder(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    later = await have(team, appointment(MONDAY_TEN + timedelta(hours=1)))
    await until(team, MONDAY_TEN - timedelta(hours=23))
    sooner = await have(team, appointment(MONDAY_TEN - timedelta(hours=2)))
    await says(team, "C", "SM1")
    assert await state(team, later.occasion) is OccasionState.CONFIRMED
    assert await state(team, sooner.occasion) is OccasionState.OPEN


async def test_without_a_reminder_it_is_the_next_one(team: Team) -> None:
    later = await have(team, appointment(MONDAY_TEN + timedelta(days=1)))
    sooner = await have(team, appointment(MONDAY_TEN))
    await says(team, "C", "SM1")
    assert await state(team, sooner.occasion) is OccasionState.CONFIRMED
    assert await state(team, later.occasion) is OccasionState.OPEN


async def test_a_second_c_is_told_and_answered_no_second_time(team: Team) -> None:
    await have(team, appointment())
    await says(team, "C", "SM1")
    await team.wait(minutes=5)
    post = await says(team, "C", "SM2")
    assert post.keyword_note == LINE.replace("confirmed the", "has confirmed the").replace(").", ") already.")
    assert team.sent == [THANKS]
    assert len(lines(team)) == 1
    assert not await is_unanswered(team)


async def test_what_a_teammate_has_confirmed_is_said_to_the_client_once(team: Team) -> None:
    done = await have(team, appointment())
    await confirm(team.ctx, team.workspace_id, done.occasion.id, "U1")
    post = await says(team, "C", "SM1")
    assert post.keyword_note.endswith("already; we sent the automatic answer.")
    await team.wait(minutes=5)
    await says(team, "C", "SM2")
    assert team.sent == [THANKS]


async def test_once_it_is_moved_it_is_confirmed_anew(team: Team) -> None:
    done = await have(team, appointment())
    await says(team, "C", "SM1")
    await team.wait(minutes=5)
    at = MONDAY_TEN + timedelta(hours=1)
    await have(team, appointment(at, occasion_id=done.occasion.id))
    assert await state(team, done.occasion) is OccasionState.OPEN
    await says(team, "C", "SM2")
    assert await state(team, done.occasion) is OccasionState.CONFIRMED
    assert len(team.sent) == 2


@pytest.mark.parametrize("word", ["C", "confirm"])
async def test_with_nothing_to_confirm_the_word_waits_for_the_team(team: Team, word: str) -> None:
    await team.meet("Jane Doe")
    post = await says(team, word, "SM1")
    assert post.keyword_note == ""
    assert team.sent == []
    assert await is_unanswered(team)


async def test_what_is_past_or_called_off_is_not_confirmed(team: Team) -> None:
    done = await have(team, appointment())
    team.clock.advance(days=3)
    await says(team, "C", "SM1")
    assert await state(team, done.occasion) is OccasionState.OPEN
    assert await is_unanswered(team)


@pytest.mark.parametrize("text", ["C u later", "I cannot confirm", "C or D?", "can you confirm"])
async def test_a_sentence_is_a_message_to_people(team: Team, text: str) -> None:
    done = await have(team, appointment())
    await says(team, text, "SM1")
    assert await state(team, done.occasion) is OccasionState.OPEN
    assert await is_unanswered(team)


async def test_the_words_and_the_answer_are_the_team_s_own(team: Team) -> None:
    done = await have(team, appointment())
    own = KeywordAnswers(confirm_words=("Aye", "yes"), confirmed="{{ first_name }}: {{ appointment_name }}")
    await team.decide(answers=own)
    await says(team, "C", "SM1")
    assert await state(team, done.occasion) is OccasionState.OPEN
    await says(team, "Yes!", "SM2")
    assert await state(team, done.occasion) is OccasionState.CONFIRMED
    assert team.sent == ["Jane: Check-up"]


async def test_the_answer_may_be_switched_off(team: Team) -> None:
    done = await have(team, appointment())
    await team.decide(answers=KeywordAnswers(answers_confirmed=False))
    post = await says(team, "C", "SM1")
    assert post.keyword_note == "That confirms an appointment."
    assert await state(team, done.occasion) is OccasionState.CONFIRMED
    assert team.sent == []


@pytest.mark.parametrize(
    ("word", "language"), [("Confirmo", "es"), ("bestätigt", "de"), ("JE CONFIRME", "fr")]
)
async def test_it_is_answered_in_the_client_s_language(team: Team, word: str, language: str) -> None:
    done = await have(team, appointment(language=language))
    await says(team, word, "SM1")
    assert await state(team, done.occasion) is OccasionState.CONFIRMED
    begins = {"es": "gracias, su cita", "de": "danke, Ihr Termin", "fr": "merci, votre rendez-vous"}
    assert team.sent[0].startswith(f"Harbor Clinic: {begins[language]}")


async def test_who_has_opted_out_confirms_and_is_not_texted(team: Team) -> None:
    done = await have(team, appointment())
    await team.opt_out()
    post = await says(team, "C", "SM1")
    assert await state(team, done.occasion) is OccasionState.CONFIRMED
    assert "nothing was answered: Jane Doe opted out of SMS" in post.keyword_note
    assert team.sent == []


async def test_stop_is_above_any_word_of_the_team_s_own(team: Team) -> None:
    done = await have(team, appointment())
    await team.decide(answers=KeywordAnswers(confirm_words=("stop",)))
    await says(team, "STOP", "SM1")
    assert await state(team, done.occasion) is OccasionState.OPEN


async def test_it_is_heard_by_a_sender_that_nobody_reads_and_shown(team: Team) -> None:
    done = await have(team, appointment())
    silent = SenderTexting(Channel.SMS, OUR_SMS, Texting.SILENT)
    await team.decide(texting=(silent,))
    await says(team, "C", "SM1")
    assert await state(team, done.occasion) is OccasionState.CONFIRMED
    assert team.sent == []
    assert len(lines(team)) == 1


async def test_of_who_is_marked_as_spam_nothing_is_confirmed(team: Team) -> None:
    done = await have(team, appointment())
    await mark_spam(team.ctx, team.workspace_id, done.occasion.client_id, "U1")
    await team.hear(inbound("C", "SM1", sender=JANE))
    assert await state(team, done.occasion) is OccasionState.OPEN


async def test_an_ordinary_reply_stands_with_the_reminder_that_it_answers(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    await have(team, appointment())
    before = await says(team, "Hi there", "SM1")
    assert before.answers == ""
    await until(team, MONDAY_TEN - timedelta(hours=24))
    post = await says(team, "Can I bring my dog?", "SM2")
    assert post.answers.startswith("Answers the reminder of the appointment Check-up on Mon, Nov 23")
    assert await is_unanswered(team)
    await team.reply("Of course", f"{team.clock.now().timestamp():.6f}")
    await team.wait(minutes=1)
    assert (await says(team, "Great", "SM3")).answers == ""


async def test_what_comes_days_after_a_reminder_is_about_something_else(team: Team) -> None:
    await trigger(team, DAY_BEFORE)
    await have(team, appointment())
    await until(team, MONDAY_TEN - timedelta(hours=24))
    team.clock.advance(hours=73)
    assert (await says(team, "Hello?", "SM1")).answers == ""
