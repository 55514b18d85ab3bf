"""The list of clients in Slack, and where it leads."""

from bot.domain.client_record import ClientRecord
from bot.flows.clients.listing import PAGE
from bot.flows.clients.typed_addresses import Typed
from bot.slack.blocks import client_facts, client_list
from tests.slack.conftest import MAYA, SAM, World
from tests.slack.record import HIDDEN, NUMBER, choose_in, close, made, opened
from tests.slack.windows import fill, press, submit, title, window, words


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
