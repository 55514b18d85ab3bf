"""The outbox's journey to Slack: nothing lost, nothing twice, and a person told when Slack must be mended."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.replies import RootDeleted
from bot.domain.thread import ContinuedPost, InboundPost, OutboundPost
from bot.flows.threads import deliver, items
from bot.flows.threads.writers import Job
from bot.ports import PostFailed, PostProblem
from bot.storage.tables import conversations, outbox
from bot.worker.housekeeping import forget
from tests.flows.harness import Team
from tests.support.journeys import root_of
from tests.support.world import INBOX, RememberingSlack, inbound


class LossySlack(RememberingSlack):
    """Does what it is asked and then, as often as told, loses the answer."""

    lose: int = 0

    def _lost(self) -> None:
        if self.lose:
            self.lose -= 1
            raise PostFailed(PostProblem.UNKNOWN, "TimeoutError")

    async def post_root(self, channel, card, key):  # type: ignore[no-untyped-def]
        """Post a card, perhaps without a word about it."""
        ts = await super().post_root(channel, card, key)
        self._lost()
        return ts

    async def post(self, channel, root_ts, post, key):  # type: ignore[no-untyped-def]
        """Post into a thread, perhaps without a word about it."""
        ts = await super().post(channel, root_ts, post, key)
        self._lost()
        return ts


class Refusing(RememberingSlack):
    """Refuses to post what is bad, as often and in the way it is told."""

    refusals: Sequence[PostFailed] = ()

    async def post(self, channel, root_ts, post, key):  # type: ignore[no-untyped-def]
        """Post into a thread, or refuse."""
        if getattr(post, "body", "") == "bad" and self.refusals:
            refusal, *self.refusals = self.refusals
            raise refusal
        return await super().post(channel, root_ts, post, key)


def _refusals(problem: PostProblem, times: int = 1, retry_after: float | None = None) -> list[PostFailed]:
    wait = timedelta(seconds=retry_after) if retry_after else None
    return [PostFailed(problem, problem.value, wait) for _ in range(times)]


async def _in_thread(team: Team, *bodies: str) -> None:
    await team.hear(*(inbound(body, f"SM{body}") for body in bodies))


@pytest.fixture
async def talking(team: Team) -> Team:
    """A team with a thread in which Jane has written."""
    await _in_thread(team, "Hi")
    await team.work()
    return team


async def test_a_thread_begins_with_its_card_and_keeps_the_order_of_what_happened(team: Team) -> None:
    await team.text("Hello")
    await _in_thread(team, "one", "two")
    await team.work()
    assert [type(post).__name__ for _, _, post, _ in team.slack.posts] == [
        "Card",
        "OutboundPost",
        "InboundPost",
        "InboundPost",
    ]
    assert [post.body for post in team.posts()] == ["Hello", "one", "two"]


async def test_one_clients_trouble_with_slack_does_not_stop_anothers_thread(talking: Team) -> None:
    talking.slack = Refusing(posts=talking.slack.posts, roots=talking.slack.roots)
    talking.slack.refusals = _refusals(PostProblem.RETRY, 50)
    await talking.hear(inbound("bad", "SMa"), inbound("other", "SMb", sender="+12025550177"))
    for _ in range(10):
        await talking.write()
        talking.clock.advance(seconds=1)
    assert [post.body for post in talking.posts(InboundPost)] == ["Hi", "other"]


async def test_of_a_card_only_the_newest_state_is_written(talking: Team) -> None:
    updates: list[object] = []

    class Counting(RememberingSlack):
        async def update_root(self, channel, root_ts, card):  # type: ignore[no-untyped-def]
            updates.append(card)

    await talking.wait(minutes=1)
    talking.slack = Counting(posts=talking.slack.posts, roots=talking.slack.roots)
    for index in range(8):
        await _in_thread(talking, f"text {index}")
    await talking.work()
    assert len(updates) == 1


async def test_what_changes_while_it_is_being_written_is_written_again(talking: Team) -> None:
    conversation_id = (await talking.message()).conversation_id
    cards: list[object] = []

    class Changing(RememberingSlack):
        async def update_root(self, channel, root_ts, card):  # type: ignore[no-untyped-def]
            cards.append(card)
            if len(cards) == 1:
                async with talking.ctx.store.write(talking.workspace_id) as uow:
                    await uow.outbox.add([items.card(conversation_id)], talking.clock.now())

    talking.slack = Changing()
    async with talking.ctx.store.write(talking.workspace_id) as uow:
        await uow.outbox.add([items.card(conversation_id)], talking.clock.now())
    await talking.work()
    assert len(cards) == 2


async def test_a_deleted_card_is_posted_anew_and_the_waiting_post_lands_there_once(talking: Team) -> None:
    old = root_of(talking.slack)
    await _in_thread(talking, "Still there?")
    talking.slack.refuse = _refusals(PostProblem.THREAD_GONE)
    await talking.work()
    new = root_of(talking.slack)
    assert new != old
    in_new = [post for _, root, post, _ in talking.slack.posts if root == new]
    assert [post.body for post in in_new if isinstance(post, InboundPost)] == ["Still there?"]
    assert len([post for post in in_new if isinstance(post, ContinuedPost)]) == 1


async def test_a_card_deleted_long_after_it_was_posted_is_posted_anew_too(talking: Team) -> None:
    await talking.wait(days=30)
    await forget(talking.ctx, talking.workspace_id)
    old = root_of(talking.slack)
    await _in_thread(talking, "After a month")
    talking.slack.refuse = _refusals(PostProblem.THREAD_GONE)
    await talking.work()
    assert root_of(talking.slack) != old
    assert [post.body for post in talking.posts(InboundPost)] == ["Hi", "After a month"]


async def test_a_card_that_cannot_be_updated_because_it_is_gone_is_posted_anew(talking: Team) -> None:
    conversation_id = (await talking.message()).conversation_id
    async with talking.ctx.store.write(talking.workspace_id) as uow:
        await uow.outbox.add([items.card(conversation_id)], talking.clock.now())
    talking.slack.refuse = _refusals(PostProblem.THREAD_GONE)
    await talking.wait(seconds=5)
    assert len(talking.slack.roots) == 2


async def test_a_lost_answer_is_looked_for_and_the_post_stands_once(talking: Team) -> None:
    talking.slack = LossySlack(posts=talking.slack.posts, roots=talking.slack.roots)
    talking.slack.lose = 1
    await _in_thread(talking, "Once")
    await talking.wait(minutes=1)
    await talking.wait(minutes=1)
    assert [post.body for post in talking.posts(InboundPost)] == ["Hi", "Once"]
    assert {row.state for row in await talking.outbox()} == {"done"}


async def test_a_lost_answer_about_a_card_does_not_make_two_threads(team: Team) -> None:
    team.slack = LossySlack()
    team.slack.lose = 1
    await team.text("Hello")
    await team.work()
    await team.wait(minutes=1)
    assert len(team.slack.roots) == 1
    assert [root for _, root, _, _ in team.slack.posts if root] == [root_of(team.slack)]


async def test_a_refusal_after_a_lost_answer_does_not_make_the_doubt_forgotten(talking: Team) -> None:
    talking.slack = LossySlack(posts=talking.slack.posts, roots=talking.slack.roots)
    talking.slack.lose = 1
    await _in_thread(talking, "Once")
    await talking.work()
    found = talking.slack.find

    async def too_busy_to_look(*_: object) -> str | None:
        raise PostFailed(PostProblem.RETRY, "ratelimited", timedelta(seconds=10))

    talking.slack.find = too_busy_to_look  # type: ignore[method-assign]
    await talking.wait(minutes=1)
    talking.slack.find = found  # type: ignore[method-assign]
    await talking.wait(minutes=1)
    assert [post.body for post in talking.posts(InboundPost)] == ["Hi", "Once"]


async def test_a_worker_that_dies_after_the_call_leaves_no_double(talking: Team) -> None:
    await _in_thread(talking, "Once")
    claimed = await deliver.claim(talking.ctx, talking.workspace_id, "dies", 10)
    [post] = [item for item in claimed if item.kind == "inbound"]
    posted = InboundPost("Jane Doe", Channel.SMS, "Once")
    await talking.slack.post(INBOX, root_of(talking.slack), posted, post.dedupe_key)
    await talking.wait(seconds=61)
    assert [post.body for post in talking.posts(InboundPost)] == ["Hi", "Once"]


async def test_who_has_lost_the_lease_does_not_mark_the_item_done(talking: Team) -> None:
    await _in_thread(talking, "Hello?")
    [item, *_] = await deliver.claim(talking.ctx, talking.workspace_id, "slow", 1)
    await talking.change(outbox, item.id, lease_owner="another")
    await deliver.deliver(Job(talking.ctx, talking.slack, talking.workspace_id, item), "slow")
    assert [row.state for row in await talking.outbox(id=item.id)] == ["waiting"]


@pytest.mark.parametrize("problem", [PostProblem.NOT_IN_CHANNEL, PostProblem.CHANNEL_GONE])
async def test_what_an_admin_must_mend_is_told_once_a_day_and_nothing_is_lost(
    team: Team, problem: PostProblem
) -> None:
    team.slack.directs = []
    team.slack.refuse = _refusals(problem)
    await team.text("Hello")
    await team.write()
    for _ in range(4):
        team.slack.refuse = []
        await team.write()
        team.clock.advance(seconds=30)
        team.slack.refuse = []
    assert len(team.slack.directs) == 1
    user, words = team.slack.directs[0]
    assert user == "U1"
    assert "nothing is lost" in words
    await team.wait(minutes=2)
    assert [post.body for post in team.posts(OutboundPost)] == ["Hello"]
    assert team.sent == ["Hello"]


async def test_a_channel_without_the_app_is_tried_every_minute_and_told_each_day(team: Team) -> None:
    class Outside(RememberingSlack):
        async def post_root(self, *_: object) -> str:
            raise PostFailed(PostProblem.NOT_IN_CHANNEL, "not_in_channel")

    team.slack = Outside()
    await team.text("Hello")
    for _ in range(5):
        await team.wait(minutes=1)
    assert len(team.slack.directs) == 1
    [root] = await team.outbox(kind="root")
    assert root.state == "waiting"
    assert root.attempts >= 5
    await team.wait(days=1)
    await team.wait(minutes=1)
    assert len(team.slack.directs) == 2


async def test_a_revoked_token_is_tried_until_it_is_mended(talking: Team) -> None:
    await _in_thread(talking, "Hello?")
    talking.slack.refuse = _refusals(PostProblem.TOKEN, 30)
    for _ in range(40):
        await talking.wait(minutes=1)
    assert [post.body for post in talking.posts(InboundPost)] == ["Hi", "Hello?"]
    assert talking.slack.directs == []


async def test_what_slack_will_never_take_is_set_aside_and_the_rest_goes_on(talking: Team) -> None:
    talking.slack = Refusing(posts=talking.slack.posts, roots=talking.slack.roots)
    talking.slack.refusals = _refusals(PostProblem.INVALID)
    await _in_thread(talking, "bad", "good")
    await talking.work()
    assert [post.body for post in talking.posts(InboundPost)] == ["Hi", "good"]
    assert [row.last_error for row in await talking.outbox(state="dead")] == ["invalid"]


async def test_a_card_slack_will_never_take_is_not_asked_for_every_moment(team: Team) -> None:
    class NoCards(RememberingSlack):
        tried: int = 0

        async def post_root(self, *_: object) -> str:
            self.tried += 1
            raise PostFailed(PostProblem.INVALID, "invalid_blocks")

    slack = NoCards()
    team.slack = slack
    await _in_thread(team, "Hi")
    for _ in range(600):
        await team.write()
        team.clock.advance(seconds=1)
    assert 2 <= slack.tried <= 20


async def test_slacks_retry_after_holds_the_whole_lane(talking: Team) -> None:
    await talking.hear(inbound("mine", "SMa"), inbound("other", "SMb", sender="+12025550177"))
    await talking.wait(seconds=0)
    before = len(talking.slack.posts)
    await _in_thread(talking, "later")
    await talking.hear(inbound("other, later", "SMc", sender="+12025550177"))
    talking.clock.advance(seconds=10)
    talking.slack.refuse = _refusals(PostProblem.RETRY, 20, retry_after=30)
    await talking.write()
    talking.slack.refuse = []
    talking.clock.advance(seconds=29)
    await talking.write()
    held = [row for row in await talking.outbox(state="waiting") if row.lane == f"post:{INBOX}"]
    assert len(held) == 2
    await talking.wait(seconds=3)
    assert len(talking.slack.posts) == before + 2


async def test_a_fault_of_ours_is_tried_a_few_times_then_set_aside(
    talking: Team, caplog: pytest.LogCaptureFixture
) -> None:
    class Faulty(RememberingSlack):
        async def post(self, channel, root_ts, post, key):  # type: ignore[no-untyped-def]
            if post.body == "bad":
                raise KeyError("a fault")
            return await super().post(channel, root_ts, post, key)

    talking.slack = Faulty(posts=talking.slack.posts, roots=talking.slack.roots)
    await _in_thread(talking, "bad", "good")
    for _ in range(8):
        await talking.wait(minutes=5)
    assert [post.body for post in talking.posts(InboundPost)] == ["Hi", "good"]
    [dead] = await talking.outbox(state="dead")
    assert (dead.attempts, dead.last_error) == (5, "KeyError")
    assert "Writing an outbox item failed." in caplog.messages


async def test_a_card_on_its_way_is_not_counted_as_another_one(talking: Team) -> None:
    await _in_thread(talking, "Hello?")
    claimed = await deliver.claim(talking.ctx, talking.workspace_id, "w", 9)
    [post] = [item for item in claimed if item.kind == "inbound"]
    await talking.event(RootDeleted(INBOX, root_of(talking.slack)))
    [before] = await talking.outbox(kind="root")
    await deliver.deliver(Job(talking.ctx, talking.slack, talking.workspace_id, post), "w")
    [after] = await talking.outbox(kind="root")
    assert (after.version, after.state) == (before.version, "waiting")


async def test_posts_of_a_client_who_is_gone_are_done_without_a_word(talking: Team) -> None:
    await _in_thread(talking, "Hello?")
    [conversation] = await talking.rows(conversations)
    async with talking.ctx.store.write(talking.workspace_id) as uow:
        await uow.connection.execute(conversations.delete().where(conversations.c.id == conversation.id))
    await talking.wait(seconds=5)
    assert await talking.outbox(state="waiting") == []
