"""A template of the team's whose words WhatsApp does not take: the approved one that it names goes."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.domain.channel import Channel
from bot.domain.message_template import Approved
from bot.domain.template import Approval, Category, Template, TemplateKind, Variable
from bot.flows.desk import MediaDesk
from bot.flows.outbound.compose import NO_FILES
from bot.media.folder import MediaFolder
from bot.media.links import MediaLinks
from bot.sandbox.slack.models import Upload
from bot.slack.listeners.views.compose import LOOK
from tests.slack.compose_form import (
    HELLO,
    INVOICE,
    asked,
    at,
    by,
    give,
    keep,
    opened,
    repeat,
    sent,
    take,
    text_of,
    write,
)
from tests.slack.conftest import MAYA, NOW, World
from tests.slack.windows import submit, window, words

THEIRS = Template(
    "HX1",
    "appointment",
    "en",
    Category.UTILITY,
    TemplateKind.TEXT,
    "Hi {{1}}, we expect you. Ref {{2}}.",
    variables=(Variable("1", "Jane"), Variable("2", "A1")),
    approval=Approval.APPROVED,
)
NAMES = Approved("HX1", (("1", "{{ first_name }}"), ("2", "{{ reference }}")))
ONE = Approved("HX1", (("1", "{{ first_name }}"), ("2", "today")))


async def ready(world: World, approved: Approved, content: str = HELLO) -> None:
    """Jane, of whom nothing came by WhatsApp yet, and a template of the team's."""
    await world.add_client()
    await keep(world, "Visit", content, approved=approved)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.templates.save("twilio", THEIRS, NOW)


async def writes(world: World, ago: timedelta) -> None:
    """Jane has written by WhatsApp."""
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        owner = (await uow.clients.by_addresses(["+12025550123"]))["+12025550123"]
        await uow.channel_states.heard({(owner.address_id, Channel.WHATSAPP): NOW - ago})


async def test_the_form_says_what_goes_and_it_goes(world: World) -> None:
    await ready(world, ONE)
    await opened(world, command="/whatsapp")
    await take(world, "Visit")
    said = words(world)
    assert "*It goes as the template that WhatsApp has approved*" in said
    assert "Hi Jane, we expect you. Ref today." in said
    assert "*It would not be sent:*" not in said
    assert text_of(world) == "Hello Jane, see you soon."
    assert await submit(world) == {}
    [row] = await sent(world)
    assert row.body == "Hi Jane, we expect you. Ref today."
    assert (row.template["id"], row.template["variables"]) == ("HX1", [["1", "Jane"], ["2", "today"]])
    assert row.made_from["template_name"] == "Visit"


async def test_while_whatsapp_takes_any_words_its_own_go(world: World) -> None:
    await ready(world, ONE)
    await writes(world, timedelta(hours=1))
    await opened(world, command="/whatsapp")
    await take(world, "Visit")
    assert "that WhatsApp has approved" not in words(world)
    assert await submit(world) == {}
    [row] = await sent(world)
    assert (row.body, row.template) == ("Hello Jane, see you soon.", None)


async def test_at_a_time_at_which_the_hours_have_ended_it_is_the_approved_one(world: World) -> None:
    await ready(world, ONE)
    await writes(world, timedelta(hours=1))
    await opened(world, command="/whatsapp")
    await take(world, "Visit")
    await at(world, NOW + timedelta(hours=24))
    assert "Hi Jane, we expect you. Ref today." in words(world)
    assert await submit(world) == {}
    assert (await sent(world))[0].template["id"] == "HX1"


async def test_what_its_blanks_need_is_asked_for(world: World) -> None:
    await ready(world, NAMES)
    await opened(world, command="/whatsapp")
    await take(world, "Visit")
    assert asked(world) == ["reference"]
    await give(world, "reference", "   ")
    [(block, said)] = (await submit(world)).items()
    assert block.endswith(":reference")
    assert "“reference”" in said
    await give(world, "reference", "B7\n")
    assert "Hi Jane, we expect you. Ref B7." in words(world)
    assert await submit(world) == {}
    assert (await sent(world))[0].body == "Hi Jane, we expect you. Ref B7."


async def test_what_both_need_is_asked_for_once(world: World) -> None:
    await ready(world, Approved("HX1", (("1", "{{ first_name }}"), ("2", "{{ invoice_number }}"))), INVOICE)
    await opened(world, command="/whatsapp")
    await take(world, "Visit")
    assert asked(world) == ["invoice_number"]
    await give(world, "invoice_number", "42")
    assert await submit(world) == {}
    assert (await sent(world))[0].body == "Hi Jane, we expect you. Ref 42."


async def test_by_sms_it_is_the_team_s_own_words(world: World) -> None:
    await ready(world, ONE)
    await opened(world, command="/whatsapp")
    await take(world, "Visit")
    await by(world, Channel.SMS)
    assert "that WhatsApp has approved" not in words(world)
    assert await submit(world) == {}
    assert (await sent(world))[0].body == "Hello Jane, see you soon."


async def test_one_that_is_gone_leaves_what_whatsapp_says(world: World) -> None:
    await ready(world, ONE)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.templates.remove("twilio", "HX1")
    await opened(world, command="/whatsapp")
    await take(world, "Visit")
    assert "*It would not be sent:*" in words(world)
    assert set(await submit(world)) == {"channel"}


async def test_once_the_hours_end_while_somebody_writes_they_see_it_first(world: World) -> None:
    await ready(world, ONE)
    await writes(world, timedelta(hours=23))
    await opened(world, command="/whatsapp")
    await take(world, "Visit")
    await write(world, "Hello Jane, be well.")
    world.later(hours=2)
    assert await submit(world) == {}
    assert await sent(world) == []
    assert LOOK in words(world)
    assert "Hi Jane, we expect you. Ref today." in words(world)
    assert await submit(world) == {}
    assert (await sent(world))[0].template["id"] == "HX1"


async def test_files_do_not_go_with_it(world: World) -> None:
    desk = MediaDesk(MediaFolder(Path("unused")), MediaLinks("https://texts.example", b"key"))
    object.__setattr__(world.deps, "ctx", replace(world.deps.ctx, media=desk))
    await ready(world, ONE)
    await opened(world, command="/whatsapp")
    await take(world, "Visit")
    upload = Upload("room.jpg", b"\xff\xd8\xff", "image/jpeg")
    world.slack.people.attach(MAYA, window(world).id, "files", "compose_files", [upload])
    assert await submit(world) == {"files": NO_FILES}
    assert await sent(world) == []


async def test_again_and_again_it_is_the_approved_one_while_whatsapp_takes_no_words(world: World) -> None:
    await ready(world, ONE)
    await opened(world, command="/whatsapp")
    await take(world, "Visit")
    await at(world, NOW + timedelta(days=1))
    await repeat(world, "weekly")
    assert "Hi Jane, we expect you. Ref today." in words(world)
    assert "would not be sent" not in words(world)
    assert await submit(world) == {}
    assert await sent(world) == []
    assert await world.count("series") == 1
