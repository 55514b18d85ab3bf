"""Events out: signed, shaped as Slack's, retried with the same id, and only what is granted."""

import asyncio

from starlette.responses import Response

from bot.sandbox.slack import Upload
from tests.sandbox.slack.conftest import (
    BOT,
    GENERAL,
    MAYA,
    PRIVATE,
    QUIET,
    SAM,
    Build,
    Heard,
    World,
    eventually,
)


async def test_a_message_reaches_the_app_signed_and_in_its_envelope(world: World) -> None:
    ts = world.slack.people.post(MAYA, GENERAL, "Hi @Sam Whitfield")
    await world.slack.settle()
    [heard] = world.double.of("event_callback")
    assert heard.signed
    assert heard.body["team_id"] == "T0HARBOR"
    assert heard.body["authorizations"][0]["user_id"] == BOT
    assert heard.body["event_id"].startswith("Ev")
    event = heard.event
    assert (event["user"], event["ts"], event["channel"]) == (MAYA, ts, GENERAL)
    assert (event["text"], event["channel_type"]) == (f"Hi <@{SAM}>", "channel")
    assert event["blocks"][0]["elements"][0]["elements"][1] == {"type": "user", "user_id": SAM}


async def test_replies_broadcasts_and_files_have_their_shapes(world: World) -> None:
    people = world.slack.people
    root = people.post(MAYA, GENERAL, "Root")
    people.post(SAM, GENERAL, "Reply", root)
    people.post(SAM, GENERAL, "For all", root, broadcast=True)
    people.post(SAM, GENERAL, "", root, [Upload("a.png", b"123", "image/png")])
    await world.slack.settle()
    reply = next(one for one in world.double.events("message") if one["text"] == "Reply")
    assert (reply["thread_ts"], reply["parent_user_id"]) == (root, MAYA)
    [broadcast] = world.double.events("message", "thread_broadcast")
    assert broadcast["root"]["ts"] == root
    [share] = world.double.events("message", "file_share")
    assert share["files"][0]["size"] == 3
    assert share["thread_ts"] == root


async def test_edits_and_deletions_carry_what_was_before(world: World) -> None:
    people = world.slack.people
    ts = people.post(MAYA, GENERAL, "Frist")
    people.edit(MAYA, GENERAL, ts, "First")
    people.delete(MAYA, GENERAL, ts)
    await world.slack.settle()
    [changed] = world.double.events("message", "message_changed")
    assert changed["message"]["text"] == "First"
    assert changed["message"]["edited"]["user"] == MAYA
    assert changed["previous_message"]["text"] == "Frist"
    [deleted] = world.double.events("message", "message_deleted")
    assert deleted["deleted_ts"] == ts
    assert deleted["previous_message"]["text"] == "First"


async def test_a_deleted_root_with_replies_becomes_a_tombstone(world: World) -> None:
    people = world.slack.people
    root = people.post(MAYA, GENERAL, "Root")
    people.post(SAM, GENERAL, "Reply", root)
    people.delete(MAYA, GENERAL, root)
    await world.slack.settle()
    [changed] = world.double.events("message", "message_changed")
    assert changed["message"]["subtype"] == "tombstone"
    assert changed["previous_message"]["text"] == "Root"
    replies = await world.client.conversations_replies(channel=GENERAL, ts=root)
    assert [one.get("subtype") for one in replies["messages"]] == ["tombstone", None]


async def test_the_apps_own_posts_and_updates_come_back_to_it(world: World) -> None:
    ts = await world.post("Mine")
    await world.client.chat_update(channel=GENERAL, ts=ts, text="New")
    await world.slack.settle()
    [posted] = world.double.events("message")
    assert (posted["bot_id"], posted["user"]) == ("B0THREAD", BOT)
    [changed] = world.double.events("message", "message_changed")
    assert changed["message"]["bot_id"] == "B0THREAD"


async def test_reactions_mentions_and_home_are_told(world: World) -> None:
    people = world.slack.people
    ts = people.post(MAYA, GENERAL, "Hi @Threadline 👍")
    people.react(SAM, GENERAL, ts, "tada")
    people.unreact(SAM, GENERAL, ts, "tada")
    people.open_home(SAM)
    await world.slack.settle()
    [added] = world.double.events("reaction_added")
    assert added["item"] == {"type": "message", "channel": GENERAL, "ts": ts}
    assert (added["reaction"], added["user"], added["item_user"]) == ("tada", SAM, MAYA)
    assert len(world.double.events("reaction_removed")) == 1
    assert world.double.events("app_mention")[0]["text"].endswith(":+1:")
    assert world.double.events("app_home_opened")[0]["tab"] == "home"


