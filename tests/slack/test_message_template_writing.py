"""A template of the team's is written, as a person types it and sees what a client would read."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.message import Purpose
from bot.domain.message_template import MAX_VARIANTS, Reach, Variant
from bot.domain.roles import Role
from bot.flows.message_templates.kept import MEANWHILE, TAKEN
from bot.flows.message_templates.rules import NO_CONTENT, NO_NAME, Draft
from bot.flows.message_templates.write import change
from bot.slack.blocks.message_templates import editor
from tests.slack.conftest import MAYA, SAM, Build, World
from tests.slack.message_template_windows import (
    HELLO,
    choose,
    kept,
    made,
    more,
    opened,
    text_in,
    write,
)
from tests.slack.windows import appoint, deeds, fill, pick, press, submit, title, window, words

HOSTILE = "<!channel> *Hi* {{ first_name }} <@U0SAM> &amp;"


@pytest.fixture
async def world(build: Build) -> World:
    """A world in which Maya is a manager, and Sam may send."""
    made = await build()
    await appoint(made, MAYA, Role.MANAGER)
    await appoint(made, SAM, Role.SENDER)
    return made


async def test_one_is_written_looked_at_and_kept(world: World) -> None:
    jane = await world.add_client()
    await opened(world, "new Visit")
    assert await write(world, "Hi {{ first_name }}, ask for {{ doctor }}.")
    assert "As a client such as Jane Doe reads it by SMS, in English" in words(world)
    assert "Hi Jane, ask for [doctor]." in words(world)
    assert "Asked each time: doctor." in words(world)
    await choose(world, editor.READER, editor.CLIENT, f"client:{jane.id}", "Jane Doe")
    assert "As Jane Doe reads it by SMS, in English" in words(world)
    assert "Costs about $" in words(world)
    await fill(world, subject="About a visit")
    await pick(world, "purpose", "marketing")
    assert await submit(world) == {}
    assert "“Visit” is saved as version 1." in words(world)

    [visit] = await kept(world)
    assert (visit.name, visit.subject, visit.reach) == ("Visit", "About a visit", Reach.ALL)
    assert (visit.purpose, visit.updated_by) == (Purpose.MARKETING, MAYA)
    assert visit.variants == (Variant("en", "Hi {{ first_name }}, ask for {{ doctor }}."),)
    assert (await deeds(world))[0].action == "message_template_written"


async def test_the_same_form_handed_in_twice_makes_one(world: World) -> None:
    await opened(world, "new Visit")
    await write(world, "Hi.")
    view = window(world)
    await submit(world)
    again = await world.slack.people.submit(MAYA, view.id)

    assert [each.name for each in await kept(world)] == ["Visit"]
    assert not again.errors


async def test_values_languages_and_what_is_taken_out_are_drawn_with_all_that_was_typed(world: World) -> None:
    await opened(world, "new Visit")
    await write(world, "Hi")
    await choose(world, "tools:en:0", editor.INSERT, "first_name")
    assert text_in(world, "en", 1) == "Hi {{ first_name }}"
    assert "Hi Jane" in words(world)
    await choose(world, "languages:1", editor.ADD_LANGUAGE, "es", "Spanish")
    assert text_in(world, "en", 2) == "Hi {{ first_name }}"
    await write(world, "Hola {{ first_name }}", "es", 2)
    assert "Hola Jane" in words(world)
    await choose(world, "languages:2", editor.ADD_LANGUAGE, "es", "Spanish")
    assert text_in(world, "es", 3) == "Hola {{ first_name }}"
    await press(world, "tools:en:3", editor.REMOVE)
    assert await submit(world) == {}
    [visit] = await kept(world)
    assert visit.variants == (Variant("es", "Hola {{ first_name }}"),)


async def test_a_client_reads_the_words_of_their_own_language(world: World) -> None:
    jane = await world.add_client()
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.clients.change(jane.id, language="es")
    hello = await made(
        world, replace(HELLO, variants=(*HELLO.variants, Variant("es", "Hola {{ first_name }}.")))
    )
    await opened(world, hello.name)
    await choose(world, editor.READER, editor.CLIENT, f"client:{jane.id}", "Jane Doe")

    assert "reads it by SMS, in Spanish" in words(world)
    assert "Hola Jane." in words(world)


async def test_what_the_gate_has_against_it_is_said_and_saving_works_all_the_same(world: World) -> None:
    jane = await world.add_client()
    hello = await made(world, replace(HELLO, purpose=Purpose.MARKETING))
    await opened(world, hello.name)
    await choose(world, editor.READER, editor.CLIENT, f"client:{jane.id}", "Jane Doe")

    assert "Sent by itself now, it would be held or refused" in words(world)
    await fill(world, name="Offer")
    assert await submit(world) == {}


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"name": " ", "content": "Hi"}, "name", NO_NAME),
        ({"name": "HELLO", "content": "Hi"}, "name", TAKEN),
        ({"name": "Visit", "content": " "}, "content:en:0", NO_CONTENT),
        ({"name": "Visit", "content": "Hi {{ a.b }}"}, "content:en:0", "Line 1: a dot after a name"),
        ({"name": "Visit", "content": "Hi {{ x|shout }}"}, "content:en:0", "there is no filter called shout"),
        ({"name": "Visit", "content": "Hi {% if x %}"}, "content:en:0", "Line 1:"),
    ],
)
async def test_what_cannot_be_kept_is_said_at_its_field(
    world: World, typed: dict[str, str], field: str, said: str
) -> None:
    await made(world)
    await opened(world, "new")
    await fill(world, name=typed["name"])
    await write(world, typed["content"])

    errors = await submit(world)

    assert list(errors) == [field]
    assert said in errors[field]
    assert len(await kept(world)) == 1


async def test_a_text_that_cannot_be_filled_in_is_told_while_it_is_typed(world: World) -> None:
    await opened(world, "new")
    await write(world, "Hi {{ first_name")
    assert "It cannot be filled in like this" in words(world)
    await write(world, "Hi {{ first_name }}")
    assert "Hi Jane" in words(world)


async def test_words_for_any_language_are_edited_and_others_added(world: World) -> None:
    hello = await made(world, replace(HELLO, variants=(Variant("", "Hi {{ first_name }}."),)))
    await opened(world, hello.name)
    await write(world, "Hey {{ first_name }}.", "")
    assert "Hey Jane." in words(world)
    await choose(world, "languages:0", editor.ADD_LANGUAGE, "es", "Spanish")
    await write(world, "Hola.", "es", 1)
    assert await submit(world) == {}
    [found] = await kept(world)
    assert found.variants == (Variant("", "Hey {{ first_name }}."), Variant("es", "Hola."))
    assert "any language, Spanish" in words(world)


async def test_of_keys_pressed_at_once_the_newest_is_what_is_drawn(world: World) -> None:
    await opened(world, "new Visit")
    typed = "Hi {{ first_name }}, welcome!"
    await asyncio.gather(*(write(world, typed[:end]) for end in range(20, len(typed) + 1)))
    await write(world, typed)

    assert "Hi Jane, welcome!" in words(world)
    assert await submit(world) == {}


async def test_somebody_else_s_change_meanwhile_is_not_written_over(world: World) -> None:
    hello = await made(world)
    await opened(world, hello.name)
    theirs = replace(HELLO, subject="Theirs")
    await change(world.ctx, world.deps.workspace_id, MAYA, hello.id, theirs, 1)
    await fill(world, subject="Mine")

    assert await submit(world) == {"name": MEANWHILE}
    assert (await kept(world))[0].subject == "Theirs"


async def test_as_many_languages_as_there_may_be_fit_into_every_window(world: World) -> None:
    codes = [
        "en",
        "es",
        "de",
        "fr",
        "it",
        "pt",
        "nl",
        "sv",
        "da",
        "fi",
        "nb",
        "pl",
        "cs",
        "sk",
        "hu",
        "ro",
        "bg",
        "el",
        "tr",
        "uk",
    ]
    assert len(codes) == MAX_VARIANTS
    long = replace(HELLO, variants=tuple(Variant(code, "ß" * 1024) for code in codes), reach=Reach.ALL)
    hello = await made(world, long)
    for version in (1, 2, 3):
        changed = replace(long, subject=f"No. {version}")
        await change(world.ctx, world.deps.workspace_id, MAYA, hello.id, changed, version)
    await opened(world)
    await press(world, f"tools:{hello.id}", "message_template_edit")
    assert title(world) == "Edit template"
    assert await submit(world) == {}
    await more(world, hello.id, "versions")
    assert title(world) == "Versions"
    for _ in range(3):
        await press(world, "pages", "message_template_older")
    assert "*Version 1*" in words(world)
    await press(world, "pages", "message_template_newer")
    assert "*Version 2*" in words(world)


async def test_a_hostile_name_and_text_ping_nobody(world: World) -> None:
    hello = await made(world, Draft(HOSTILE, Reach.SMS, (Variant("en", HOSTILE),), HOSTILE))
    await opened(world, "new")
    await fill(world, name="Fish & <chips>")
    await write(world, HOSTILE)
    assert await submit(world) == {}
    assert "“Fish & <chips>” is saved as version 1." in words(world)
    assert "*Fish &amp; &lt;chips&gt;*" in words(world)
    await more(world, hello.id, "versions")
    drawn = words(world)
    marked = [each for each in window(world).blocks if "mrkdwn" in str(each)]

    assert "<!channel>" not in str(marked)
    assert "<@U0SAM>" not in str(marked)
    assert "&lt;!channel&gt;" in drawn
