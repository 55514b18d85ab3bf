"""Cards, posts, marks and notices, written into the stand-in over HTTP."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.channel import Channel
from bot.domain.client import Address, Client
from bot.domain.conversation import Card
from bot.domain.thread import InboundPost, Mark, Notice, SystemPost
from bot.ports import PostFailed, PostProblem
from bot.sandbox.slack.models import Message
from bot.slack.client import web_client
from bot.slack.threads import REACTIONS, SlackThreads
from tests.slack.conftest import CLIENTS, MAYA, QUIET, SAM, TOKEN, Build, World

SINCE = datetime.now(UTC) - timedelta(minutes=5)
HELLO = InboundPost("Jane Doe", Channel.SMS, "Hello <!channel>")


def card(name: str = "Jane Doe") -> Card:
    address = Address("A1", "C1", "+12025550123")
    return Card("V1", Client("C1", "W1", name, False, SINCE, addresses=(address,)))


def threads(world: World) -> SlackThreads:
    return SlackThreads(world.client)


def message(world: World, ts: str, channel: str = CLIENTS) -> Message:
    return world.slack.workspace.message(channel, ts)


async def failed(call: object) -> PostFailed:
    with pytest.raises(PostFailed) as caught:
        await call  # type: ignore[misc]
    return caught.value


async def test_root_is_posted_and_written_anew(world: World) -> None:
    ts = await threads(world).post_root(CLIENTS, card(), "card:1")
    await threads(world).update_root(CLIENTS, ts, card("Jane Miller"))
    shown = message(world, ts)
    assert shown.blocks[0]["text"]["text"] == "Jane Miller"
    assert "+1" not in str(shown.metadata)


async def test_post_stands_in_the_thread_under_the_clients_name(world: World) -> None:
    root = await threads(world).post_root(CLIENTS, card(), "card:1")
    ts = await threads(world).post(CLIENTS, root, HELLO, "in:1")
    shown = message(world, ts)
    assert (shown.thread_ts, shown.username, shown.pings) == (root, "Jane Doe", [])
    assert shown.blocks[0]["text"]["text"] == "Hello <!channel>"


async def test_without_the_scope_the_name_stands_in_the_text(build: Build) -> None:
    world = await build(without=("chat:write.customize",))
    ours = threads(world)
    root = await ours.post_root(CLIENTS, card(), "card:1")
    first = await ours.post(CLIENTS, root, HELLO, "in:1")
    await ours.post(CLIENTS, root, HELLO, "in:2")
    assert message(world, first).text.startswith("Jane Doe: Hello")
    assert message(world, first).blocks[0]["text"]["text"] == "*Jane Doe*:"
    # The card, the refused attempt, and one call for each post: what is missing is remembered.
    assert len(world.calls("chat.postMessage")) == 4


async def test_post_beside_a_deleted_root_is_taken_back(world: World) -> None:
    root = await threads(world).post_root(CLIENTS, card(), "card:1")
    world.slack.faults.delete_message(CLIENTS, root)
    problem = (await failed(threads(world).post(CLIENTS, root, HELLO, "in:1"))).problem
    assert problem is PostProblem.THREAD_GONE
    assert not [m for m in world.slack.workspace.channels[CLIENTS].messages.values() if m.username]


async def test_deleted_card_is_told(world: World) -> None:
    root = await threads(world).post_root(CLIENTS, card(), "card:1")
    world.slack.faults.delete_message(CLIENTS, root)
    assert (
        await failed(threads(world).update_root(CLIENTS, root, card()))
    ).problem is PostProblem.THREAD_GONE


async def test_lost_answer_is_unknown_and_the_post_is_found(world: World) -> None:
    root = await threads(world).post_root(CLIENTS, card(), "card:1")
    world.slack.faults.fail_next("chat.postMessage", drop_answer=True)
    assert (await failed(threads(world).post(CLIENTS, root, HELLO, "in:1"))).problem is PostProblem.UNKNOWN
    found = await threads(world).find(CLIENTS, root, "in:1", SINCE)
    assert found is not None
    assert message(world, found).username == "Jane Doe"
    assert len(world.calls("chat.postMessage")) == 2


async def test_lost_answer_to_a_card_is_found_in_the_channel(world: World) -> None:
    world.slack.faults.fail_next("chat.postMessage", drop_answer=True)
    assert (await failed(threads(world).post_root(CLIENTS, card(), "card:1"))).problem is PostProblem.UNKNOWN
    assert await threads(world).find(CLIENTS, None, "card:1", SINCE) is not None
    assert await threads(world).find(CLIENTS, None, "card:2", SINCE) is None


async def test_what_never_was_is_not_found(world: World) -> None:
    root = await threads(world).post_root(CLIENTS, card(), "card:1")
    assert await threads(world).find(CLIENTS, root, "in:1", SINCE) is None
    assert await threads(world).find(CLIENTS, "1000000000.000001", "in:1", SINCE) is None


async def test_found_on_a_later_page(world: World) -> None:
    root = await threads(world).post_root(CLIENTS, card(), "card:1")
    wanted = await threads(world).post(CLIENTS, root, SystemPost("the wanted one"), "wanted")
    for number in range(250):
        world.slack.people.post(MAYA, CLIENTS, f"reply {number}", root)
    assert await threads(world).find(CLIENTS, root, "wanted", SINCE) == wanted


@pytest.mark.parametrize("mark", list(Mark))
async def test_mark_is_a_reaction(world: World, mark: Mark) -> None:
    ts = world.slack.people.post(MAYA, CLIENTS, "Hello")
    await threads(world).mark(CLIENTS, ts, mark)
    await threads(world).mark(CLIENTS, ts, mark)
    assert list(message(world, ts).reactions) == [REACTIONS[mark]]


async def test_mark_on_a_message_that_is_gone(world: World) -> None:
    ts = world.slack.people.post(MAYA, CLIENTS, "Hello")
    world.slack.faults.delete_message(CLIENTS, ts)
    await threads(world).mark(CLIENTS, ts, Mark.SENT)
    assert world.calls("reactions.add")[0].error == "message_not_found"


async def test_notice_is_seen_by_one(world: World) -> None:
    root = await threads(world).post_root(CLIENTS, card(), "card:1")
    await threads(world).tell(CLIENTS, root, MAYA, Notice("Not sent: <!channel>"))
    assert world.said_to(MAYA, CLIENTS) == ["Not sent: &lt;!channel&gt;"]


async def test_notice_to_who_is_not_in_the_channel_comes_directly(world: World) -> None:
    await threads(world).tell(CLIENTS, None, SAM, Notice("Not sent."))
    direct = world.slack.people.direct_channel(SAM)
    assert [m.text for m in world.slack.workspace.channels[direct].messages.values()] == ["Not sent."]


async def test_channel_without_the_bot(world: World) -> None:
    assert (await failed(threads(world).post_root(QUIET, card(), "k"))).problem is PostProblem.NOT_IN_CHANNEL


async def test_archived_channel(world: World) -> None:
    world.slack.faults.archive(CLIENTS)
    assert (
        await failed(threads(world).post_root(CLIENTS, card(), "k"))
    ).problem is PostProblem.CHANNEL_ARCHIVED


async def test_revoked_token(world: World) -> None:
    world.slack.faults.revoke_token()
    assert (await failed(threads(world).post_root(CLIENTS, card(), "k"))).problem is PostProblem.TOKEN


async def test_rate_limit_says_how_long(world: World) -> None:
    world.slack.faults.fail_next("chat.postMessage", rate_limited=7)
    problem = await failed(threads(world).post_root(CLIENTS, card(), "k"))
    assert (problem.problem, problem.retry_after) == (PostProblem.RETRY, timedelta(seconds=7))


async def test_server_error_is_unknown_for_a_post_only(world: World) -> None:
    ts = await threads(world).post_root(CLIENTS, card(), "k")
    world.slack.faults.fail_next("chat.postMessage", status=503)
    world.slack.faults.fail_next("chat.update", status=503)
    world.slack.faults.fail_next("reactions.add", error="internal_error")
    assert (await failed(threads(world).post_root(CLIENTS, card(), "k"))).problem is PostProblem.UNKNOWN
    assert (await failed(threads(world).update_root(CLIENTS, ts, card()))).problem is PostProblem.RETRY
    assert (await failed(threads(world).mark(CLIENTS, ts, Mark.SENT))).problem is PostProblem.RETRY


async def test_slack_that_cannot_be_reached_was_surely_not_asked(world: World) -> None:
    nowhere = SlackThreads(web_client("xoxb-x", world.session, "http://127.0.0.1:9/"))
    assert (await failed(nowhere.post_root(CLIENTS, card(), "k"))).problem is PostProblem.RETRY


async def test_slack_that_does_not_answer_is_unknown(world: World) -> None:
    hasty = SlackThreads(web_client(TOKEN, world.session, world.client.base_url, timeout_seconds=1))
    world.slack.faults.fail_next("chat.postMessage", timeout=True)
    assert (await failed(hasty.post_root(CLIENTS, card(), "k"))).problem is PostProblem.UNKNOWN


async def test_a_message_of_the_teams_stands_in_its_channel_with_who_wished_for_it(world: World) -> None:
    ts = await threads(world).post_markdown(CLIENTS, None, "**Closed** <!channel>", MAYA, "post:1")
    shown = message(world, ts)
    assert shown.blocks[0]["type"] == "markdown"
    assert shown.blocks[0]["text"] == "**Closed** ‹!channel>"
    assert MAYA in shown.blocks[1]["elements"][0]["text"]
    assert not [ping for ping in shown.pings if ping == "channel"]
    assert await threads(world).find(CLIENTS, None, "post:1", SINCE) == ts


async def test_the_longest_part_of_one_is_taken(world: World) -> None:
    root = await threads(world).post_markdown(CLIENTS, None, "First", MAYA, "post:1")
    ts = await threads(world).post_markdown(CLIENTS, root, "<!" * 6_000, MAYA, "post:2")
    assert (message(world, ts).thread_ts, len(message(world, ts).blocks[0]["text"])) == (root, 12_000)


async def test_below_one_that_was_deleted_nothing_is_posted(world: World) -> None:
    root = await threads(world).post_markdown(CLIENTS, None, "First", MAYA, "post:1")
    world.slack.faults.delete_message(CLIENTS, root)
    problem = (await failed(threads(world).post_markdown(CLIENTS, root, "More", MAYA, "post:2"))).problem
    assert problem is PostProblem.THREAD_GONE
