"""From where templates are chosen, beside the card: under a text that did not go, and from the form."""

from dataclasses import replace

import pytest

from bot.domain.channel import Channel
from bot.domain.message import Message, Status
from bot.domain.replies import TeammateWrote
from bot.domain.thread import Notice, Offer, OfferKind
from bot.flows.inbound.receive import receive
from bot.flows.inbound.thread_events import handle
from bot.slack.listeners.actions.templates.opened import NOBODY
from bot.slack.threads import SlackThreads
from tests.flows.templates.shelves import OFFER, PENDING, REMINDER
from tests.slack.conftest import CLIENTS, MAYA, NOW, WHATSAPP, Build, World, eventually
from tests.slack.template_windows import JANE, block, choose, stored, write
from tests.slack.windows import command, submit, title, window, words
from tests.support.world import RememberingProvider, inbound


@pytest.fixture
def provider() -> RememberingProvider:
    return RememberingProvider(shelf=(REMINDER, OFFER, PENDING))


@pytest.fixture
async def world(build: Build, provider: RememberingProvider) -> World:
    """A world whose provider has templates, which nobody has asked for yet."""
    return await build(providers=(provider,))


async def refused_reply(world: World) -> Message:
    """A reply to Jane by WhatsApp, a day too late; what became of it."""
    hello = inbound("Hi", "SM1", sender=JANE, channel=Channel.WHATSAPP, received_at=NOW)
    await receive(world.ctx, world.deps.workspace_id, [replace(hello, to=WHATSAPP.address)])
    world.later(hours=25)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        [(conversation, _)] = await uow.conversations.with_senders("", 9)
        await uow.conversations.set_root(conversation.id, "1.1")
        await handle(world.ctx, uow, TeammateWrote(CLIENTS, "9.1", "1.1", MAYA, "Your <b>glasses</b>"))
    refused = (await stored(world))[-1]
    assert refused.status is Status.REFUSED
    return refused


async def test_under_a_text_that_did_not_go_its_words_are_shown_all_along(world: World) -> None:
    message = await refused_reply(world)
    root = world.slack.people.post(MAYA, CLIENTS, "root")
    offer = Offer(OfferKind.USE_TEMPLATE, message.id)
    await SlackThreads(world.client).tell(CLIENTS, root, MAYA, Notice("Closed.", offers=(offer,)))
    told = list(world.slack.workspace.channels[CLIENTS].ephemerals.values())[-1]
    assert await world.slack.people.click(MAYA, (CLIENTS, told.ts), "offers", "use_template")
    assert block(world, "said")["text"] == {
        "type": "plain_text",
        "text": "Your <b>glasses</b>",
        "emoji": False,
    }
    await choose(world)
    await eventually(lambda: title(world) == "Send a template")
    assert block(world, "said")["text"]["text"] == "Your <b>glasses</b>"
    assert await world.slack.people.click(MAYA, window(world).id, "head", "template_back")
    await eventually(lambda: title(world) == "Choose a template")
    assert block(world, "said")["text"]["text"] == "Your <b>glasses</b>"


async def test_what_is_gone_meanwhile_is_told(world: World) -> None:
    root = world.slack.people.post(MAYA, CLIENTS, "root")
    offer = Offer(OfferKind.USE_TEMPLATE, "gone")
    await SlackThreads(world.client).tell(CLIENTS, root, MAYA, Notice("Closed.", offers=(offer,)))
    told = list(world.slack.workspace.channels[CLIENTS].ephemerals.values())[-1]
    assert await world.slack.people.click(MAYA, (CLIENTS, told.ts), "offers", "use_template")
    assert NOBODY in world.said_to(MAYA, CLIENTS)[-1]


async def test_the_form_of_whatsapp_leads_to_a_template_outside_of_the_24_hours(world: World) -> None:
    await world.add_client()
    assert await command(world, MAYA, "/whatsapp", "Jane Doe Are you well?") == ""
    assert "Use a template, send an SMS" in words(world)
    form = window(world)
    assert await world.slack.people.click(MAYA, form.id, "template", "compose_use_template")
    assert title(world) == "Choose a template"
    assert block(world, "said")["text"]["text"] == "Are you well?"
    await choose(world)
    await eventually(lambda: title(world) == "Send a template")
    await write(world, v2="Friday", v3="nine")
    assert await submit(world) == {}
    assert world.slack.people.open_view(MAYA) is None
    assert [message.body for message in await stored(world)] == ["Hi Jane, we see you on Friday at nine."]


async def test_the_form_of_sms_says_nothing_of_templates(world: World) -> None:
    await world.add_client()
    await command(world, MAYA, "/sms", "Jane Doe Are you well?")
    assert "compose_use_template" not in words(world)


async def test_a_new_number_gets_a_template_and_becomes_a_client(world: World) -> None:
    await command(world, MAYA, "/whatsapp", "+12125550177 Hello")
    await world.slack.people.type_text(MAYA, window(world).id, "name", "compose_name", "Nora New")
    assert await world.slack.people.click(MAYA, window(world).id, "template", "compose_use_template")
    assert "For *Nora New*" in words(world)
    await choose(world)
    await eventually(lambda: title(world) == "Send a template")
    await write(world, v1="Nora", v2="Friday", v3="nine")
    assert await submit(world) == {}
    [message] = await stored(world)
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        client = await uow.clients.get(message.client_id)
    assert client
    assert (client.name, message.to) == ("Nora New", "+12125550177")


async def test_on_top_of_three_windows_the_list_takes_the_place_of_the_form(world: World) -> None:
    await world.add_client()
    await command(world, MAYA, "/client")
    assert title(world) == "Clients"
    [row] = [each for each in window(world).blocks if each["block_id"].startswith("client:")]
    assert await world.slack.people.click(MAYA, window(world).id, row["block_id"], "clients_show")
    first = window(world)
    [message] = [each for each in first.blocks if "message_client" in str(each) and each["type"] == "actions"]
    assert await world.slack.people.click(MAYA, first.id, message["block_id"], "message_client")
    channel = {"selected_option": {"value": "whatsapp"}}
    assert await world.slack.people.choose(MAYA, window(world).id, "channel", "compose_channel", channel)
    await eventually(lambda: "compose_use_template" in words(world))
    assert await world.slack.people.click(MAYA, window(world).id, "template", "compose_use_template")
    await eventually(lambda: title(world) == "Choose a template")
