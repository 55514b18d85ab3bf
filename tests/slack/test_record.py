"""The record of a client in Slack: the window and its forms."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.client_record import ClientRecord, digests, record_of
from bot.domain.roles import Role
from bot.flows.clients.edit import edit, record_now
from bot.flows.inbound.receive import receive
from bot.sandbox.slack.errors import CannotDoError
from bot.slack.blocks import client as client_blocks
from bot.slack.blocks import client_facts
from bot.slack.blocks.card_actions import MESSAGE_CLIENT
from bot.slack.listeners.options.record import languages, tags, zones
from tests.slack.conftest import CLIENTS, MAYA, NOW, SAM, World
from tests.slack.record import HIDDEN, NUMBER, close, get, made, opened, suggested, the_only_client
from tests.slack.windows import (
    appoint,
    command,
    deeds,
    fill,
    pick,
    press,
    set_field,
    submit,
    title,
    window,
    words,
)
from tests.support.world import inbound


async def test_help_says_what_there_is(world: World) -> None:
    said = await command(world, SAM, "/client", "help")
    assert "/client new" in said
    assert "lists your clients" in said


async def test_a_client_is_created_and_shown(world: World) -> None:
    await opened(world, "new (202) 555-0123")
    assert title(world) == "New client"
    assert "(202) 555-0123" in words(world)
    await suggested(world, "language", "germ")
    await pick(world, "language", "de")
    await suggested(world, "time_zone", "berlin")
    await pick(world, "time_zone", "Europe/Berlin")
    assert await suggested(world, "tags", "VIP") == ["New tag: VIP"]
    await set_field(world, "tags", selected_options=[{"value": "VIP"}])
    await set_field(world, "owner", selected_user=SAM)
    at = int(NOW.timestamp()) + 86_400
    await set_field(world, "next_appointment", selected_date_time=at)
    await fill(
        world, name="Jane <Doe>", other_kind="Notary", company="Acme", last_order="Order 7", notes="Tea"
    )
    assert await submit(world) == {}
    assert title(world) == "Client"
    shown = words(world)
    for part in (
        "Jane <Doe>",  # A heading is plain text.
        "*Kind*\\nNotary",
        f"*Owner*\\n<@{SAM}>",
        "*Company*\\nAcme",
        "*Language*\\nGerman",
        "Europe/Berlin: now 4:00 PM Berlin time",
        "*Tags*\\nVIP",
        f"*Next appointment*\\n<!date^{at}^",
        "*Last order*\\nOrder 7",
        "never go to a client",
        "202-555-0123",
    ):
        assert part in shown
    client = await the_only_client(world)
    assert (client.notes, client.kind) == ("Tea", "Notary")
    assert (await deeds(world))[0].action == "client_created"


async def test_a_name_behind_new_stands_in_the_form(world: World) -> None:
    await opened(world, "new Jane Doe")
    assert await submit(world) == {}
    assert (await the_only_client(world)).name == "Jane Doe"


async def test_what_cannot_be_is_said_at_its_field(world: World) -> None:
    await opened(world, "new Jane")
    await fill(world, number="12", identity="nonsense")
    await set_field(world, "next_appointment", selected_date_time=int(NOW.timestamp()) - 60)
    errors = await submit(world)
    assert set(errors) == {"number", "identity", "next_appointment"}


async def test_whose_a_number_is_is_shown_over_the_form_and_can_be_opened(world: World) -> None:
    jane = await world.add_client("Jane Doe", NUMBER)
    await opened(world, "new Joan")
    await fill(world, number=NUMBER)
    assert await submit(world) == {}
    assert title(world) == "Number taken"
    assert "*+1 202-555-0123* is a number of *Jane Doe*." in words(world)
    assert "Move it here" not in words(world)
    await close(world)
    assert title(world) == "New client"
    assert "Joan" in words(world)
    assert await submit(world) == {}
    await press(world, "taken", client_blocks.SHOW)
    assert window(world).callback_id == client_blocks.CALLBACK
    assert (await the_only_client(world)).id == jane.id


async def test_viewer_opens_no_form(world: World) -> None:
    client = await world.add_client()
    await appoint(world, SAM, Role.VIEWER)
    assert "You cannot add or change clients" in await command(world, SAM, "/client", "new")
    await opened(world, "Jane", SAM)
    await press(world, "record", client_facts.EDIT, SAM)
    assert "You cannot add or change clients" in words(world, SAM)
    await world.slack.people.close_view(SAM, window(world, SAM).id)
    await press(world, "record", client_facts.NUMBERS, SAM)
    assert "You cannot add or change clients" in words(world, SAM)
    assert await get(world, client.id) == client


async def test_an_edit_is_seen_in_the_window_below(world: World) -> None:
    await world.add_client("Jane Doe", NUMBER)
    await opened(world, "Jane")
    await press(world, "record", client_facts.EDIT)
    assert title(world) == "Edit client"
    await fill(world, name="Jane Roe", notes="Tea & cake")
    await pick(world, "kind", "vendor")
    assert await submit(world) == {}
    assert title(world) == "Client"
    assert "Jane Roe" in words(world)
    assert "*Kind*\\nVendor" in words(world)
    deed = (await deeds(world))[0]
    assert (deed.action, deed.detail) == ("client_edited", {"fields": ["kind", "name", "notes"]})


async def appointment_of(world: World, client: Client) -> datetime | None:
    return (await record_now(world.ctx, world.deps.workspace_id, client)).next_appointment


async def test_everything_can_be_taken_out_again(world: World) -> None:
    before = await made(
        world,
        ClientRecord(
            "Jane", "vendor", "Acme", "de", "Europe/Berlin", ("VIP",), SAM, "Tea", NOW.replace(day=28), "7"
        ),
    )
    await opened(world, "Jane")
    await press(world, "record", client_facts.EDIT)
    assert await submit(world) == {}
    assert await get(world, before.id) == before
    assert await appointment_of(world, before) == NOW.replace(day=28)
    await press(world, "record", client_facts.EDIT)
    await fill(world, company="", notes="", last_order="")
    for field in ("language", "time_zone"):
        await set_field(world, field, selected_option=None)
    await set_field(world, "tags", selected_options=[])
    await set_field(world, "owner", selected_user=None)
    await set_field(world, "next_appointment", selected_date_time=None)
    assert await submit(world) == {}
    after = await get(world, before.id)
    assert record_of(after) == ClientRecord("Jane", "vendor")
    assert await appointment_of(world, before) is None


async def test_what_somebody_else_changed_meanwhile_is_not_written_over(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    await opened(world, "Jane")
    await press(world, "record", client_facts.EDIT)
    theirs = replace(record_of(client), company="Acme", language="de")
    await edit(world.ctx, world.deps.workspace_id, SAM, client.id, theirs, digests(record_of(client)))
    await fill(world, company="Bolt", notes="Tea")
    errors = await submit(world)
    assert list(errors) == ["company"]
    assert "Somebody else has changed the company meanwhile" in errors["company"]
    await fill(world, company="")
    assert await submit(world) == {}
    after = await get(world, client.id)
    assert (after.company, after.language, after.notes) == ("Acme", "de", "Tea")


async def test_a_long_kind_is_refused_where_it_was_typed(world: World) -> None:
    await opened(world, "new Jane")
    with pytest.raises(CannotDoError, match="At most 40"):
        await fill(world, other_kind="k" * 41)


async def test_menus_say_why_they_are_empty(world: World) -> None:
    await opened(world, "new Jane")
    assert await suggested(world, "language", "klingon") == [languages.NONE]
    assert await suggested(world, "time_zone", "atlantis") == [zones.NONE]
    assert await suggested(world, "tags", "") == [tags.NONE]
    assert await suggested(world, "tags", "t" * 41) == [tags.TOO_LONG]
    await set_field(world, "tags", selected_options=[{"value": "none:"}])
    assert (await suggested(world, "time_zone", "denver"))[0] == "America/Denver · 8:00 AM"
    assert await submit(world) == {}
    assert (await the_only_client(world)).tags == ()


async def test_tags_in_use_are_offered_before_anything_is_typed(world: World) -> None:
    await made(world, ClientRecord("Jane", tags=("VIP", "Zürich")))
    await opened(world, "new Joan")
    assert sorted(await suggested(world, "tags", "")) == ["VIP", "Zürich"]
    assert await suggested(world, "tags", "vi") == ["VIP", "New tag: vi"]
    assert await suggested(world, "tags", "vip") == ["VIP"]


async def test_message_in_the_window_opens_the_form_and_whatsapp_only_where_there_is_no_number(
    world: World,
) -> None:
    text = inbound("Hi", "SM1", sender=HIDDEN, channel=Channel.WHATSAPP)
    await receive(world.ctx, world.deps.workspace_id, [text])
    await opened(world, "WhatsApp US.1349")
    assert "*Lead*: wrote to us first" in words(world)
    await press(world, "record", MESSAGE_CLIENT)
    assert title(world) == "Message a client"
    channel = next(block for block in window(world).blocks if block["block_id"] == "channel")
    assert [each["value"] for each in channel["element"]["options"]] == ["whatsapp"]


async def test_the_window_leads_to_the_thread(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    root = world.slack.people.post(MAYA, CLIENTS, "the card")
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        [thread] = await uow.conversations.add([client.id], CLIENTS, NOW)
        await uow.conversations.set_root(thread.id, root)
    await opened(world, "Jane")
    assert f"/archives/{CLIENTS}/p{root.replace('.', '')}|Open the thread>" in words(world)
    # New York: taken from the number's area.
    assert "From the number: now 10:00 AM New York time" in words(world)
