"""Messages of the team's in Slack channels: in order, once, and told where they cannot be."""

import pytest

from bot.domain.markdown import MOST_IN_A_POST, MOST_IN_ALL
from bot.domain.replies import OfferedFile
from bot.domain.roles import Role
from bot.flows.threads import items
from bot.ports import DownloadFailed, PostFailed, PostProblem
from bot.storage.repositories.outbox import OutboxItem
from bot.storage.tables import outbox
from tests.flows.harness import Team

ROOM, MAYA, BOSS = "C0ROOM", "U0MAYA", "U0BOSS"
PLAN = OfferedFile("plan.pdf", "application/pdf", 3, "https://files.test/plan.pdf")
MAP = OfferedFile("map.pdf", "application/pdf", 3, "https://files.test/map.pdf")


async def _put(team: Team, *added: OutboxItem) -> None:
    async with team.ctx.store.write(team.workspace_id) as uow:
        await uow.outbox.add(added, team.clock.now())


async def test_a_message_is_posted_once_and_named_after_who_wished_for_it(team: Team) -> None:
    item = items.channel_post(ROOM, "**Closed** on Friday", "k1", by=MAYA)
    await _put(team, item)
    await _put(team, item)
    await team.work()
    assert team.slack.in_channels == [(ROOM, None, "**Closed** on Friday", MAYA)]


async def test_what_is_long_goes_on_in_its_thread_in_order_and_no_further_than_the_limit(team: Team) -> None:
    text = "\n\n".join(f"{n} " + "word " * 200 for n in range(60))
    await _put(team, items.channel_post(ROOM, text, "k1"), items.channel_post(ROOM, "Next", "k2"))
    await team.work()
    whole = [post for post in team.slack.in_channels if post[2] != "Next"]
    assert [root is None for _, root, _, _ in whole] == [True, *[False] * (len(whole) - 1)]
    assert len({root for _, root, _, _ in whole if root}) == 1
    assert all(len(words) <= MOST_IN_A_POST for _, _, words, _ in whole)
    shown = "".join("".join(words.split()) for _, _, words, _ in whole)
    assert shown == "".join(text[:MOST_IN_ALL].split())


async def test_files_follow_the_words_into_the_channel(team: Team) -> None:
    team.slack.uploads = {PLAN.url: b"pdf", MAP.url: b"map"}
    await _put(team, items.channel_post(ROOM, "Here", "k1", by=MAYA, files=(PLAN, MAP)))
    await team.work()
    assert [(root, file.name, file.content) for root, file in team.slack.shared] == [
        (None, "plan.pdf", b"pdf"),
        (None, "map.pdf", b"map"),
    ]


async def test_a_file_alone_is_a_message(team: Team) -> None:
    team.slack.uploads = {PLAN.url: b"pdf"}
    await _put(team, items.channel_post(ROOM, "", "k1", by=MAYA, files=(PLAN,)))
    await team.work()
    assert team.slack.in_channels == []
    assert len(team.slack.shared) == 1


async def test_a_lost_answer_is_looked_for_and_nothing_is_posted_twice(team: Team) -> None:
    await _put(team, items.channel_post(ROOM, "One", "k1"))
    post = team.slack.post_markdown

    async def posts_and_loses(*args: str | None) -> str:
        await post(*args)  # type: ignore[arg-type]
        team.slack.post_markdown = post  # type: ignore[method-assign]
        raise PostFailed(PostProblem.UNKNOWN, "timeout")

    team.slack.post_markdown = posts_and_loses  # type: ignore[method-assign, assignment]
    await team.work()
    await team.wait(minutes=10)
    assert len(team.slack.in_channels) == 1


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (PostProblem.NOT_IN_CHANNEL, "/invite @Threadline"),
        (PostProblem.CHANNEL_GONE, "/invite @Threadline"),
        (PostProblem.CHANNEL_ARCHIVED, "archived"),
    ],
)
async def test_who_wished_for_it_is_told_what_helps_and_it_goes_by_itself(
    team: Team, problem: PostProblem, says: str
) -> None:
    await _put(team, items.channel_post(ROOM, "One", "k1", by=MAYA))
    team.slack.refuse = [PostFailed(problem, problem.value)]
    await team.work()
    [(user, words)] = team.slack.directs
    assert user == MAYA
    assert says in words
    await team.wait(minutes=2)
    assert len(team.slack.in_channels) == 1
    assert len(team.slack.directs) == 1


async def test_of_what_nobody_wished_for_the_admins_are_told(team: Team) -> None:
    await team.promote(BOSS, Role.ADMIN)
    await _put(team, items.channel_post(ROOM, "One", "k1"))
    team.slack.refuse = [PostFailed(PostProblem.CHANNEL_GONE, "channel_not_found")]
    await team.work()
    assert [user for user, _ in team.slack.directs] == [BOSS]


async def test_after_a_day_it_is_given_up_and_each_time_that_is_told(team: Team) -> None:
    for key in ("k1", "k2"):
        await _put(team, items.channel_post(ROOM, "One", key, by=MAYA))
        [row] = await team.outbox(state="waiting")
        await team.change(outbox, row.id, attempts=24 * 60)
        await team.work()
    assert team.slack.in_channels == []
    assert ["given up" in words for _, words in team.slack.directs] == [True, True]


async def test_what_slack_does_not_take_is_told(team: Team) -> None:
    await _put(team, items.channel_post(ROOM, "One", "k1", by=MAYA))
    team.slack.refuse = [PostFailed(PostProblem.INVALID, "invalid_blocks")]
    await team.work()
    assert "invalid_blocks" in team.slack.directs[0][1]


async def test_a_file_that_cannot_be_had_is_told_and_the_next_one_goes(team: Team) -> None:
    team.slack.uploads = {MAP.url: b"map"}
    team.slack.not_given = [DownloadFailed("It was deleted.")]
    await _put(team, items.channel_post(ROOM, "Here", "k1", by=MAYA, files=(PLAN, MAP)))
    await team.work()
    assert [file.name for _, file in team.slack.shared] == ["map.pdf"]
    assert "plan.pdf" in team.slack.directs[0][1]


async def test_when_its_beginning_was_deleted_the_rest_is_not_posted(team: Team) -> None:
    await _put(team, items.channel_post(ROOM, "word " * 5000, "k1"))
    await team.write()
    team.slack.refuse = [PostFailed(PostProblem.THREAD_GONE, "thread_not_found")]
    await team.work()
    assert len(team.slack.in_channels) == 1
    assert not await team.outbox(state="waiting")