async def test_only_channels_the_bot_is_in_are_heard_and_joining_is_told(world: World) -> None:
    world.slack.people.post(MAYA, QUIET, "Nobody hears")
    await world.slack.settle()
    assert world.double.heard == []
    world.slack.people.invite(MAYA, QUIET, BOT)
    world.slack.people.post(MAYA, QUIET, "Somebody hears")
    world.slack.faults.remove_bot(QUIET)
    world.slack.people.post(MAYA, QUIET, "Nobody hears again")
    await world.slack.settle()
    assert world.double.events("member_joined_channel")[0]["user"] == BOT
    assert [one["text"] for one in world.double.events("message")] == ["Somebody hears"]
    assert world.double.events("channel_left")[0]["channel"] == QUIET


async def test_what_the_manifest_does_not_grant_is_not_sent(build: Build) -> None:
    world = await build(without=("message.channels", "groups:history"))
    world.slack.people.post(MAYA, GENERAL, "Not subscribed")
    world.slack.people.post(MAYA, PRIVATE, "No scope")
    world.slack.people.post(MAYA, world.slack.people.direct_channel(MAYA), "Heard")
    await world.slack.settle()
    assert [one["text"] for one in world.double.events("message")] == ["Heard"]


async def test_failures_are_retried_with_the_same_id(world: World) -> None:
    world.double.answer = lambda heard: Response(status_code=500) if len(world.double.heard) < 3 else None
    world.slack.people.post(MAYA, GENERAL, "Hi")
    await world.slack.settle()
    heard = world.double.heard
    assert len({one.body["event_id"] for one in heard}) == 1
    assert [one.headers.get("x-slack-retry-num") for one in heard] == [None, "1", "2"]
    assert [one.headers.get("x-slack-retry-reason") for one in heard] == [None, "http_error", "http_error"]
    assert all(one.signed for one in heard)


async def test_after_three_retries_slack_gives_up(world: World) -> None:
    world.double.answer = lambda _heard: Response(status_code=500)
    world.slack.people.post(MAYA, GENERAL, "Hi")
    await world.slack.settle()
    assert len(world.double.heard) == 4


async def test_the_app_can_ask_for_no_retry(world: World) -> None:
    world.double.answer = lambda _heard: Response(status_code=500, headers={"X-Slack-No-Retry": "1"})
    world.slack.people.post(MAYA, GENERAL, "Hi")
    await world.slack.settle()
    assert len(world.double.heard) == 1


async def test_retries_wait_for_the_sandbox_clock(build: Build) -> None:
    world = await build(retry_delays=(0.0, 60.0))
    world.double.answer = lambda _heard: Response(status_code=500)
    world.slack.people.post(MAYA, GENERAL, "Hi")
    await eventually(lambda: len(world.double.heard) == 2)
    world.clock.advance(60)
    await world.slack.settle()
    assert len(world.double.heard) == 3


async def test_an_answer_that_does_not_come_is_a_timeout(build: Build) -> None:
    world = await build(answer_seconds=0.05, retry_delays=())
    over = asyncio.Event()

    async def never(_heard: Heard) -> None:
        await over.wait()

    world.double.answer = never
    world.slack.people.post(MAYA, GENERAL, "Hi")
    await world.slack.settle()
    over.set()
    [delivery] = world.slack.events.log.values()
    assert [one.failure for one in delivery.attempts] == ["http_timeout"]
    assert not delivery.delivered


async def test_an_app_that_is_down_raises_nothing(build: Build) -> None:
    world = await build()
    world.slack.installation.bot.url = "http://127.0.0.1:1/slack/events"
    ts = world.slack.people.post(MAYA, GENERAL, "Hi")
    await world.slack.settle()
    [delivery] = world.slack.events.log.values()
    assert {one.failure for one in delivery.attempts} == {"connection_failed"}
    assert world.slack.workspace.message(GENERAL, ts).text == "Hi"


async def test_an_event_can_be_sent_again(world: World) -> None:
    world.slack.people.post(MAYA, GENERAL, "Hi")
    await world.slack.settle()
    [first] = world.double.heard
    world.slack.faults.redeliver_event(first.body["event_id"])
    await world.slack.settle()
    again = world.double.heard[1]
    assert again.body == first.body
    assert again.headers["x-slack-retry-num"] == "1"


async def test_another_apps_post_is_told_with_its_bot(world: World) -> None:
    world.slack.people.post_as_other_app(GENERAL, "Beep")
    await world.slack.settle()
    [event] = world.double.events("message", "bot_message")
    assert event["bot_id"] == "B0OTHER"
    assert "user" not in event
