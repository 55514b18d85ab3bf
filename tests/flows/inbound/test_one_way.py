"""Senders of ours that are not two-way: what is kept, what is answered, and what is shown later."""

from dataclasses import replace

import pytest

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.replies import RootDeleted
from bot.domain.roles import Role
from bot.domain.settings import KeywordAnswers, SenderTexting, Texting
from bot.domain.thread import ContinuedPost, InboundPost, OptOutQuestion
from bot.flows.inbound.shown_later import show_meanwhile, waiting_texts
from bot.flows.team.permissions import NotAllowed
from bot.storage.tables import conversations
from tests.flows.harness import JANE, Team
from tests.support.journeys import root_of
from tests.support.world import INBOX, OUR_SMS, inbound


async def _set(team: Team, texting: Texting, answer: str = "") -> None:
    await team.decide(texting=(SenderTexting(Channel.SMS, OUR_SMS, texting, answer),))


async def test_an_automatic_answer_goes_once_a_day_and_the_text_stands_in_no_thread(team: Team) -> None:
    await team.decide(
        texting=(SenderTexting(Channel.SMS, OUR_SMS, Texting.AUTO_REPLY),),
        answers=KeywordAnswers(phone="+12025550111"),
    )
    await team.hear(inbound("Are you there?", "SM1"), inbound("Hello?", "SM2"))
    await team.work()
    said = "Harbor Clinic: nobody reads texts to this number. Please call +1 202-555-0111."
    assert team.sent == [said]
    assert team.slack.posts == []
    await team.wait(hours=23)
    await team.hear(replace(inbound("Still me", "SM3"), received_at=team.clock.now()))
    await team.work()
    assert team.sent == [said]
    await team.wait(hours=2)
    await team.hear(replace(inbound("And again", "SM4"), received_at=team.clock.now()))
    await team.work()
    assert team.sent == [said, said]
    [thread] = await team.rows(conversations)
    assert thread.unanswered_since is None


async def test_the_admins_own_words_are_used(team: Team) -> None:
    await team.meet("Jane Doe")
    await _set(team, Texting.AUTO_REPLY, "{{ first_name }}, write to {{ company_name }} by post.")
    await team.hear(inbound("Hello?", "SM1"))
    await team.work()
    assert team.sent == ["Jane, write to Harbor Clinic by post."]


async def test_a_silent_sender_keeps_and_says_nothing(team: Team) -> None:
    await _set(team, Texting.SILENT)
    await team.hear(inbound("Are you there?", "SM1"), inbound("STATUS", "SM2"))
    await team.work()
    assert (team.sent, team.slack.posts) == ([], [])
    assert [each.body for each in await team.messages()] == ["Are you there?", "STATUS"]
    assert await waiting_texts(team.ctx, team.workspace_id) == {(Channel.SMS, OUR_SMS): 2}


@pytest.mark.parametrize("texting", [Texting.SILENT, Texting.AUTO_REPLY])
async def test_stop_start_and_help_work_as_always(team: Team, texting: Texting) -> None:
    await team.meet("Jane Doe")
    await _set(team, texting)
    await team.hear(inbound("Stop please", "SM1"))
    await team.work()
    assert await team.consent() is ConsentState.WITHDRAWN
    assert team.sent[0].startswith("Harbor Clinic: you will get no more SMS messages")
    [post] = team.posts(InboundPost)
    assert "opted out of SMS" in post.keyword_note
    await team.hear(inbound("Hello?", "SM2"), inbound("HELP", "SM3"))
    await team.hear(inbound("START", "SM4"))
    await team.work()
    assert await team.consent() is ConsentState.EXPRESS
    assert len(team.sent) == 3, "The answers to STOP, HELP and START; none to the opted-out text."
    assert [each.body for each in team.posts(InboundPost)] == ["Stop please", "HELP", "START"]


async def test_words_that_may_be_an_opt_out_are_shown_and_asked_about(team: Team) -> None:
    await _set(team, Texting.AUTO_REPLY)
    await team.hear(inbound("Please stop texting me", "SM1"))
    await team.work()
    assert len(team.posts(OptOutQuestion)) == 1
    assert team.sent == []


