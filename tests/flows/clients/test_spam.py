"""Spam is muted, not lost."""

import asyncio
from typing import Any

import pytest

from bot.domain.consent import ConsentState
from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.thread import ContinuedPost, InboundPost, MutedPost, OptOutQuestion, SystemPost
from bot.flows.clients.spam import MOST_SHOWN, mark_spam, unmark_spam
from bot.flows.team.permissions import NotAllowed
from bot.flows.threads.work import close
from bot.ports import PostFailed, PostProblem
from bot.storage.tables import clients, conversations, messages
from tests.flows.harness import Team
from tests.support.journeys import root_of
from tests.support.world import inbound


@pytest.fixture
async def pest(team: Team) -> str:
    """An unknown number that has written, and is marked as spam."""
    await team.hear(inbound("Buy now", "SM1"))
    await team.work()
    [row] = await team.rows(clients)
    assert "is muted" in await mark_spam(team.ctx, team.workspace_id, row.id, "U1")
    await team.work()
    return str(row.id)


def under(team: Team, root: str) -> list[Any]:
    """What stands in a thread."""
    return [post for _, at, post, _ in team.slack.posts if at == root]


async def test_the_thread_and_the_card_say_by_whom_and_nothing_is_to_be_decided_any_more(
    team: Team, pest: str
) -> None:
    card = team.slack.roots[root_of(team.slack)]
    assert team.posts(MutedPost) == [MutedPost(pest, "U1")]
    assert (card.muted_by, card.intake) == ("U1", None)
    assert [each.actor for each in await team.audit("marked_spam")] == ["U1"]


async def test_later_texts_are_kept_and_neither_shown_nor_waited_for(team: Team, pest: str) -> None:
    written = len(team.slack.posts)
    await team.hear(inbound("Buy more", "SM2"))
    await team.work()
    assert len(team.slack.posts) == written
    assert [row.body for row in await team.rows(messages, client_id=pest)] == ["Buy now", "Buy more"]
    assert [row.unanswered_since for row in await team.rows(conversations)] == [None]


async def test_nothing_is_sent_to_it(team: Team, pest: str) -> None:
    await team.reply("Stop writing to us")
    await team.wait(seconds=10)
    assert team.sent == []
    assert (await team.statuses())[-1] is Status.REFUSED
    assert any("marked as spam" in each for each in team.told)
    assert pest


async def test_a_stop_is_obeyed_even_so(team: Team, pest: str) -> None:
    await team.hear(inbound("STOP", "SM2"))
    assert await team.consent() is ConsentState.WITHDRAWN
    assert pest


async def test_not_spam_shows_what_came_meanwhile_in_its_order(team: Team, pest: str) -> None:
    for number in range(3):
        await team.hear(inbound(f"Later {number}", f"SM2{number}"))
    assert "not muted any more" in await unmark_spam(team.ctx, team.workspace_id, pest, "U2")
    await team.wait(seconds=10)
    assert [post.body for post in team.posts(InboundPost)] == ["Buy now", "Later 0", "Later 1", "Later 2"]
    card = team.slack.roots[root_of(team.slack)]
    assert card.muted_by == ""
    assert card.intake is not None
    assert card.unanswered_since is not None
    await team.hear(inbound("And now", "SM3"))
    await team.work()
    assert team.posts(InboundPost)[-1].body == "And now"


async def test_of_many_only_the_newest_are_shown_with_how_many_more_there_are(team: Team, pest: str) -> None:
    await team.hear(*(inbound(f"Later {number}", f"SM2{number}") for number in range(MOST_SHOWN + 5)))
    await unmark_spam(team.ctx, team.workspace_id, pest, "U2")
    await team.wait(seconds=60)
    assert len(team.posts(InboundPost)) == 1 + MOST_SHOWN
    assert team.posts(InboundPost)[1].body == "Later 5"
    assert any("5 more texts came before these" in post.text for post in team.posts(SystemPost))


async def test_an_opt_out_in_own_words_is_asked_about_once_it_can_be_read(team: Team, pest: str) -> None:
    await team.hear(inbound("Please stop texting me", "SM2"))
    await team.work()
    assert team.posts(OptOutQuestion) == []
    await unmark_spam(team.ctx, team.workspace_id, pest, "U2")
    await team.wait(seconds=10)
    assert [post.excerpt for post in team.posts(OptOutQuestion)] == ["Please stop texting me"]
    await team.reply("Hello")
    await team.wait(seconds=10)
    assert team.sent == []


