"""Each kind of outbox item, and the call to Slack that it becomes."""

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Direction, Status
from bot.domain.thread import FailurePost, InboundPost, Mark, OutboundPost, SystemPost
from bot.flows.threads import items
from bot.flows.threads.said import EXCERPT
from bot.flows.threads.writers import MARKS
from bot.ports import PostFailed, PostProblem
from bot.storage.repositories.outbox import OutboxItem
from tests.flows.harness import ADDED, JANE, Team
from tests.support.journeys import root_of
from tests.support.world import INBOX, OUR_SMS, inbound


async def _put(team: Team, *wanted: OutboxItem) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.outbox.add(wanted, team.clock.now())


@pytest.fixture
async def talking(team: Team) -> Team:
    """A team with a thread in which both sides have written."""
    await team.text("Hello")
    await team.hear(inbound("Hi", "SM1"))
    await team.work()
    return team


async def test_a_card_shows_the_client_the_last_delivery_and_the_last_answer(talking: Team) -> None:
    await talking.wait(seconds=5)
    card = talking.slack.roots[root_of(talking.slack)]
    assert (card.client.name, [address.value for address in card.client.addresses]) == ("Jane Doe", [JANE])
    assert card.last_delivery
    assert card.last_delivery.status is Status.ACCEPTED
    assert card.last_inbound_at


async def test_a_text_from_the_modal_is_marked_where_it_was_posted(talking: Team) -> None:
    [message] = [m for m in await talking.messages() if m.direction is Direction.OUT]
    [ts] = [ts for ts, _, post, _ in talking.slack.posts if isinstance(post, OutboundPost)]
    assert (message.slack_channel, message.slack_ts) == (INBOX, ts)
    assert talking.marks(ts)[-1] is Mark.QUEUED


async def test_posts_carry_what_their_message_says_now(talking: Team) -> None:
    assert talking.posts() == [
        OutboundPost("U1", Channel.SMS, "Hello", OUR_SMS, notice=ADDED.strip()),
        InboundPost("Jane Doe", Channel.SMS, "Hi"),
    ]


async def test_a_long_text_is_shown_by_its_beginning_in_one_line(team: Team) -> None:
    await team.text("line one\n" + "long " * 50)
    await team.opt_out()
    await team.work()
    [post] = team.posts(FailurePost)
    assert len(post.excerpt) == EXCERPT
    assert post.excerpt.startswith("line one long long")
    assert post.excerpt.endswith("…")


async def test_a_system_line_is_posted_once(talking: Team) -> None:
    async with talking.ctx.store.read(talking.workspace_id) as uow:
        conversation = await uow.conversations.by_thread(INBOX, root_of(talking.slack))
    assert conversation
    line = items.system_post(conversation, "Something happened.", "key")
    await _put(talking, line, line)
    await _put(talking, line)
    await talking.work()
    assert [post.text for post in talking.posts(SystemPost)] == ["Something happened."]


def test_every_status_of_an_outbound_message_has_a_mark() -> None:
    assert set(MARKS) == set(Status) - {Status.RECEIVED}


async def test_a_mark_is_the_newest_status_however_often_it_changed(talking: Team) -> None:
    [message] = [m for m in await talking.messages() if m.direction is Direction.OUT]
    from bot.storage.tables import messages

    before = len(talking.marks(str(message.slack_ts)))
    for status in (Status.SENT, Status.DELIVERED):
        await talking.change(messages, message.id, status=status.value)
        await _put(talking, items.message_mark(message.id))
    await talking.work()
    assert talking.marks(str(message.slack_ts))[before:] == [Mark.DELIVERED]


@pytest.mark.parametrize(
    "problem",
    [PostProblem.INVALID, PostProblem.NOT_IN_CHANNEL, PostProblem.CHANNEL_GONE, PostProblem.THREAD_GONE],
)
async def test_what_cannot_be_said_in_the_thread_is_said_directly(team: Team, problem: PostProblem) -> None:
    team.slack.refuse = [PostFailed(problem, problem.value)]
    await _put(team, items.tell("U1", INBOX, "1.1", "Not sent.", "key"))
    await team.work()
    assert team.slack.directs == [("U1", "Not sent.")]


async def test_what_is_said_to_one_person_is_said_again_when_slack_was_busy(team: Team) -> None:
    team.slack.refuse = [PostFailed(PostProblem.RETRY, "ratelimited")]
    await _put(team, items.tell("U1", INBOX, "1.1", "Not sent.", "key"))
    await team.work()
    await team.wait(seconds=5)
    assert (team.slack.notices, team.slack.directs) == ([("U1", "Not sent.")], [])


async def test_somebody_who_cannot_be_reached_at_all_is_given_up(team: Team) -> None:
    team.slack.refuse = [PostFailed(PostProblem.INVALID, "user_not_found") for _ in range(2)]
    await _put(team, items.tell("U0GONE", INBOX, "1.1", "Not sent.", "key"))
    await team.work()
    assert [row.state for row in await team.outbox()] == ["dead"]


async def test_items_about_things_that_are_gone_are_done_without_a_word(team: Team) -> None:
    await _put(team, items.card("0" * 26), items.message_mark("0" * 26))
    await team.work()
    assert {row.state for row in await team.outbox()} == {"done"}
    assert (team.slack.posts, team.slack.marks) == ([], [])


async def test_a_direct_word_reaches_its_person(team: Team) -> None:
    await _put(team, items.direct("U1", "Invite me.", "key"), items.direct("U1", "Invite me.", "key"))
    await team.work()
    assert team.slack.directs == [("U1", "Invite me.")]