async def test_another_sender_stays_two_way(team: Team) -> None:
    await _set(team, Texting.SILENT)
    await team.hear(inbound("Hello", "SM1", channel=Channel.WHATSAPP))
    await team.work()
    assert [post.body for post in team.posts(InboundPost)] == ["Hello"]


async def test_writing_to_a_client_whose_texts_were_kept_opens_the_thread(team: Team) -> None:
    await _set(team, Texting.SILENT)
    await team.hear(inbound("Hello", "SM1"))
    await team.work()
    await team.text("We saw that")
    await team.work()
    assert len(team.slack.roots) == 1
    assert team.sent == ["We saw that"]


async def test_after_a_long_silence_what_came_stands_under_a_fresh_card_and_is_told_once(team: Team) -> None:
    await team.promote("U0BOSS", Role.ADMIN)
    await team.meet("Jane Doe")
    await _set(team, Texting.SILENT)
    await team.hear(inbound("Kept first", "SM1"))
    # Meanwhile the team talks with her on another channel.
    await team.hear(inbound("Seen", "SM2", channel=Channel.WHATSAPP))
    await team.work()
    old = root_of(team.slack)
    await team.hear(inbound("Kept later", "SM3"))
    team.clock.advance(days=15)
    assert await show_meanwhile(team.ctx, team.workspace_id, "U0BOSS", Channel.SMS, OUR_SMS) == 2
    await team.work()
    new = root_of(team.slack)
    assert new != old
    here, *shown = [post for _, at, post, _ in team.slack.posts if at == new]
    assert isinstance(here, ContinuedPost)
    assert [each.body for each in here.earlier] == ["Seen"]
    assert [post.body for post in shown] == ["Kept first", "Kept later"]
    assert team.slack.roots[old].goes_on
    assert team.slack.roots[new].unanswered_since is not None


async def test_in_place_of_a_deleted_card_a_fresh_one_shows_what_came_meanwhile(team: Team) -> None:
    await team.promote("U0BOSS", Role.ADMIN)
    await _set(team, Texting.SILENT)
    await team.hear(inbound("Seen", "SM1", channel=Channel.WHATSAPP))
    await team.hear(inbound("Kept", "SM2"))
    await team.work()
    old = root_of(team.slack)
    await team.event(RootDeleted(INBOX, old))
    await show_meanwhile(team.ctx, team.workspace_id, "U0BOSS", Channel.SMS, OUR_SMS)
    await team.work()
    new = root_of(team.slack)
    assert new != old
    here, kept = [post for _, at, post, _ in team.slack.posts if at == new]
    assert [each.body for each in here.earlier] == ["Seen"]
    assert kept.body == "Kept"


async def test_what_came_meanwhile_is_shown_in_order_by_an_admin(team: Team) -> None:
    await team.promote("U0BOSS", Role.ADMIN)
    await _set(team, Texting.SILENT)
    await team.hear(inbound("First", "SM1"), inbound("Second", "SM2", sender="+12025550188"))
    await team.hear(inbound("Third", "SM3"))
    with pytest.raises(NotAllowed):
        await show_meanwhile(team.ctx, team.workspace_id, "U1", Channel.SMS, OUR_SMS)
    shown = await show_meanwhile(team.ctx, team.workspace_id, "U0BOSS", Channel.SMS, OUR_SMS)
    assert shown == 3
    await team.work()
    posts = team.posts(InboundPost)
    assert sorted(post.body for post in posts) == ["First", "Second", "Third"]
    assert all("while this number was not two-way" in post.keyword_note for post in posts)
    assert await waiting_texts(team.ctx, team.workspace_id) == {}
    assert await show_meanwhile(team.ctx, team.workspace_id, "U0BOSS", Channel.SMS, OUR_SMS) == 0
    threads = await team.rows(conversations)
    assert all(thread.unanswered_since for thread in threads)
    assert len(await team.audit("unshown_shown")) == 1
    assert JANE in {message.to for message in await team.messages()}
