"""A channel that cannot be written to: threads go on where they can, and people are told what helps."""

from dataclasses import replace

import pytest

from bot.domain.conversation import Card
from bot.domain.roles import Role
from bot.domain.settings import RoutingRule
from bot.domain.thread import ContinuedPost, InboundPost, ThreadPost
from bot.ports import PostFailed, PostProblem
from bot.storage.tables import conversations
from tests.flows.harness import Team
from tests.support.journeys import root_of
from tests.support.world import INBOX, OUR_SMS, RememberingSlack, inbound

DESK, OTHER = "C0DESK", "C0OTHER"
BOSS = "U0BOSS"


class ShutSlack(RememberingSlack):
    """Refuses whatever goes to a channel that is shut."""

    def shut(self, **channels: PostProblem) -> None:
        """From now on."""
        self._shut = channels

    def _demand(self, channel: str) -> None:
        problem = getattr(self, "_shut", {}).get(channel)
        if problem:
            raise PostFailed(problem, problem.value)

    async def post_root(self, channel: str, card: Card, key: str) -> str:
        """Post a card, where that can be done."""
        self._demand(channel)
        return await super().post_root(channel, card, key)

    async def update_root(self, channel: str, root_ts: str, card: Card) -> None:
        """Write a card anew, where that can be done."""
        self._demand(channel)
        await super().update_root(channel, root_ts, card)

    async def post(self, channel: str, root_ts: str, post: ThreadPost, key: str) -> str:
        """Post into a thread, where that can be done."""
        self._demand(channel)
        return await super().post(channel, root_ts, post, key)


@pytest.fixture
async def routed(team: Team) -> tuple[Team, ShutSlack]:
    """Jane's thread stands at the desk, by a rule; there is an admin."""
    slack = ShutSlack()
    team.slack = slack
    await team.promote(BOSS, Role.ADMIN)
    await team.decide(routing=(RoutingRule(DESK, sender=OUR_SMS),))
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    return team, slack


async def _channel(team: Team) -> str:
    [row] = await team.rows(conversations)
    return str(row.slack_channel)


def _shown(team: Team, root: str) -> list[str]:
    return [
        post.body for _, under, post, _ in team.slack.posts if under == root and isinstance(post, InboundPost)
    ]


async def test_out_of_an_archived_channel_a_thread_goes_to_the_inbox_and_the_admin_is_told(
    routed: tuple[Team, ShutSlack],
) -> None:
    team, slack = routed
    slack.shut(C0DESK=PostProblem.CHANNEL_ARCHIVED)
    await team.hear(inbound("Hello?", "SM2"), inbound("Anybody?", "SM3"))
    await team.work()
    assert await _channel(team) == INBOX
    assert _shown(team, root_of(slack)) == ["Hello?", "Anybody?"]
    [here] = team.posts(ContinuedPost)
    assert (here.channel, [each.body for each in here.earlier]) == (DESK, ["Hi"])
    [(user, words)] = slack.directs
    assert user == BOSS
    assert f"<#{DESK}> cannot be used any more" in words
    assert f"go on in <#{INBOX}>" in words
    assert "Move threads now" in words


async def test_a_new_client_of_that_rule_starts_in_the_inbox_and_it_is_told_once_a_day(
    routed: tuple[Team, ShutSlack],
) -> None:
    team, slack = routed
    slack.shut(C0DESK=PostProblem.CHANNEL_ARCHIVED)
    await team.hear(*[inbound("Hi", f"SMn{n}", sender=f"+1202555017{n}") for n in range(3)])
    await team.work()
    rows = await team.rows(conversations)
    assert [row.slack_channel for row in rows] == [DESK, INBOX, INBOX, INBOX]
    assert all(row.root_ts for row in rows)
    assert len(slack.directs) == 1


@pytest.mark.parametrize("problem", [PostProblem.CHANNEL_GONE, PostProblem.NOT_IN_CHANNEL])
async def test_what_may_be_a_private_channel_that_the_app_was_put_out_of_stays_until_an_admin_decides(
    routed: tuple[Team, ShutSlack], problem: PostProblem
) -> None:
    team, slack = routed
    slack.shut(C0DESK=problem)
    await team.hear(inbound("Hello?", "SM2"))
    for _ in range(3):
        await team.wait(minutes=1)
    assert await _channel(team) == DESK
    [(user, words)] = slack.directs
    assert user == BOSS
    assert f"<#{DESK}>" in words
    assert "nothing is lost" in words
    await team.decide(routing=(RoutingRule(OTHER, sender=OUR_SMS),))
    for _ in range(5):
        await team.wait(minutes=1)
    assert await _channel(team) == OTHER
    assert _shown(team, root_of(slack)) == ["Hello?"]


async def test_the_inbox_itself_is_waited_for(team: Team) -> None:
    slack = ShutSlack()
    team.slack = slack
    await team.promote(BOSS, Role.ADMIN)
    slack.shut(C0INBOX=PostProblem.CHANNEL_ARCHIVED)
    await team.hear(inbound("Hi", "SM1"))
    for _ in range(3):
        await team.wait(minutes=1)
    assert [user for user, _ in slack.directs] == [BOSS]
    slack.shut()
    await team.wait(minutes=2)
    assert _shown(team, root_of(slack)) == ["Hi"]


async def test_another_inbox_takes_over_what_stood_in_an_archived_one(team: Team) -> None:
    slack = ShutSlack()
    team.slack = slack
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    moved = team.with_context(settings=replace(team.ctx.settings, inbox_channel=OTHER))
    slack.shut(C0INBOX=PostProblem.CHANNEL_ARCHIVED)
    await moved.hear(inbound("Hello?", "SM2"))
    await moved.work()
    assert await _channel(team) == OTHER
    assert _shown(team, root_of(slack)) == ["Hello?"]


async def test_where_every_channel_is_archived_it_is_tried_at_the_pace_of_people(
    routed: tuple[Team, ShutSlack],
) -> None:
    team, slack = routed
    slack.shut(C0DESK=PostProblem.CHANNEL_ARCHIVED, C0INBOX=PostProblem.CHANNEL_ARCHIVED)
    await team.hear(inbound("Hello?", "SM2"))
    for _ in range(10):
        await team.wait(minutes=1)
    [root] = await team.outbox(kind="root")
    assert root.attempts <= 20
    slack.shut(C0DESK=PostProblem.CHANNEL_ARCHIVED)
    for _ in range(3):
        await team.wait(minutes=1)
    assert await _channel(team) == INBOX
    assert _shown(team, root_of(slack)) == ["Hello?"]
