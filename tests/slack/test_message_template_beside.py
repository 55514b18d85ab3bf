"""One of WhatsApp's templates is put beside one of the team's, for when WhatsApp takes no free words."""

from dataclasses import replace

import pytest

from bot.domain.message_template import Approved, Reach, Variant
from bot.domain.roles import Role
from bot.flows.message_templates import rules
from bot.flows.message_templates.kept import GONE, MEANWHILE
from bot.flows.message_templates.write import archive, change
from bot.slack.blocks.message_templates import beside
from bot.slack.listeners.views.message_templates.beside import LOOK
from tests.flows.templates.shelves import OFFER, PENDING, REMINDER
from tests.slack.conftest import MAYA, Build, World
from tests.slack.message_template_windows import HELLO, choose, close, kept, made
from tests.slack.template_windows import fetched
from tests.slack.windows import appoint, command, fill, press, submit, title, window, words
from tests.support.world import RememberingProvider

CHAT = replace(HELLO, name="Chat", reach=Reach.WHATSAPP, variants=(*HELLO.variants, Variant("es", "Hola.")))


@pytest.fixture
async def world(build: Build) -> World:
    """A world whose provider has templates, and in which Maya is a manager."""
    made = await build(providers=(RememberingProvider(shelf=(REMINDER, OFFER, PENDING)),))
    await appoint(made, MAYA, Role.MANAGER)
    await fetched(made)
    return made


async def opened(world: World) -> str:
    chat = await made(world, CHAT)
    await command(world, MAYA, "/templates")
    await choose(world, f"tools:{chat.id}", "message_template_more", f"beside:{chat.id}")
    assert title(world) == "Beside it"
    return chat.id


async def take(world: World, value: str, round_: int = 1) -> None:
    """Choose one of WhatsApp's templates; the menu offers them before anything is typed."""
    view, block = window(world), f"{beside.TEMPLATE}:{round_}"
    await world.slack.people.suggest(MAYA, view.id, block, beside.TEMPLATE, "")
    await choose(world, block, beside.TEMPLATE, value)


async def test_it_is_chosen_filled_in_and_taken_out_again(world: World) -> None:
    chat = await opened(world)
    await take(world, REMINDER.id)
    blanks = {f"blank:{each.name}:2": "{{ first_name }}" for each in REMINDER.variables}
    await fill(world, **blanks)
    assert await submit(world) == {}
    assert "“Chat” is saved as version 2." in words(world)
    [found] = await kept(world)
    values = tuple((each.name, "{{ first_name }}") for each in REMINDER.variables)
    assert found.variants[0].approved == Approved(REMINDER.id, values)
    assert found.variants[1].approved is None
    assert "has one of WhatsApp's beside it" in words(world)

    await choose(world, f"tools:{chat}", "message_template_more", f"beside:{chat}")
    await take(world, beside.NONE)
    assert await submit(world) == {}
    assert (await kept(world))[0].variants[0].approved is None


async def test_it_stays_when_the_words_are_edited_and_goes_with_the_channel(world: World) -> None:
    chat = await opened(world)
    await take(world, REMINDER.id)
    await fill(world, **{f"blank:{each.name}:2": "there" for each in REMINDER.variables})
    await submit(world)
    await press(world, f"tools:{chat}", "message_template_edit")
    await fill(world, subject="Other")
    assert await submit(world) == {}
    assert (await kept(world))[0].variants[0].approved is not None
    await press(world, f"tools:{chat}", "message_template_edit")
    await choose(world, "reach", "message_template_reach", "sms")
    assert await submit(world) == {}
    assert (await kept(world))[0].variants[0].approved is None


async def test_each_language_has_its_own(world: World) -> None:
    await opened(world)
    await choose(world, "language", beside.LANGUAGE_ACTION, "es")
    await take(world, OFFER.id, 2)
    await fill(world, **{f"blank:{each.name}:3": "there" for each in OFFER.variables})
    assert await submit(world) == {}
    english, spanish = (await kept(world))[0].variants
    assert english.approved is None
    assert spanish.approved is not None


async def test_an_empty_or_impossible_blank_is_said_at_its_field(world: World) -> None:
    await opened(world)
    await take(world, REMINDER.id)
    first, *others = [f"blank:{each.name}:2" for each in REMINDER.variables]
    await fill(world, **dict.fromkeys(others, "there"))
    assert await submit(world) == {first: rules.NO_BLANK}
    await fill(world, **{first: "{{ a.b }}"})
    assert list(await submit(world)) == [first]


async def test_only_what_can_be_sent_is_offered(world: World) -> None:
    await opened(world)
    view, block = window(world), f"{beside.TEMPLATE}:1"
    offered = await world.slack.people.suggest(MAYA, view.id, block, beside.TEMPLATE, "")
    values = [each["value"] for each in offered]
    assert values[0] == beside.NONE
    assert REMINDER.id in values
    assert PENDING.id not in values


async def test_what_has_changed_or_gone_meanwhile_is_said(world: World) -> None:
    chat = await opened(world)
    await take(world, REMINDER.id)
    await fill(world, **{f"blank:{each.name}:2": "there" for each in REMINDER.variables})
    theirs = replace(CHAT, subject="Theirs")
    await change(world.ctx, world.deps.workspace_id, MAYA, chat, theirs, 1)
    assert await submit(world) == {"language": MEANWHILE}
    await archive(world.ctx, world.deps.workspace_id, MAYA, chat)
    assert await submit(world) == {"language": GONE}
    await choose(world, "language", beside.LANGUAGE_ACTION, "es")
    assert GONE in words(world)
    await close(world)


async def test_what_does_not_go_by_whatsapp_is_offered_none(world: World) -> None:
    hello = await made(world)
    await command(world, MAYA, "/templates")
    assert f"beside:{hello.id}" not in words(world)


async def test_what_was_chosen_for_one_language_is_never_kept_for_another(world: World) -> None:
    """Somebody chooses another language and presses the button before the form was drawn anew."""
    await opened(world)
    await take(world, REMINDER.id)
    await fill(world, **{f"blank:{each.name}:2": "there" for each in REMINDER.variables})
    window(world).state["language"][beside.LANGUAGE_ACTION]["selected_option"] = {"value": "es"}
    assert await submit(world) == {}
    assert (title(world), LOOK in words(world)) == ("Beside it", True)
    assert [each.approved for each in (await kept(world))[0].variants] == [None, None]


async def test_what_was_written_for_one_template_is_never_sent_with_another(world: World) -> None:
    await opened(world)
    await take(world, REMINDER.id)
    await fill(world, **{f"blank:{each.name}:2": "there" for each in REMINDER.variables})
    menu = window(world).state[f"{beside.TEMPLATE}:2"][beside.TEMPLATE]
    menu["selected_option"] = {"value": OFFER.id}
    assert await submit(world) == {}
    assert (title(world), LOOK in words(world)) == ("Beside it", True)
    assert "there" not in str(window(world).state)
    assert [each.approved for each in (await kept(world))[0].variants] == [None, None]
    await fill(world, **{f"blank:{each.name}:3": "here" for each in OFFER.variables})
    assert await submit(world) == {}
    approved = (await kept(world))[0].variants[0].approved
    assert approved == Approved(OFFER.id, tuple((each.name, "here") for each in OFFER.variables))
