"""The record of a client in Slack: the list, the forms, the numbers."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.client_record import ClientRecord, digests, record_of
from bot.domain.roles import Role
from bot.domain.thread import Offer, OfferKind
from bot.flows.clients.addresses import add
from bot.flows.clients.create import create
from bot.flows.clients.edit import edit, record_now
from bot.flows.clients.listing import PAGE
from bot.flows.clients.typed_addresses import Typed
from bot.flows.inbound.receive import receive
from bot.sandbox.slack.errors import CannotDoError
from bot.slack.blocks import client as client_blocks
from bot.slack.blocks import client_facts, client_list, numbers
from bot.slack.blocks.card_actions import MESSAGE_CLIENT
from bot.slack.blocks.offers import FIX_NUMBER, offer_buttons
from bot.slack.listeners.options.record import languages, tags, zones
from tests.slack.conftest import CLIENTS, MAYA, NOW, SAM, World
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

NUMBER, OTHER, HIDDEN = "+12025550123", "+12025550124", "US.13491208655302741918"


async def get(world: World, client_id: str) -> Client:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        client = await uow.clients.get(client_id)
    assert client is not None
    return client


async def made(world: World, record: ClientRecord, typed: Typed = Typed()) -> Client:  # noqa: B008 - frozen.
    client = await create(world.ctx, world.deps.workspace_id, MAYA, record, typed)
    assert isinstance(client, Client)
    return client


async def the_only_client(world: World) -> Client:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        [client] = await uow.client_search.matching("", 9)
    return client


async def opened(world: World, typed: str = "", user: str = MAYA) -> None:
    assert await command(world, user, "/client", typed) == ""


async def suggested(world: World, block: str, typed: str) -> list[str]:
    shown = await world.slack.people.suggest(MAYA, window(world).id, block, block, typed)
    return [each["text"]["text"] for each in shown]


async def choose_in(world: World, block: str, action: str, value: Any) -> None:
    assert await world.slack.people.choose(MAYA, window(world).id, block, action, {"selected_option": value})


async def close(world: World) -> None:
    await world.slack.people.close_view(MAYA, window(world).id)


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


async def number_window(world: World, typed: str = "Jane") -> None:
    await opened(world, typed)
    await press(world, "record", client_facts.NUMBERS)
    assert title(world) == "Numbers"


async def test_numbers_are_added_put_first_and_taken_off(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    await number_window(world)
    await fill(world, number_0="202 555 0124")
    assert await submit(world) == {}
    assert "Added +1 202-555-0124." in words(world)
    # The fields are empty for the next one.
    assert await submit(world) == {"number_1": "Type a phone number or a WhatsApp identity."}
    await fill(world, identity_1=HIDDEN)
    assert await submit(world) == {}
    first, second, third = (await get(world, client.id)).addresses
    assert f"*WhatsApp {HIDDEN}*\\nWhatsApp messages only" in words(world)
    assert "*+1 202-555-0123* · used first" in words(world)
    await press(world, f"doing:{second.id}", numbers.FIRST)
    assert "*+1 202-555-0124* · used first" in words(world)
    await press(world, f"doing:{first.id}", numbers.REMOVE)
    assert "Took +1 202-555-0123 off." in words(world)
    assert [each.id for each in (await get(world, client.id)).addresses] == [second.id, third.id]
    await close(world)
    assert title(world) == "Client"
    assert "202-555-0123" not in words(world)
    assert "202-555-0124" in words(world)


async def test_removing_the_last_number_warns(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    await number_window(world)
    assert "It is the client's only number" in words(world)
    await press(world, f"doing:{client.addresses[0].id}", numbers.REMOVE)
    assert "This client has no number yet." in words(world)
    await close(world)
    assert MESSAGE_CLIENT not in words(world)


async def test_a_number_of_somebody_else_is_asked_about_before_it_is_moved(world: World) -> None:
    jane, john = await world.add_client("Jane Doe", NUMBER), await world.add_client("John Roe", OTHER)
    await number_window(world)
    await fill(world, number_0=OTHER)
    assert await submit(world) == {}
    assert title(world) == "Number taken"
    assert "*+1 202-555-0124* is a number of *John Roe*." in words(world)
    await press(world, "taken", numbers.BACK)
    assert title(world) == "Numbers"
    assert len((await get(world, jane.id)).addresses) == 1
    await fill(world, number_2=OTHER)
    assert await submit(world) == {}
    await press(world, "taken", numbers.MOVE)
    assert "Moved +1 202-555-0124 here from John Roe." in words(world)
    assert [each.value for each in (await get(world, jane.id)).addresses] == [NUMBER, OTHER]
    assert (await get(world, john.id)).addresses == ()


async def test_who_has_the_number_can_be_opened(world: World) -> None:
    await world.add_client("Jane Doe", NUMBER)
    await world.add_client("John Roe", OTHER)
    await number_window(world)
    await fill(world, number_0=OTHER)
    await submit(world)
    await press(world, "taken", client_blocks.SHOW)
    assert "John Roe" in words(world)
    assert window(world).callback_id == client_blocks.CALLBACK


async def test_who_is_second_is_told(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    added = await add(world.ctx, world.deps.workspace_id, SAM, client.id, Typed(OTHER))
    second = added.client.addresses[1]  # type: ignore[union-attr]
    await number_window(world)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.addresses.retire(second.id, NOW)
    await press(world, f"doing:{second.id}", numbers.REMOVE)
    assert "that number is not this client's any more" in words(world)


async def test_fix_number_under_a_failure_opens_the_numbers(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    row = offer_buttons([Offer(OfferKind.FIX_NUMBER, client.id)])
    posted = await world.client.chat_postMessage(channel=CLIENTS, text="x", blocks=row)
    assert await world.slack.people.click(MAYA, (CLIENTS, posted["ts"]), "offers", FIX_NUMBER)
    assert title(world) == "Numbers"
    await fill(world, number_0=OTHER)
    assert await submit(world) == {}
    assert [each.value for each in (await get(world, client.id)).addresses] == [NUMBER, OTHER]


async def test_a_client_that_is_gone_is_said(world: World) -> None:
    row = offer_buttons([Offer(OfferKind.FIX_NUMBER, "01ARZ3NDEKTSV4RRFFQ69G5FAV")])
    posted = await world.client.chat_postMessage(channel=CLIENTS, text="x", blocks=row)
    assert await world.slack.people.click(MAYA, (CLIENTS, posted["ts"]), "offers", FIX_NUMBER)
    assert "This client does not exist any more" in world.said_to(MAYA, CLIENTS)[-1]


async def test_the_list_is_paged_filtered_and_leads_to_clients_and_back(world: World) -> None:
    for number in range(PAGE + 2):
        await made(world, ClientRecord(f"Client {number:02}", tags=("VIP",) if number == 3 else ()))
        world.later(minutes=1)
    await made(world, ClientRecord("Sam's own", owner=MAYA))
    await opened(world)
    assert title(world) == "Clients"
    assert "Client 03" in words(world)
    assert "Client 02" not in words(world)
    await press(world, "pages", client_list.OLDER)
    assert "Client 02" in words(world)
    await press(world, "pages", client_list.NEWER)
    assert "Client 03" in words(world)
    await choose_in(world, "head", client_list.FILTER, {"value": "tag:VIP"})
    assert "Client 03" in words(world)
    assert "Client 04" not in words(world)
    await choose_in(world, "head", client_list.FILTER, {"value": "mine"})
    assert "Sam's own" in words(world)
    assert "Client 03" not in words(world)
    await choose_in(world, "head", client_list.FILTER, {"value": "leads"})
    assert "There are no leads" in words(world)
    found = await world.slack.people.suggest(MAYA, window(world).id, "head", client_list.PICK, "05")
    await choose_in(world, "head", client_list.PICK, found[0])
    assert title(world) == "Client"
    assert "Client 05" in words(world)
    await close(world)
    assert title(world) == "Clients"


async def test_a_row_of_the_list_tells_who_it_is(world: World) -> None:
    client = await made(
        world, ClientRecord("Jane & <Co>", "vendor", "Acme", tags=("VIP",), owner=SAM), Typed(NUMBER, HIDDEN)
    )
    await opened(world)
    row = next(block for block in window(world).blocks if block["block_id"] == f"client:{client.id}")
    name, beside = row["text"]["text"].split("\n")
    assert name == "*Jane &amp; &lt;Co&gt;* · Acme"
    assert beside.startswith(f"+1 202-555-0123 and 1 more · vendor · VIP · <@{SAM}> · <!date^")
    await press(world, f"client:{client.id}", client_list.SHOW)
    assert title(world) == "Client"


async def test_new_client_from_the_list(world: World) -> None:
    await opened(world)
    assert "There are no clients yet" in words(world)
    await press(world, "head", client_list.NEW)
    assert title(world) == "New client"
    await fill(world, name="Jane Doe", number=NUMBER)
    assert await submit(world) == {}
    assert title(world) == "Client"
    await press(world, "record", client_facts.EDIT)
    assert title(world) == "Edit client"


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
