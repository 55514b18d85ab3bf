"""The numbers of a client in Slack: added, put first, taken off and moved."""

from bot.domain.thread import Offer, OfferKind
from bot.flows.clients.addresses import add
from bot.flows.clients.typed_addresses import Typed
from bot.slack.blocks import client as client_blocks
from bot.slack.blocks import client_facts, numbers
from bot.slack.blocks.card_actions import MESSAGE_CLIENT
from bot.slack.blocks.offers import FIX_NUMBER, offer_buttons
from tests.slack.conftest import CLIENTS, MAYA, NOW, SAM, World
from tests.slack.record import HIDDEN, NUMBER, OTHER, close, get, opened
from tests.slack.windows import fill, press, submit, title, window, words


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
