"""The shortcuts in the menu of every message, used as a person uses them."""

from typing import Any

import pytest

from bot.domain.channel import Channel
from bot.domain.roles import Role
from bot.domain.settings import WorkspaceSettings
from bot.domain.thread import FailurePost, InboundPost, Mark, ThreadPost
from bot.flows.context import Context
from bot.flows.inbound.make_note import INSIDE, KEPT, NO_TEAMMATE, Pointed
from bot.flows.outbound.retry_there import NOT_A_TEXT
from bot.slack.blocks.posts import post
from bot.slack.blocks.quote import Quote, quote_block, quote_of, read_quote
from bot.slack.listeners.actions.message_client import NO_SENDER
from bot.slack.pointed import NO_THREAD
from bot.slack.threads import SlackThreads
from tests.slack.conftest import CLIENTS, GENERAL, MAYA, NOW, SECOND_SMS, SMS, WHATSAPP, Build, World
from tests.slack.windows import title, window, words

NAMES = ("reply_with", "schedule_reply", "make_note", "client_card", "retry_text")
FAILURE = FailurePost("M1", MAYA, "The phone is off.", "Try later.", "30003", "Hello", False)


async def thread(world: World) -> str:
    """A client's thread: the ts of the card."""
    client = await world.add_client()
    root = world.slack.people.post(MAYA, CLIENTS, "the card of Jane Doe")
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        [conversation] = await uow.conversations.add([client.id], CLIENTS, NOW)
        await uow.conversations.set_root(conversation.id, root)
    return root


def reply(world: World, root: str, text: str = "Hello Jane") -> str:
    return world.slack.people.post(MAYA, CLIENTS, text, root)


async def say(world: World, root: str, said: ThreadPost) -> str:
    return await SlackThreads(world.client).post(CLIENTS, root, said, "key")


async def use(world: World, name: str, ts: str, *, user: str = MAYA, channel: str = CLIENTS) -> None:
    assert await world.slack.people.message_shortcut(user, channel, ts, name)


def state(world: World, block: str) -> Any:
    [held] = window(world).state[block].values()
    return held


def block_ids(world: World) -> list[str]:
    return [block["block_id"] for block in window(world).blocks]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("channel", [CLIENTS, GENERAL, "C0QUIET"])
async def test_outside_of_a_client_s_thread_each_says_so_and_what_to_do(
    world: World, name: str, channel: str
) -> None:
    ts = world.slack.people.post(MAYA, channel, "What a day")
    await use(world, name, ts, channel=channel)
    assert title(world) == "Not a client's thread"
    assert NO_THREAD in words(world)


async def test_reply_opens_the_form_for_the_thread_s_client_with_the_message_to_look_at(world: World) -> None:
    root = await thread(world)
    said = InboundPost("Jane <Doe>", Channel.SMS, "When can I come? <!channel>")
    await use(world, "reply_with", await say(world, root, said))
    assert state(world, "client")["selected_option"]["text"]["text"] == "Jane Doe · +1 202-555-0123"
    assert state(world, "body")["value"] in (None, "")
    assert state(world, "send_at")["selected_date_time"] is None
    [quote] = [block for block in window(world).blocks if block["block_id"] == "quote"]
    assert quote["text"]["text"] == "*Jane &lt;Doe&gt;*:\n> When can I come? &lt;!channel&gt;"


async def test_the_quote_stays_while_the_form_is_drawn_anew_and_is_no_part_of_the_text(world: World) -> None:
    root = await thread(world)
    await use(world, "reply_with", reply(world, root, "Ask her about :wave: @Maya Ortiz"))
    await world.slack.people.type_text(MAYA, window(world).id, "body", "compose_body", "At nine")
    assert f"<@{MAYA}>:\\n> Ask her about 👋 a teammate" in words(world)
    assert (await world.slack.people.submit(MAYA, window(world).id)).ok
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        rows = await uow.connection.exec_driver_sql("SELECT body FROM messages")
        assert [row.body for row in rows] == ["At nine"]
    # It will stand in this very thread: there is nothing to tell.
    assert world.said_to(MAYA, CLIENTS) == []


async def test_from_where_the_thread_stood_before_one_is_told_where_the_text_goes(world: World) -> None:
    old = await thread(world)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        conversation = await uow.conversations.by_thread(CLIENTS, old)
        assert conversation
        await uow.conversations.set_root(conversation.id, world.slack.people.post(MAYA, CLIENTS, "new card"))
    await use(world, "reply_with", reply(world, old))
    await world.slack.people.type_text(MAYA, window(world).id, "body", "compose_body", "At nine")
    assert (await world.slack.people.submit(MAYA, window(world).id)).ok
    [told] = world.said_to(MAYA, CLIENTS)
    assert told.startswith("Your SMS message to Jane Doe is on its way.")


async def test_on_the_card_there_is_nothing_to_quote(world: World) -> None:
    await use(world, "reply_with", await thread(world))
    assert "quote" not in block_ids(world)


