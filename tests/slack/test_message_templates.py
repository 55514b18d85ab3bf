"""``/templates``: the team's own templates, as a person finds, uses, copies, restores and archives them."""

from dataclasses import replace

import pytest

from bot.domain.channel import Channel
from bot.domain.message_template import Reach, Variant
from bot.domain.occasion import OccasionKind
from bot.domain.roles import Role
from bot.domain.trigger import Offset, Trigger, When
from bot.flows.message_templates.kept import GONE
from bot.flows.message_templates.listing import PAGE
from bot.flows.message_templates.write import archive, change
from tests.slack.conftest import MAYA, SAM, WHATSAPP, Build, World
from tests.slack.message_template_windows import HELLO, choose, close, kept, made, more, opened
from tests.slack.template_windows import stored
from tests.slack.windows import appoint, command, fill, press, submit, title, words


@pytest.fixture
async def world(build: Build) -> World:
    """A world in which Maya is a manager, and Sam may send."""
    made = await build()
    await appoint(made, MAYA, Role.MANAGER)
    await appoint(made, SAM, Role.SENDER)
    return made


async def test_what_is_archived_meanwhile_is_said_everywhere(world: World) -> None:
    hello = await made(world)
    await opened(world)
    await archive(world.ctx, world.deps.workspace_id, MAYA, hello.id)
    for button in ("message_template_use", "message_template_edit"):
        await press(world, f"tools:{hello.id}", button)
        assert GONE in words(world)
        await close(world)
    await more(world, hello.id, "copy")
    assert GONE in words(world)


async def test_the_list_is_filtered_searched_and_turned(world: World) -> None:
    for number in range(PAGE + 1):
        await made(world, replace(HELLO, name=f"Text {number:02}"))
    await made(world, replace(HELLO, name="Chat", reach=Reach.WHATSAPP))
    await opened(world)
    assert "Page 1 of 2, 14 templates." in words(world)
    await press(world, "pages", "message_templates_later")
    assert "Text 12" in words(world)
    await press(world, "pages", "message_templates_earlier")
    assert "Text 00" in words(world)
    await choose(world, "head", "message_templates_filter", "whatsapp")
    assert "Chat" in words(world)
    assert "Text" not in words(world).replace("plain_text", "").replace('"Text', "", 0)
    await choose(world, "head", "message_templates_filter", "slack")
    assert "None goes that way." in words(world)
    await choose(world, "head", "message_templates_filter", "any")
    await fill(world, message_templates_search="TEXT 03")
    await submit(world)
    assert "1 template." in words(world)
    await fill(world, message_templates_search="nothing <!here>")
    await submit(world)
    assert "No template fits “nothing <!here>”." in words(world)


async def test_whatever_is_typed_behind_the_command_opens_a_window(world: World) -> None:
    await opened(world, "é" * 3500)
    assert f"No template fits “{'é' * 60}”." in words(world)
    await close(world)
    await opened(world, "new " + "é" * 3500)
    assert title(world) == "New template"


async def test_an_older_version_is_looked_at_and_taken_back(world: World) -> None:
    hello = await made(world)
    other = replace(HELLO, variants=(Variant("en", "Other words"),))
    await change(world.ctx, world.deps.workspace_id, MAYA, hello.id, other, 1)
    await opened(world)
    await more(world, hello.id, "versions")
    assert "English: Hi {{ first_name }}." in words(world)
    await press(world, "version:1", "message_template_restore")

    assert "Version 1 is back, as version 3." in words(world)
    [found] = await kept(world)
    assert (found.version, found.variants) == (3, HELLO.variants)


async def test_a_copy_is_made_and_one_is_archived_unless_it_is_sent_by_itself(world: World) -> None:
    hello = await made(world)
    await opened(world)
    await more(world, hello.id, "copy")
    assert "“Hello (copy)” is there now." in words(world)
    trigger = Trigger("R" * 26, OccasionKind.PAYMENT, hello.id, (Offset(When.AT_ONCE),), hello.updated_at)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.triggers.save(trigger)
    await more(world, hello.id, "archive")
    await submit(world)
    assert "It is sent by itself for payments." in words(world)
    await close(world)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.triggers.remove(trigger.id)
    await more(world, hello.id, "archive")
    await submit(world)

    assert "The template is archived." in words(world)
    assert [each.name for each in await kept(world)] == ["Hello (copy)"]


async def test_who_only_sends_uses_and_reads_but_does_not_change(world: World) -> None:
    await made(world)
    await opened(world, "Hello", SAM)
    assert title(world, SAM) == "Templates"
    assert "message_template_edit" not in words(world, SAM)
    assert '"archive:' not in words(world, SAM)
    assert "make or delete templates" in await command(world, SAM, "/templates", "new")


async def test_who_may_not_change_them_any_more_is_refused_in_a_window_of_before(world: World) -> None:
    hello = await made(world)
    await opened(world)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.roles.revoke(MAYA)

    await more(world, hello.id, "copy")

    assert "make or delete templates" in words(world)
    assert len(await kept(world)) == 1


async def test_who_may_not_send_does_not_see_them(world: World) -> None:
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        kept_settings = await uow.settings.load()
        new = replace(kept_settings.settings, default_role=Role.VIEWER)
        await uow.settings.save(new, kept_settings.version, "U0ADMIN", world.ctx.clock.now())
        await uow.roles.revoke(SAM)

    assert "You cannot write to clients" in await command(world, SAM, "/templates")


async def test_help_is_answered_and_a_name_that_is_none_is_searched_for(world: World) -> None:
    assert "The team's templates" in await command(world, MAYA, "/templates", "help")
    await made(world)
    await opened(world, "first_name")
    assert "1 template." in words(world)


async def test_use_opens_the_form_with_the_template_and_the_message_remembers_it(world: World) -> None:
    jane, hello = await world.add_client(), await made(world)
    await opened(world)
    await press(world, f"tools:{hello.id}", "message_template_use")
    assert title(world) == "Message a client"
    assert "Choose a client" in words(world)
    await choose(world, "client", "compose_client", f"client:{jane.id}", "Jane")
    assert "Hi Jane." in words(world)
    assert await submit(world) == {}

    [message] = await stored(world)
    assert message.body == "Hi Jane."
    assert message.made_from is not None
    assert (message.made_from.template_id, message.made_from.version) == (hello.id, 1)
    # The list is in front again.
    assert title(world) == "Templates"


async def test_one_only_for_slack_opens_the_form_for_a_post(world: World) -> None:
    post = await made(world, replace(HELLO, name="Post", reach=Reach.SLACK))
    await opened(world)
    await press(world, f"tools:{post.id}", "message_template_use")
    assert title(world) == "Post in Slack"
    # Whose name nobody knows there stands in braces, to be written over.
    assert "{{ first_name }}" in words(world)


async def test_without_a_sender_it_is_said(build: Build) -> None:
    world = await build(senders=(WHATSAPP,))
    await appoint(world, MAYA, Role.MANAGER)
    hello = await made(world)
    await opened(world)
    await press(world, f"tools:{hello.id}", "message_template_use")
    assert "No sender is set up for the way this template goes" in words(world)
    assert Channel.SMS not in {sender.channel for sender in world.ctx.senders}