async def test_marked_again_only_what_came_since_is_new(team: Team, pest: str) -> None:
    await team.hear(inbound("First", "SM2"))
    await unmark_spam(team.ctx, team.workspace_id, pest, "U2")
    await mark_spam(team.ctx, team.workspace_id, pest, "U2")
    await team.hear(inbound("Second", "SM3"))
    await unmark_spam(team.ctx, team.workspace_id, pest, "U2")
    await team.wait(seconds=10)
    assert [post.body for post in team.posts(InboundPost)] == ["Buy now", "First", "Second"]


async def test_after_a_long_silence_what_came_is_shown_under_a_fresh_card_linked_both_ways(
    team: Team, pest: str
) -> None:
    old = root_of(team.slack)
    team.clock.advance(days=13)
    # Unseen, it has ended no silence.
    await team.hear(inbound("Later", "SM2", received_at=team.clock.now()))
    team.clock.advance(days=2)
    await unmark_spam(team.ctx, team.workspace_id, pest, "U2")
    await team.wait(seconds=10)
    new = root_of(team.slack)
    assert new != old
    here, said, text = under(team, new)
    assert isinstance(here, ContinuedPost)
    assert "after 15 days of silence" in here.text
    assert [each.body for each in here.earlier] == ["Buy now"]
    assert (said.text, text.body) == ("took the spam mark off.", "Later")
    assert under(team, old)[-1].is_left
    assert team.slack.roots[old].goes_on
    assert (await team.outbox(state="waiting")) == []


async def test_the_question_stands_under_the_fresh_card_too(team: Team, pest: str) -> None:
    await team.hear(inbound("Please stop texting me", "SM2"))
    team.clock.advance(days=15)
    await unmark_spam(team.ctx, team.workspace_id, pest, "U2")
    await team.wait(seconds=10)
    assert [type(each) for each in under(team, root_of(team.slack))] == [
        ContinuedPost,
        SystemPost,
        InboundPost,
        OptOutQuestion,
    ]


async def test_where_nothing_came_no_fresh_card_is_started(team: Team, pest: str) -> None:
    team.clock.advance(days=15)
    await unmark_spam(team.ctx, team.workspace_id, pest, "U2")
    await team.work()
    assert len(team.slack.roots) == 1


async def test_in_place_of_a_deleted_card_a_fresh_one_shows_what_came(team: Team, pest: str) -> None:
    old = root_of(team.slack)
    await team.hear(inbound("Later", "SM2"))
    # Slack says so only when somebody writes there.
    team.slack.refuse = [PostFailed(PostProblem.THREAD_GONE, "posted_outside_thread")]
    await unmark_spam(team.ctx, team.workspace_id, pest, "U2")
    await team.wait(seconds=10)
    new = root_of(team.slack)
    assert new != old
    shown = [post for post in under(team, new) if isinstance(post, InboundPost)]
    assert [post.body for post in shown] == ["Later"]
    [here] = [post for post in under(team, new) if isinstance(post, ContinuedPost)]
    assert [each.body for each in here.earlier] == ["Buy now"]


async def test_a_closed_conversation_is_open_again_with_what_came(team: Team, pest: str) -> None:
    await close(team.ctx, team.workspace_id, pest, "U1")
    await team.hear(inbound("Later", "SM2"))
    await unmark_spam(team.ctx, team.workspace_id, pest, "U2")
    await team.wait(seconds=10)
    assert "Open again: the client has written." in [post.text for post in team.posts(SystemPost)]
    assert [row.work for row in await team.rows(conversations)] == ["open"]


async def test_of_two_who_press_at_once_the_second_is_told(team: Team, pest: str) -> None:
    said = await asyncio.gather(
        *(unmark_spam(team.ctx, team.workspace_id, pest, user) for user in ("U1", "U2"))
    )
    assert sum("not marked as spam any more" in each for each in said) == 1
    assert len(await team.audit("unmarked_spam")) == 1


async def test_a_viewer_mutes_nobody(team: Team, pest: str) -> None:
    await team.promote("U9", Role.VIEWER)
    with pytest.raises(NotAllowed):
        await unmark_spam(team.ctx, team.workspace_id, pest, "U9")