async def test_reply_takes_the_way_of_the_thread(build: Build) -> None:
    world = await build(senders=(SMS, SECOND_SMS, WHATSAPP))
    root = await thread(world)
    await world.slack.people.message_shortcut(MAYA, CLIENTS, root, "reply_with")
    menu = next(block for block in block_ids(world) if block.startswith("sender_sms"))
    await world.slack.people.choose(
        MAYA,
        window(world).id,
        menu,
        "compose_sender",
        {"selected_option": {"value": SECOND_SMS.address}},
    )
    await world.slack.people.type_text(MAYA, window(world).id, "body", "compose_body", "From the desk")
    assert (await world.slack.people.submit(MAYA, window(world).id)).ok
    await use(world, "reply_with", reply(world, root))
    assert state(world, menu)["selected_option"]["value"] == SECOND_SMS.address


async def test_schedule_chooses_the_next_full_hour(world: World) -> None:
    root = await thread(world)
    world.later(minutes=20)
    await use(world, "schedule_reply", reply(world, root))
    hour = int(NOW.timestamp()) + 3600
    assert state(world, "send_at")["selected_date_time"] == hour
    assert f"*Goes:* <!date^{hour}^" in words(world)
    assert (window(world).submit or {})["text"] == "Schedule"


@pytest.mark.parametrize("name", ["reply_with", "schedule_reply", "retry_text"])
async def test_who_may_not_write_is_told_and_nothing_opens(world: World, name: str) -> None:
    root = await thread(world)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.settings.save(WorkspaceSettings(default_role=Role.VIEWER), 0, "U0ADMIN", NOW)
    await use(world, name, reply(world, root))
    assert world.slack.people.open_view(MAYA) is None
    assert world.said_to(MAYA, CLIENTS)[0].startswith("You cannot write to clients")


async def test_without_any_sender_it_says_so(build: Build) -> None:
    world = await build(senders=())
    await use(world, "reply_with", await thread(world))
    assert world.said_to(MAYA, CLIENTS) == [NO_SENDER]


async def test_client_card_shows_the_client_from_any_message(world: World) -> None:
    root = await thread(world)
    for ts in (root, reply(world, root), await say(world, root, FAILURE)):
        await use(world, "client_card", ts)
        assert "+1 202-555-0123" in words(world)
        await world.slack.people.close_view(MAYA, window(world).id)


async def test_make_it_a_note_says_what_happened_in_the_thread(world: World) -> None:
    root = await thread(world)
    ts = reply(world, root)
    await use(world, "make_note", ts)
    await use(world, "make_note", ts)
    assert world.said_to(MAYA, CLIENTS) == [KEPT, INSIDE]
    assert {m.thread_ts for m in world.slack.workspace.channels[CLIENTS].ephemerals.values()} == {root}
    assert await world.count("outbox") == 1
    assert Mark.NOTE.value in str(await outbox(world))


async def outbox(world: World) -> list[Any]:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        return [row.data for row in await uow.connection.exec_driver_sql("SELECT data FROM outbox")]


async def test_a_post_of_ours_is_no_teammate_s_message(world: World) -> None:
    root = await thread(world)
    await use(world, "make_note", await say(world, root, InboundPost("Jane", Channel.SMS, "Hi")))
    assert world.said_to(MAYA, CLIENTS) == [NO_TEAMMATE]


async def test_who_points_at_what_is_handed_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    async def decide(_ctx: Context, _workspace: str, *given: object) -> str:
        asked.extend(given)
        return "Done & noted."

    monkeypatch.setattr("bot.slack.listeners.shortcuts.make_note.make_note", decide)
    monkeypatch.setattr("bot.slack.listeners.shortcuts.retry.retry_there", decide)
    root = await thread(world)
    ts = reply(world, root)
    await use(world, "make_note", ts)
    await use(world, "retry_text", ts)
    failure = await say(world, root, FAILURE)
    await use(world, "retry_text", failure)
    assert asked == [
        Pointed(CLIENTS, root, ts, MAYA),
        MAYA,
        CLIENTS,
        ts,
        MAYA,
        "",
        CLIENTS,
        failure,
        MAYA,
        "M1",
    ]
    assert world.said_to(MAYA, CLIENTS) == ["Done &amp; noted."] * 3


async def test_retry_on_what_is_no_text_of_ours(world: World) -> None:
    root = await thread(world)
    await use(world, "retry_text", reply(world, root))
    assert world.said_to(MAYA, CLIENTS) == [NOT_A_TEXT]


def test_a_failure_names_its_message_without_any_button() -> None:
    blocks = post(FAILURE).blocks
    assert [block.get("block_id") for block in blocks] == ["failure:M1", None]


@pytest.mark.parametrize(
    ("message", "quote"),
    [
        ({"text": "Hi &amp; <@U1>", "user": "U1"}, Quote("Hi & a teammate", "U1")),
        ({"text": "Hi", "user": "U0BOT", "bot_id": "B1", "username": "Jane"}, Quote("Hi", name="Jane")),
        ({"text": " \n "}, None),
        ({}, None),
    ],
)
def test_a_quote_is_plain_words_and_who_said_them(message: dict[str, str], quote: Quote | None) -> None:
    assert quote_of(message) == quote


def test_a_long_message_is_quoted_by_its_beginning() -> None:
    quote = quote_of({"text": "x" * 5000, "user": "U1"})
    assert quote
    assert len(quote.text) == 300
    assert len(quote_block(quote)["text"]["text"]) < 400


@pytest.mark.parametrize("kept", [None, "x", [], ["x"], ["x", 1, ""], {"text": "x"}])
def test_what_no_form_of_ours_has_kept_is_no_quote(kept: object) -> None:
    assert read_quote(kept) is None
