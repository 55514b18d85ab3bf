"""The window of what needs attention: its rows, its filters, its pages, and what can be done in a row."""

from dataclasses import replace
from typing import Any

from bot.domain.attention import Whose, Why
from bot.domain.channel import Channel
from bot.domain.roles import Role
from bot.flows.attention.done import NOT_THERE, done
from bot.flows.inbound.receive import receive
from bot.flows.outbound.compose import Composed, ComposeRequest, compose
from bot.slack.blocks import attention, inbox
from bot.slack.blocks.elements import actions
from tests.slack.conftest import CLIENTS, MAYA, NOW, SAM, SMS, World
from tests.slack.windows import appoint, command, deeds, press, title, window, words
from tests.support.world import inbound

JANE, TOM = "+12025550123", "+12025550124"


async def wrote(world: World, body: str = "Is 5 pm fine?", sid: str = "SM1", number: str = JANE) -> None:
    """A client writes, and the card stands in Slack."""
    now = world.ctx.clock.now()
    text = replace(inbound(body, sid, sender=number, received_at=now), to=SMS.address)
    await receive(world.ctx, world.deps.workspace_id, [text])
    await card(world, number)


async def card(world: World, number: str) -> None:
    """The client's card stands in the channel."""
    answer = await world.client.chat_postMessage(channel=CLIENTS, text="Card", blocks=[])
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        client = (await uow.clients.by_addresses([number]))[number].client_id
        [thread] = (await uow.conversations.active_of([client])).values()
        await uow.conversations.set_root(thread.id, answer["ts"])


def rows_of(world: World, user: str = MAYA) -> list[str]:
    """The texts of the rows in the window."""
    return [
        block["text"]["text"] for block in window(world, user).blocks if block.get("accessory") is not None
    ]


def menu(world: World, label: str, user: str = MAYA) -> dict[str, Any]:
    """The option of the first row with this label."""
    [first, *_] = [block for block in window(world, user).blocks if block.get("accessory")]
    return next(
        {"block": first["block_id"], "option": each}
        for each in first["accessory"]["options"]
        if each["text"]["text"].startswith(label)
    )


async def choose(world: World, label: str, user: str = MAYA) -> None:
    """Choose in the first row's menu."""
    found = menu(world, label, user)
    view = window(world, user)
    assert await world.slack.people.choose(
        user, view.id, found["block"], attention.ROW, {"selected_option": found["option"]}
    )


async def filtered(world: World, action: str, value: str, user: str = MAYA) -> None:
    """Choose in one of the menus above the rows."""
    view = window(world, user)
    option = next(
        each
        for element in view.blocks[0]["elements"]
        if element["action_id"] == action
        for each in element["options"]
        if each["value"] == value
    )
    filters = view.blocks[0]["block_id"]
    assert await world.slack.people.choose(user, view.id, filters, action, {"selected_option": option})


async def opened(world: World, typed: str = "", user: str = MAYA) -> None:
    assert await command(world, user, "/inbox", typed) == ""
    assert title(world, user) == "Inbox"


async def test_help_and_an_unknown_word_say_what_there_is(world: World) -> None:
    assert "/inbox mine" in await command(world, SAM, "/inbox", "help")
    assert "There is no" not in await command(world, SAM, "/inbox", "help")
    unknown = await command(world, SAM, "/inbox", "<!channel>")
    assert unknown.startswith("There is no /inbox &lt;!channel&gt;.\n")
    assert "/inbox mine" in unknown


async def test_an_empty_list_says_what_would_be_in_it(world: World) -> None:
    await opened(world)
    assert "Nothing needs attention" in words(world)
    assert "wait for an answer" in words(world)


async def test_a_row_says_why_who_since_when_and_leads_to_the_thread(world: World) -> None:
    await appoint(world, MAYA, Role.MANAGER)
    await world.add_client("Jane <Doe>", JANE)
    await wrote(world)
    world.later(hours=2)
    await opened(world)
    [row] = rows_of(world)
    assert row.startswith(":speech_balloon: *Waits for an answer* · 2 h · ")
    assert "Jane &lt;Doe&gt;" in row
    assert "> Is 5 pm fine?" in row
    assert "<!date^" in row
    link = menu(world, "Open thread")["option"]["url"]
    assert CLIENTS in link
    assert link in row


async def test_words_are_not_shown_to_who_may_not_see_them(world: World) -> None:
    await world.add_client("Jane Doe", JANE)
    await wrote(world)
    await opened(world, user=SAM)
    assert "Is 5 pm fine?" not in words(world, SAM)


