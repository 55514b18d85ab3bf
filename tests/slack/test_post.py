"""*Post in Slack*: the form, as a person fills it in, and its channel in the settings."""

from typing import Any

from sqlalchemy import select

from bot.domain.ids import new_id
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.roles import Role
from bot.sandbox.slack import Upload
from bot.slack.blocks import post_form
from bot.slack.listeners.options.post_template import NONE
from bot.slack.listeners.views.post import LOOK
from bot.slack.settings.channel import INVITE
from bot.slack.settings.page import OPEN
from bot.storage.tables import outbox
from tests.slack.conftest import CLIENTS, MAYA, NOW, QUIET, World
from tests.slack.windows import appoint, attach, command, press, submit, title, window, words

FIRST, SECOND = post_form.text_block(0), post_form.text_block(1)


async def opened(world: World) -> None:
    await command(world, MAYA, "/messaging", "post")
    assert title(world) == "Post in Slack"


async def typed(world: World, text: str, block: str = FIRST) -> None:
    await world.slack.people.type_text(MAYA, window(world).id, block, post_form.TEXT_ACTION, text)


async def into(world: World, channel: str, block: str = "channel") -> None:
    value = {"selected_conversation": channel}
    await world.slack.people.choose(MAYA, window(world).id, block, block, value)


async def posts(world: World) -> list[dict[str, Any]]:
    """What is on its way into channels."""
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        query = select(outbox.c.data).where(outbox.c.kind == "channel_post")
        return list((await uow.connection.execute(query)).scalars())


async def a_template(world: World, name: str = "Closing time", reach: Reach = Reach.SLACK) -> MessageTemplate:
    made = MessageTemplate(new_id(), name, reach, (Variant("", "**Closed** at {{ hour }}"),), 1, NOW)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.message_templates.add(made)
    return made


async def suggested(world: World, typed: str = "") -> list[dict[str, Any]]:
    """What the menu of templates offers."""
    return await world.slack.people.suggest(
        MAYA, window(world).id, post_form.TEMPLATE, post_form.TEMPLATE_ACTION, typed
    )


async def choose(world: World, option: dict[str, Any]) -> None:
    await world.slack.people.choose(
        MAYA, window(world).id, post_form.TEMPLATE, post_form.TEMPLATE_ACTION, {"selected_option": option}
    )


async def test_a_text_is_counted_and_posted(world: World) -> None:
    await opened(world)
    assert "0 of 3,000 characters" in words(world)
    await typed(world, "**Closed** on Friday")
    assert "20 of 3,000 characters" in words(world)
    assert window(world).state[FIRST][post_form.TEXT_ACTION]["value"] == "**Closed** on Friday"
    await into(world, CLIENTS)
    assert await submit(world) == {}
    [post] = await posts(world)
    assert (post["channel"], post["rest"], post["by"]) == (CLIENTS, ["**Closed** on Friday"], MAYA)


async def test_without_a_channel_or_a_text_the_fields_say_so(world: World) -> None:
    await opened(world)
    assert set(await submit(world)) == {"channel", FIRST}
    await typed(world, "Hello")
    await into(world, QUIET)
    assert await submit(world) == {"channel": INVITE}
    assert await posts(world) == []


async def test_a_template_fills_in_the_text_which_can_be_changed(world: World) -> None:
    made = await a_template(world)
    await opened(world)
    await into(world, CLIENTS)
    [option] = await suggested(world)
    assert option["value"] == made.id
    await choose(world, option)
    held = window(world).state
    assert held[SECOND][post_form.TEXT_ACTION]["value"] == "**Closed** at {{ hour }}"
    assert "hour" in (await submit(world))[SECOND]
    await typed(world, "**Closed** at five", SECOND)
    assert await submit(world) == {}
    [post] = await posts(world)
    assert post["rest"] == ["**Closed** at five"]


async def test_every_template_for_slack_is_found_by_typing(world: World) -> None:
    for number in range(103):
        await a_template(world, f"Weekly news {number:03}")
    await a_template(world, "Weekly news for clients", Reach.SMS)
    await opened(world)
    assert len(await suggested(world)) == 100
    [last] = await suggested(world, "news 102")
    await choose(world, last)
    assert window(world).state[SECOND][post_form.TEXT_ACTION]["value"] == "**Closed** at {{ hour }}"
    [none] = await suggested(world, "for clients")
    assert none["text"]["text"] == NONE


