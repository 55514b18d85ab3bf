"""*Post in Slack*: the form, as a person fills it in, and its channel in the settings."""

from typing import Any

from sqlalchemy import select

from bot.domain.ids import new_id
from bot.domain.message_template import MessageTemplate, Reach, Variant
from bot.domain.roles import Role
from bot.sandbox.slack import Upload
from bot.slack.blocks import post_form
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


async def a_template(world: World) -> MessageTemplate:
    made = MessageTemplate(
        new_id(), "Closing time", Reach.SLACK, (Variant("", "**Closed** at {{ hour }}"),), 1, NOW
    )
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.message_templates.add(made)
    return made


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
    chosen = {"selected_option": {"value": made.id}}
    await world.slack.people.choose(
        MAYA, window(world).id, post_form.TEMPLATE, post_form.TEMPLATE_ACTION, chosen
    )
    held = window(world).state
    assert held[SECOND][post_form.TEXT_ACTION]["value"] == "**Closed** at {{ hour }}"
    assert "hour" in (await submit(world))[SECOND]
    await typed(world, "**Closed** at five", SECOND)
    assert await submit(world) == {}
    [post] = await posts(world)
    assert post["rest"] == ["**Closed** at five"]


async def test_a_file_goes_along(world: World) -> None:
    await opened(world)
    await into(world, CLIENTS)
    attach(world, "files", Upload("plan.pdf", b"pdf", "application/pdf"))
    assert await submit(world) == {}
    [post] = await posts(world)
    assert [file[0] for file in post["files"]] == ["plan.pdf"]


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
