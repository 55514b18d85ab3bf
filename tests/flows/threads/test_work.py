"""Owning a client, closing, putting off and pausing, as the thread and the card show them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.conversation import Conversation, Work
from bot.domain.roles import Role
from bot.domain.thread import SystemPost
from bot.flows.clients.owner import GONE, NOBODYS, YOURS, assign, claim, release
from bot.flows.team.permissions import NotAllowed
from bot.flows.threads import work
from bot.flows.threads.work import close, pause_relay, reopen, resume_relay, snooze, wake_snoozed
from tests.flows.harness import JANE, Team
from tests.support.world import inbound


@pytest.fixture
async def waiting(team: Team) -> Team:
    """A team to whom Jane has written."""
    await team.meet("Jane Doe")
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    return team


async def jane(team: Team) -> str:
    async with team.ctx.store.read(team.workspace_id) as uow:
        return (await uow.clients.by_addresses([JANE]))[JANE].client_id


async def thread(team: Team) -> Conversation:
    async with team.ctx.store.read(team.workspace_id) as uow:
        [found] = (await uow.conversations.active_of([await jane(team)])).values()
    return found


async def owner(team: Team) -> str | None:
    async with team.ctx.store.read(team.workspace_id) as uow:
        client = await uow.clients.get(await jane(team))
    assert client
    return client.owner


def system(team: Team) -> list[SystemPost]:
    """The app's own lines in the thread."""
    return [post for _, _, post, _ in team.slack.posts if isinstance(post, SystemPost)]


def lines(team: Team) -> list[tuple[str, str]]:
    """Who did what, as the thread says it."""
    return [(each.by, each.text) for each in system(team)]


async def test_who_answers_first_owns_the_client(waiting: Team) -> None:
    await waiting.reply("Hello Jane")
    assert await owner(waiting) == "U1"


async def test_an_answer_claims_nothing_where_the_team_does_not_want_it(waiting: Team) -> None:
    async with waiting.ctx.store.read(waiting.workspace_id) as uow:
        inbox = (await uow.settings.load()).settings.inbox
    await waiting.decide(inbox=replace(inbox, claim_on_reply=False))
    await waiting.reply("Hello Jane")
    assert await owner(waiting) is None


async def test_claim_and_release_are_told_once_in_the_thread(waiting: Team) -> None:
    client = await jane(waiting)
    assert await claim(waiting.ctx, waiting.workspace_id, client, "U2") == ""
    assert await claim(waiting.ctx, waiting.workspace_id, client, "U2") == YOURS
    assert await owner(waiting) == "U2"
    assert await release(waiting.ctx, waiting.workspace_id, client, "U1") == ""
    assert await release(waiting.ctx, waiting.workspace_id, client, "U1") == NOBODYS
    await waiting.work()
    assert [by for by, _ in lines(waiting)] == ["U2", "U1"]
    assert len(await waiting.audit("client_claimed")) == 1
    assert len(await waiting.audit("client_released")) == 1


async def test_assigning_mentions_the_new_owner(waiting: Team) -> None:
    assert await assign(waiting.ctx, waiting.workspace_id, await jane(waiting), "U1", "U9") == ""
    await waiting.work()
    assert await owner(waiting) == "U9"
    assert [(each.by, each.to) for each in system(waiting)] == [("U1", "U9")]


async def test_a_viewer_may_do_none_of_it(waiting: Team) -> None:
    await waiting.promote("U1", Role.VIEWER)
    client = await jane(waiting)
    for flow in (claim, release, close, reopen, pause_relay, resume_relay):
        with pytest.raises(NotAllowed):
            await flow(waiting.ctx, waiting.workspace_id, client, "U1")


async def test_a_client_that_is_gone_is_told(team: Team) -> None:
    assert await close(team.ctx, team.workspace_id, "01GONE", "U1") == GONE


async def test_a_text_waits_for_an_answer_until_a_teammate_writes(waiting: Team) -> None:
    first = (await thread(waiting)).unanswered_since
    assert first is not None
    waiting.clock.advance(minutes=5)
    await waiting.hear(inbound("Are you there?", "SM2"))
    assert (await thread(waiting)).unanswered_since == first
    await waiting.reply("Yes")
    assert (await thread(waiting)).unanswered_since is None


async def test_a_note_answers_nobody(waiting: Team) -> None:
    await waiting.reply("note: she is angry")
    assert (await thread(waiting)).unanswered_since is not None


