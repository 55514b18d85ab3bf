"""Writing to a client through the form, as a person does it in Slack."""

import json

import pytest

from bot.domain.channel import Channel
from bot.domain.settings import SenderNote, WorkspaceSettings
from bot.flows.inbound.receive import receive
from bot.slack.listeners.views.compose import CHOOSE_CLIENT
from tests.slack.compose_form import block_ids, command, meet, preview, sender_menu, write
from tests.slack.conftest import CLIENTS, GENERAL, MAYA, NOW, SECOND_SMS, SMS, WHATSAPP, Build, World
from tests.slack.windows import window
from tests.support.world import inbound


async def test_command_opens_the_form_filled_in(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello & :wave:")
    assert view.state["body"]["compose_body"]["value"] == "Hello & 👋"
    assert (
        view.state["client"]["compose_client"]["selected_option"]["text"]["text"]
        == "Jane Doe · +1 202-555-0123"
    )
    assert view.state["channel"]["compose_channel"]["selected_option"]["value"] == "sms"
    assert "+1" not in view.private_metadata
    assert "An emoji or special letter" in preview(view)
    assert "New York time" in preview(view)


async def test_it_says_who_else_looks_after_the_client(world: World) -> None:
    client = await world.add_client()
    said = "looks after this client."
    for owner, is_said in ((None, False), (MAYA, False), ("U0SAM", True)):
        async with world.ctx.store.write(world.deps.workspace_id) as uow:
            await uow.clients.change(client.id, owner=owner)
        view = await command(world, "/sms", "Jane Doe Hello there")
        assert (f"<@{owner}> {said}" in json.dumps(view.blocks)) is is_said
        await world.slack.people.close_view(MAYA, view.id)


async def test_text_with_the_word_payload_is_not_lost(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe The payload=1 arrives at five")
    assert view.state["body"]["compose_body"]["value"] == "The payload=1 arrives at five"


async def test_sent_text_is_stored_and_told(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello")
    result = await world.slack.people.submit(MAYA, view.id)
    assert (result.ok, world.slack.people.open_view(MAYA)) == (True, None)
    assert await world.count("messages") == 1
    assert world.said_to(MAYA, GENERAL) == [
        "Your SMS message to Jane Doe is on its way. Their thread opens in a moment."
    ]


async def test_sent_text_is_told_with_a_link_where_the_thread_stands(world: World) -> None:
    client = await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello")
    await world.slack.people.submit(MAYA, view.id)
    root = world.slack.people.post(MAYA, CLIENTS, "the card of Jane Doe")
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        conversation = (await uow.conversations.active_of([client.id]))[client.id]
        await uow.conversations.set_root(conversation.id, root)
    view = await command(world, "/sms", "Jane Doe Hello again")
    await world.slack.people.submit(MAYA, view.id)
    link = f"/archives/{CLIENTS}/p{root.replace('.', '')}|Open the thread>"
    assert link in world.said_to(MAYA, GENERAL)[-1]


async def test_sent_although_the_answer_cannot_be_given(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello", "C0QUIET")
    assert (await world.slack.people.submit(MAYA, view.id)).ok
    assert await world.count("messages") == 1


async def test_whatsapp_command_chooses_whatsapp(world: World) -> None:
    await world.add_client()
    view = await command(world, "/whatsapp", "Jane Doe Hello")
    assert view.state["channel"]["compose_channel"]["selected_option"]["value"] == "whatsapp"
    assert "5 of 4,096 characters" in preview(view)


async def test_new_number_asks_for_a_name_and_makes_a_client(world: World) -> None:
    view = await command(world, "/sms")
    assert "name" not in block_ids(view)
    await meet(world, "(202) 555-0177")
    assert "name" in block_ids(window(world))
    await world.slack.people.type_text(MAYA, view.id, "name", "compose_name", "Ann Lee")
    await write(world, "Hello")
    assert (await world.slack.people.submit(MAYA, view.id)).ok
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        owner = (await uow.clients.by_addresses(["+12025550177"]))["+12025550177"]
    assert owner.client_name == "Ann Lee"


async def test_what_is_typed_stays_while_the_form_is_drawn_anew(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms")
    await write(world, "Hello there")
    await meet(world, "Jane")
    now = window(world)
    assert now.state["body"]["compose_body"]["value"] == "Hello there"
    assert "1 SMS, 111 characters left." in preview(now)
    assert now.id == view.id


@pytest.mark.parametrize(
    ("others", "said"),
    [(("Ann",), "No client fits"), (("Jane Roe", "Jane Moe"), "More than one client fits")],
)
async def test_it_says_whether_nobody_or_several_are_called_so(
    world: World, others: tuple[str, ...], said: str
) -> None:
    for at, name in enumerate(others):
        await world.add_client(name, f"+1202555016{at}")
    view = await command(world, "/sms", "Jane Hello")
    assert view.blocks[0]["text"]["text"].startswith(said)


async def test_impossible_number_is_told_in_the_form(world: World) -> None:
    view = await command(world, "/sms", "+1 202 55 Hello")
    assert view.blocks[0]["block_id"] == "notice"
    assert "Hello" in view.state["body"]["compose_body"]["value"]


async def test_menu_explains_when_it_has_no_client(world: World) -> None:
    view = await command(world, "/sms")
    people = world.slack.people
    nobody = await people.suggest(MAYA, view.id, "client", "compose_client", "zz")
    impossible = await people.suggest(MAYA, view.id, "client", "compose_client", "12345")
    assert nobody[0]["text"]["text"].startswith("No client has that name.")
    assert impossible[0]["value"] == "none:"


async def test_explanation_is_no_client(world: World) -> None:
    view = await command(world, "/sms", "Hello")
    await meet(world, "zz")
    result = await world.slack.people.submit(MAYA, view.id)
    assert result.errors == {"client": CHOOSE_CLIENT}
    assert await world.count("messages") == 0


async def test_too_long_text_is_told_before_and_at_its_field(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello")
    await write(world, "x" * 1700)
    assert "Too long by 138: 1,738 of 1,600 characters." in preview(window(world))
    result = await world.slack.people.submit(MAYA, view.id)
    assert list(result.errors) == ["body"]
    assert await world.count("messages") == 0


async def test_command_with_five_thousand_characters(world: World) -> None:
    await world.add_client()
    view = await command(world, "/whatsapp", "Jane Doe " + "y" * 5000)
    assert len(view.state["body"]["compose_body"]["value"]) == 3000
    assert "its end is missing" in view.blocks[0]["text"]["text"]
    # What is said of the text is of the part that stands there.
    assert "3,000 of 4,096 characters" in preview(view)


async def test_another_client_is_offered_the_sender_that_fits_them(build: Build) -> None:
    world = await build(senders=(SMS, SECOND_SMS))
    await world.add_client()
    await world.add_client("Omar", "+12025550124")
    note = SenderNote(Channel.SMS, SECOND_SMS.address, is_default=True)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.settings.save(WorkspaceSettings(senders=(note,)), 0, MAYA, NOW)
    await receive(world.ctx, world.deps.workspace_id, [inbound("Hi", "SM1", sender="+12025550123")])
    view = await command(world, "/sms", "Omar Hello")
    chosen = view.state[sender_menu(view)]["compose_sender"]["selected_option"]["value"]
    assert chosen == SECOND_SMS.address
    await meet(world, "Jane")
    now = window(world)
    assert now.state[sender_menu(now)]["compose_sender"]["selected_option"]["value"] == SMS.address


async def test_senders_follow_the_channel(build: Build) -> None:
    world = await build(senders=(SMS, SECOND_SMS, WHATSAPP))
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello")
    people, menu = world.slack.people, sender_menu(view)
    assert menu.startswith("sender_sms_")
    wanted = {"selected_option": {"value": SECOND_SMS.address}}
    await people.choose(MAYA, view.id, menu, "compose_sender", wanted)
    await people.choose(
        MAYA, view.id, "channel", "compose_channel", {"selected_option": {"value": "whatsapp"}}
    )
    assert not [block for block in block_ids(window(world)) if block.startswith("sender")]
    await people.choose(MAYA, view.id, "channel", "compose_channel", {"selected_option": {"value": "sms"}})
    await people.choose(MAYA, view.id, menu, "compose_sender", wanted)
    assert (await people.submit(MAYA, view.id)).ok
    async with world.ctx.store.reader.connect() as connection:
        sender = (await connection.exec_driver_sql("SELECT sender FROM messages")).scalar_one()
    assert sender == SECOND_SMS.address
