"""A thread goes on under a new card: after a long silence, in another channel, or as the card is gone."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from bot.domain.conversation import Card
from bot.domain.message import Status
from bot.domain.replies import RootDeleted, TeammateWrote
from bot.domain.settings import InboxRules, RoutingRule
from bot.domain.thread import ContinuedPost, InboundPost, LinkedPost, OutboundPost, ThreadPost
from bot.flows.threads import deliver, items
from bot.flows.threads.renew import Onward, renew
from bot.flows.threads.writers import Job, write
from bot.ports import PostFailed, PostProblem
from bot.storage.repositories.clients import Owner
from bot.storage.tables import conversations, messages
from tests.flows.harness import JANE, Team
from tests.support.journeys import root_of
from tests.support.world import INBOX, OUR_SMS, inbound

DESK = "G0DESK"
SILENT = "This conversation goes on here after {} days of silence."


@pytest.fixture
async def talking(team: Team) -> Team:
    """A team that has talked with Jane: she asked, was answered, and thanked with her card number."""
    await team.meet("Jane Doe")
    await team.hear(inbound("Are you open?", "SM1"))
    await team.work()
    await team.reply("Until nine")
    await team.wait(seconds=10)
    await team.hear(_now(team, "My card is 4111 1111 1111 1111", "SM2"))
    await team.work()
    return team


def _now(team: Team, body: str, sid: str, **more: object):  # type: ignore[no-untyped-def]
    return replace(inbound(body, sid, **more), received_at=team.clock.now())  # type: ignore[arg-type]


async def _place(team: Team) -> tuple[str, str | None]:
    [row] = await team.rows(conversations)
    return row.slack_channel, row.root_ts


def _under(team: Team, root: str) -> list[object]:
    return [post for _, under, post, _ in team.slack.posts if under == root]


async def _wait_and_write(team: Team, sid: str = "SM3", **by: float) -> tuple[str, str]:
    """Let time pass, have Jane write; the old card and the newest."""
    old = root_of(team.slack)
    team.clock.advance(**by)
    await team.hear(_now(team, "Me again", sid))
    await team.work()
    return old, root_of(team.slack)


async def test_after_a_long_silence_the_next_text_stands_under_a_new_card_with_links_both_ways(
    talking: Team,
) -> None:
    old, new = await _wait_and_write(talking, days=20)
    assert old != new
    here, text = _under(talking, new)
    assert isinstance(here, ContinuedPost)
    assert (here.text, here.link) == (SILENT.format(20), f"https://slack.test/{INBOX}/{old}")
    assert here.channel == ""
    assert isinstance(text, InboundPost)
    left = _under(talking, old)[-1]
    assert isinstance(left, ContinuedPost)
    assert (left.is_left, left.link) == (True, f"https://slack.test/{INBOX}/{new}")
    assert talking.slack.roots[old].goes_on == f"https://slack.test/{INBOX}/{new}"
    assert talking.slack.roots[new].goes_on is None


async def test_the_last_texts_of_both_sides_are_told_again_without_what_is_hidden(talking: Team) -> None:
    _, new = await _wait_and_write(talking, days=20)
    here = _under(talking, new)[0]
    assert isinstance(here, ContinuedPost)
    assert [(each.name, each.user, each.body) for each in here.earlier] == [
        ("Jane Doe", "", "Are you open?"),
        ("We", "U1", "Until nine"),
        ("Jane Doe", "", "My card is [card number hidden]"),
    ]


async def test_at_most_five_texts_and_none_that_never_went(talking: Team) -> None:
    for number in range(6):
        await talking.hear(_now(talking, f"Line {number}", f"SMx{number}"))
    await talking.work()
    [*_, last] = await talking.messages()
    await talking.change(messages, last.id, status=Status.CANCELED.value, direction="out")
    _, new = await _wait_and_write(talking, days=20)
    here = _under(talking, new)[0]
    assert isinstance(here, ContinuedPost)
    assert [each.body for each in here.earlier] == [f"Line {number}" for number in range(5)]


@pytest.mark.parametrize(("days", "silent", "fresh"), [(14, 13.9, 1), (14, 14, 2), (0, 400, 1), (1, 1.5, 2)])
async def test_the_admins_decide_what_is_long(talking: Team, days: int, silent: float, fresh: int) -> None:
    await talking.decide(inbox=InboxRules(fresh_card_after_days=days))
    await _wait_and_write(talking, days=silent)
    assert len(talking.slack.roots) == fresh


async def test_a_text_of_the_team_s_ends_the_silence_too(talking: Team) -> None:
    old = root_of(talking.slack)
    talking.clock.advance(days=15)
    await talking.text("How are you?")
    await talking.work()
    new = root_of(talking.slack)
    assert new != old
    assert [type(post) for post in _under(talking, new)] == [ContinuedPost, OutboundPost]


async def test_it_goes_on_where_the_rules_say_now(talking: Team) -> None:
    await talking.decide(routing=(RoutingRule(DESK, sender=OUR_SMS),))
    old, new = await _wait_and_write(talking, days=15)
    assert await _place(talking) == (DESK, new)
    here, left = _under(talking, new)[0], _under(talking, old)[-1]
    assert isinstance(here, ContinuedPost)
    assert isinstance(left, ContinuedPost)
    assert (here.channel, left.channel) == (INBOX, DESK)


async def test_a_batch_of_texts_of_one_client_makes_one_card(talking: Team) -> None:
    talking.clock.advance(days=15)
    await talking.hear(*[_now(talking, f"Line {number}", f"SMx{number}") for number in range(3)])
    await talking.hear(_now(talking, "And more", "SMy"))
    await talking.work()
    assert len(talking.slack.roots) == 2
    shown = [post for post in _under(talking, root_of(talking.slack)) if isinstance(post, InboundPost)]
    assert [post.body for post in shown] == ["Line 0", "Line 1", "Line 2", "And more"]


async def test_somebody_who_is_muted_gets_no_new_card(talking: Team) -> None:
    async with talking.ctx.store.write(talking.workspace_id) as uow:
        owner: Owner = (await uow.clients.by_addresses([JANE]))[JANE]
        await uow.clients.change(owner.client_id, is_spam=True)
    await _wait_and_write(talking, days=20)
    assert len(talking.slack.roots) == 1


async def test_of_two_who_renew_at_once_the_second_finds_it_done(talking: Team) -> None:
    [row] = await talking.rows(conversations)
    async with talking.ctx.store.read(talking.workspace_id) as uow:
        stood = await uow.conversations.get(row.id)
    assert stood is not None
    for _ in range(2):
        async with talking.ctx.store.write(talking.workspace_id) as uow:
            await renew(uow, stood, Onward(INBOX, "Why."), talking.clock.now())
        await talking.work()
    assert len(talking.slack.roots) == 2


async def test_a_worker_that_dies_at_any_step_leaves_each_thing_once(talking: Team) -> None:
    talking.clock.advance(days=15)
    await talking.hear(_now(talking, "Me again", "SM3"))
    for _ in range(40):
        claimed = await deliver.claim(talking.ctx, talking.workspace_id, "dies", 1)
        for item in claimed:
            # It has called Slack, and is killed before it can remember anything.
            await write(Job(talking.ctx, talking.slack, talking.workspace_id, item))
        await talking.wait(seconds=61)
        if not claimed:
            break
    assert len(talking.slack.roots) == 2
    assert [type(post).__name__ for post in talking.posts()].count("ContinuedPost") == 2
    assert talking.slack.roots[next(iter(talking.slack.roots))].goes_on


@pytest.mark.parametrize(
    "problem", [PostProblem.THREAD_GONE, PostProblem.CHANNEL_ARCHIVED, PostProblem.NOT_IN_CHANNEL]
)
async def test_an_old_thread_that_cannot_be_written_to_holds_nothing_up(
    talking: Team, problem: PostProblem
) -> None:
    old = root_of(talking.slack)

    post_in = talking.slack.post

    async def post(channel: str, root_ts: str, post: ThreadPost, key: str) -> str:
        if root_ts == old:
            raise PostFailed(problem, problem.value)
        return await post_in(channel, root_ts, post, key)

    talking.slack.post = post  # type: ignore[method-assign,assignment]
    _, new = await _wait_and_write(talking, days=15)
    await talking.hear(_now(talking, "One more", "SM9"))
    await talking.work()
    shown = [post for post in _under(talking, new) if isinstance(post, InboundPost)]
    assert [post.body for post in shown] == ["Me again", "One more"]
    assert len(talking.slack.roots) == 2
    assert await talking.outbox(state="waiting") == []


async def test_a_reply_in_the_old_thread_goes_and_the_new_one_tells_of_it(talking: Team) -> None:
    old, new = await _wait_and_write(talking, days=15)
    for ts in ("9.5", "9.6"):
        await talking.event(TeammateWrote(INBOX, ts, old, "U1", f"From the old thread {ts}"))
    await talking.event(TeammateWrote(INBOX, "9.7", old, "U1", "note: this one stays"))
    await talking.wait(seconds=10)
    assert talking.sent[-2:] == ["From the old thread 9.5", "From the old thread 9.6"]
    told = [post for post in _under(talking, new) if isinstance(post, LinkedPost)]
    assert [(post.by, post.link) for post in told] == [
        ("U1", f"https://slack.test/{INBOX}/{ts}") for ts in ("9.5", "9.6")
    ]
    where = [notice for notice in talking.slack.said if "goes on in a newer thread" in notice.text]
    assert [notice.link for notice in where] == [f"https://slack.test/{INBOX}/{new}"]


async def test_under_a_card_in_place_of_a_deleted_one_stands_what_was_said_and_the_way_to_the_rest(
    talking: Team,
) -> None:
    old = root_of(talking.slack)

    link_to = talking.slack.link_to

    async def link(channel: str, ts: str) -> str:
        if ts == old:
            raise PostFailed(PostProblem.THREAD_GONE, "message_not_found")
        return await link_to(channel, ts)

    talking.slack.link_to = link  # type: ignore[method-assign]
    await talking.event(RootDeleted(INBOX, old))
    await talking.work()
    here = _under(talking, root_of(talking.slack))[0]
    assert isinstance(here, ContinuedPost)
    # The reply that Maya typed still stands below what is left of the card.
    assert here.link == f"https://slack.test/{INBOX}/9.1"
    assert len(here.earlier) == 3
    assert not any(isinstance(post, ContinuedPost) for post in _under(talking, old))


async def test_a_card_gone_with_a_text_on_its_way_tells_that_text_once(talking: Team) -> None:
    await talking.hear(_now(talking, "Still there?", "SM3"))
    talking.slack.refuse = [PostFailed(PostProblem.THREAD_GONE, "posted_outside_thread")]
    await talking.work()
    under = _under(talking, root_of(talking.slack))
    assert [post.body for post in under if isinstance(post, InboundPost)] == ["Still there?"]
    [here] = [post for post in under if isinstance(post, ContinuedPost)]
    assert "Still there?" not in [each.body for each in here.earlier]


async def test_a_refusal_met_under_a_card_that_is_replaced_by_now_replaces_no_other(
    talking: Team,
) -> None:
    old = root_of(talking.slack)

    update_root = talking.slack.update_root

    async def update(channel: str, root_ts: str, card: Card) -> None:
        if root_ts == old:
            # While the call is under way somebody else notices, and the new card stands already.
            await talking.event(RootDeleted(INBOX, old))
            await talking.work()
            raise PostFailed(PostProblem.THREAD_GONE, "message_not_found")
        await update_root(channel, root_ts, card)

    talking.slack.update_root = update  # type: ignore[method-assign,assignment]
    [row] = await talking.rows(conversations)
    async with talking.ctx.store.write(talking.workspace_id) as uow:
        await uow.outbox.add([items.card(row.id)], talking.clock.now())
    [item] = await deliver.claim(talking.ctx, talking.workspace_id, "slow", 1)
    await deliver.deliver(Job(talking.ctx, talking.slack, talking.workspace_id, item), "slow")
    await talking.wait(minutes=2)
    assert len(talking.slack.roots) == 2


async def test_where_nothing_is_silent_the_look_costs_no_statement(talking: Team) -> None:
    made: list[str] = []

    def remember(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        made.append(statement)

    async def statements(sid: str, **silent: float) -> int:
        talking.clock.advance(**silent)
        text = _now(talking, "Hello", sid)
        made.clear()
        event.listen(talking.ctx.store.writer.sync_engine, "before_cursor_execute", remember)
        try:
            await talking.hear(text)
        finally:
            event.remove(talking.ctx.store.writer.sync_engine, "before_cursor_execute", remember)
        return len(made)

    at_once = await statements("SMa", seconds=1)
    assert at_once > 0
    assert await statements("SMb", hours=23) == at_once
    # The admins' number of days stands beside the words that confirm, for which every text is looked at.
    assert await statements("SMc", days=13) == at_once