@pytest.mark.parametrize("word", ["STOP", "HELP"])
async def test_a_keyword_waits_for_nobody(team: Team, word: str) -> None:
    await team.meet("Jane Doe")
    await team.hear(inbound(word, "SM1"))
    assert (await thread(team)).unanswered_since is None


async def test_a_plain_yes_waits_for_an_answer(team: Team) -> None:
    await team.meet("Jane Doe")
    await team.hear(inbound("Yes", "SM1"))
    assert (await thread(team)).unanswered_since is not None


async def test_close_ends_the_waiting_and_a_text_opens_it_again(waiting: Team) -> None:
    client = await jane(waiting)
    assert await close(waiting.ctx, waiting.workspace_id, client, "U1") == ""
    assert await close(waiting.ctx, waiting.workspace_id, client, "U1") == work.IS_CLOSED
    closed = await thread(waiting)
    assert (closed.work, closed.unanswered_since) == (Work.CLOSED, None)
    await waiting.hear(inbound("One more thing", "SM2"))
    await waiting.work()
    opened = await thread(waiting)
    assert opened.work is Work.OPEN
    assert opened.unanswered_since is not None
    assert lines(waiting)[-1][1].startswith("Open again")


async def test_a_stop_does_not_open_what_is_closed(waiting: Team) -> None:
    await close(waiting.ctx, waiting.workspace_id, await jane(waiting), "U1")
    await waiting.hear(inbound("STOP", "SM2"))
    assert (await thread(waiting)).work is Work.CLOSED


async def test_reopen_by_hand(waiting: Team) -> None:
    client = await jane(waiting)
    assert await reopen(waiting.ctx, waiting.workspace_id, client, "U1") == work.IS_OPEN
    await close(waiting.ctx, waiting.workspace_id, client, "U1")
    assert await reopen(waiting.ctx, waiting.workspace_id, client, "U1") == ""
    assert (await thread(waiting)).work is Work.OPEN


async def test_what_is_put_off_comes_back_once_and_mentions_who_looks_after_it(waiting: Team) -> None:
    client, until = await jane(waiting), waiting.clock.now() + timedelta(hours=1)
    await snooze(waiting.ctx, waiting.workspace_id, client, "U3", until)
    assert (await thread(waiting)).work is Work.SNOOZED
    assert await wake_snoozed(waiting.ctx, waiting.workspace_id) == 0
    waiting.clock.advance(hours=1)
    assert await wake_snoozed(waiting.ctx, waiting.workspace_id) == 1
    assert await wake_snoozed(waiting.ctx, waiting.workspace_id) == 0
    await waiting.work()
    assert (await thread(waiting)).work is Work.OPEN
    assert system(waiting)[-1].to == "U3"


async def test_the_client_s_text_ends_what_is_put_off(waiting: Team) -> None:
    until = waiting.clock.now() + timedelta(days=1)
    await snooze(waiting.ctx, waiting.workspace_id, await jane(waiting), "U1", until)
    await waiting.hear(inbound("Hello?", "SM2"))
    found = await thread(waiting)
    assert (found.work, found.snoozed_until) == (Work.OPEN, None)


async def test_nothing_is_put_off_into_the_past(waiting: Team) -> None:
    now = waiting.clock.now()
    assert await snooze(waiting.ctx, waiting.workspace_id, await jane(waiting), "U1", now) == work.PAST


async def test_while_the_relay_is_paused_replies_stay_inside(waiting: Team) -> None:
    client = await jane(waiting)
    assert await pause_relay(waiting.ctx, waiting.workspace_id, client, "U2") == ""
    assert await pause_relay(waiting.ctx, waiting.workspace_id, client, "U2") == work.IS_PAUSED
    await waiting.reply("Between us", "9.1")
    await waiting.reply("And this", "9.2")
    await waiting.wait(seconds=10)
    assert waiting.sent == []
    assert len([said for said in waiting.told if "stay inside for now" in said]) == 1
    assert await resume_relay(waiting.ctx, waiting.workspace_id, client, "U1") == ""
    assert await resume_relay(waiting.ctx, waiting.workspace_id, client, "U1") == work.NOT_PAUSED
    await waiting.reply("Hello Jane", "9.3")
    await waiting.wait(seconds=10)
    assert waiting.sent == ["Hello Jane"]