async def test_without_a_link_the_row_stands_all_the_same(world: World) -> None:
    await wrote(world)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        client = (await uow.clients.by_addresses([JANE]))[JANE].client_id
        [thread] = (await uow.conversations.active_of([client])).values()
        await uow.conversations.set_root(thread.id, "1.1")
    await opened(world)
    labels = [each["text"]["text"] for each in window(world).blocks[1]["accessory"]["options"]]
    assert labels == ["Message", "Client card"]


async def test_the_menus_choose_whose_and_what(world: World) -> None:
    await world.add_client("Jane Doe", JANE)
    await wrote(world)
    await wrote(world, "Hi", "SM2", TOM)
    await opened(world)
    assert len(rows_of(world)) == 2
    assert "Everything (2)" in words(world)
    await filtered(world, inbox.WHY, Why.UNKNOWN_NUMBER.value)
    [row] = rows_of(world)
    assert "Unknown number" in row
    await filtered(world, inbox.WHOSE, Whose.MINE.value)
    assert rows_of(world) == []
    assert "Nothing of yours needs attention" in words(world)
    await filtered(world, inbox.WHOSE, Whose.EVERYONE.value)
    assert len(rows_of(world)) == 1
    await filtered(world, inbox.WHY, inbox.EVERYTHING)
    assert len(rows_of(world)) == 2


async def test_mine_is_opened_by_its_word(world: World) -> None:
    await wrote(world)
    await opened(world, "mine")
    assert rows_of(world) == []
    await opened(world, "Nobody")
    assert len(rows_of(world)) == 1


async def test_the_button_opens_it_from_a_message(world: World) -> None:
    await wrote(world)
    row = actions(inbox.open_button(), block_id="row")
    posted = await world.client.chat_postMessage(channel=CLIENTS, text="Look", blocks=[row])
    assert await world.slack.people.click(MAYA, (CLIENTS, posted["ts"]), "row", inbox.OPEN)
    assert title(world) == "Inbox"
    assert len(rows_of(world)) == 1


async def test_pages_are_turned_and_counted(world: World) -> None:
    for each in range(10):
        await wrote(world, "Hi", f"SM{each}", f"+1202555020{each}")
    await opened(world)
    assert "1 to 8 of 10." in words(world)
    await press(world, "pages", inbox.NEXT)
    assert "9 to 10 of 10." in words(world)
    assert len(rows_of(world)) == 2
    await press(world, "pages", inbox.PREVIOUS)
    assert "1 to 8 of 10." in words(world)


async def test_message_and_client_card_open_on_top_of_the_list(world: World) -> None:
    await world.add_client("Jane Doe", JANE)
    await wrote(world)
    await opened(world)
    await choose(world, "Client card")
    assert "Jane Doe" in words(world)
    assert title(world) != "Inbox"
    await world.slack.people.close_view(MAYA, window(world).id)
    await choose(world, "Message")
    assert "Jane Doe" in words(world)
    assert title(world) != "Inbox"
    await world.slack.people.close_view(MAYA, window(world).id)
    assert title(world) == "Inbox"


async def failed(world: World) -> str:
    """A text of Maya's that did not reach Jane; its id."""
    await world.add_client("Jane Doe", JANE)
    request = ComposeRequest("v1", MAYA, Channel.SMS, SMS.address, "Hello", None, JANE, "Jane Doe")
    composed = await compose(world.ctx, world.deps.workspace_id, request)
    assert isinstance(composed, Composed)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        message = await uow.messages.get(composed.message_id)
        assert message is not None
        await uow.messages.update([{"id": message.id, "status": "failed"}])
        await uow.open_failures.add([message], NOW)
    await card(world, JANE)
    return composed.message_id


async def test_done_takes_a_failed_text_off_the_list(world: World) -> None:
    await failed(world)
    await opened(world)
    assert f"<@{MAYA}>" in rows_of(world)[0]
    before = window(world).blocks[0]["block_id"]
    await choose(world, "Done")
    assert rows_of(world) == []
    # Else the menu would go on to show the count that it had.
    assert window(world).blocks[0]["block_id"] != before
    assert [deed.action for deed in await deeds(world)] == ["failure_done"]


async def test_done_by_somebody_else_meanwhile_is_said(world: World) -> None:
    text = await failed(world)
    await opened(world)
    await done(world.ctx, world.deps.workspace_id, SAM, text)
    await choose(world, "Done")
    assert NOT_THERE in words(world)
    await world.slack.people.close_view(MAYA, window(world).id)
    assert rows_of(world) == []


async def test_a_viewer_is_told_that_it_takes_more(world: World) -> None:
    await failed(world)
    await appoint(world, SAM, Role.VIEWER)
    await opened(world, user=SAM)
    await choose(world, "Done", SAM)
    assert "You cannot write to clients" in words(world, SAM)
