"""Spam is muted, not lost."""

import asyncio

import pytest

from bot.domain.consent import ConsentState
from bot.domain.message import Status
from bot.domain.roles import Role
from bot.domain.thread import InboundPost, MutedPost, OptOutQuestion, SystemPost
from bot.flows.clients.spam import MOST_SHOWN, mark_spam, unmark_spam
from bot.flows.team.permissions import NotAllowed
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