async def test_the_sentence_that_none_fits_is_no_template(world: World) -> None:
    await a_template(world)
    await opened(world)
    [none] = await suggested(world, "zzz")
    await choose(world, none)
    assert window(world).state[FIRST][post_form.TEXT_ACTION]["value"] in (None, "")
    await typed(world, "Hello")
    await into(world, CLIENTS)
    assert await submit(world) == {}
    [post] = await posts(world)
    assert post["rest"] == ["Hello"]


async def test_a_longer_text_goes_on_in_further_fields(world: World) -> None:
    await opened(world)
    await into(world, CLIENTS)
    long = [f"{letter} " * 1450 for letter in "abc"]
    for number, text in enumerate(long):
        if number:
            await press(world, "more", post_form.MORE)
        await typed(world, text, post_form.text_block(0, number))
    assert "8,697 of 9,000 characters" in words(world)
    assert "initial_value" not in words(world)
    assert await submit(world) == {}
    [post] = await posts(world)
    assert post["rest"] == ["\n\n".join(text.strip() for text in long)]


async def test_more_than_slack_takes_is_offered_as_a_file(world: World) -> None:
    await opened(world)
    await into(world, CLIENTS)
    for _ in range(post_form.MOST_FIELDS - 1):
        await press(world, "more", post_form.MORE)
    assert "as a file" in words(world)
    assert post_form.MORE not in words(world)
    for number in range(post_form.MOST_FIELDS):
        await typed(world, "\N{PARTY POPPER}" * 3000, post_form.text_block(0, number))
    assert "39,000 of 39,000 characters" in words(world)
    assert await submit(world) == {}
    [post] = await posts(world)
    assert sum(map(len, post["rest"])) >= 39_000


async def test_a_template_that_was_chosen_at_the_last_moment_is_read_first(world: World) -> None:
    made = await a_template(world)
    await opened(world)
    await into(world, CLIENTS)
    await typed(world, "My own words")
    menu = window(world).state[post_form.TEMPLATE][post_form.TEMPLATE_ACTION]
    menu["selected_option"] = {"value": made.id}
    assert await submit(world) == {}
    assert (await posts(world), LOOK in words(world)) == ([], True)
    assert window(world).state[SECOND][post_form.TEXT_ACTION]["value"] == "**Closed** at {{ hour }}"


async def test_a_template_whose_choice_was_overtaken_fills_in_the_text_all_the_same(world: World) -> None:
    made = await a_template(world)
    await opened(world)
    menu = window(world).state[post_form.TEMPLATE][post_form.TEMPLATE_ACTION]
    menu["selected_option"] = {"value": made.id}
    await typed(world, "x")
    assert window(world).state[SECOND][post_form.TEXT_ACTION]["value"] == "**Closed** at {{ hour }}"


async def test_a_file_goes_along(world: World) -> None:
    await opened(world)
    await into(world, CLIENTS)
    attach(world, "files", Upload("plan.pdf", b"pdf", "application/pdf"))
    assert await submit(world) == {}
    [post] = await posts(world)
    assert [file[0] for file in post["files"]] == ["plan.pdf"]


async def test_while_slack_does_not_answer_it_is_posted_all_the_same(world: World) -> None:
    """Whether the app is in the channel is then found out by the post itself."""
    await opened(world)
    await typed(world, "Hello")
    await into(world, CLIENTS)
    world.slack.faults.fail_next("conversations.info", timeout=True)
    assert await submit(world) == {}
    assert [post["channel"] for post in await posts(world)] == [CLIENTS]


async def test_a_viewer_is_told_who_may(world: World) -> None:
    await appoint(world, MAYA, Role.VIEWER)
    await command(world, MAYA, "/messaging", "post")
    assert world.slack.people.open_view(MAYA) is None


async def test_the_default_channel_of_the_settings_is_filled_in(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await command(world, MAYA, "/messaging", "settings")
    await press(world, "page:posts", OPEN)
    await into(world, QUIET)
    assert await submit(world) == {"channel": INVITE}
    await into(world, CLIENTS)
    assert await submit(world) == {}
    assert f"In <#{CLIENTS}>" in words(world)
    await opened(world)
    assert window(world).state["channel"]["channel"]["selected_conversation"] == CLIENTS
