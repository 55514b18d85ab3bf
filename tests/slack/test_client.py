"""/client: found, shown with its consent and proof, and changed by those who may."""

from datetime import UTC, datetime

import pytest

from bot.domain.channel import Channel
from bot.domain.client import Client
from bot.domain.consent import Consent, ConsentState, DncEntry, DncSource
from bot.domain.events import InboundText
from bot.domain.failure import RecipientFault
from bot.domain.roles import Role
from bot.flows.inbound.receive import receive
from bot.slack.blocks import client as blocks
from bot.slack.listeners.commands.client import NEW, NOBODY
from bot.storage.repositories.channel_states import Fault
from bot.storage.repositories.consents import ConsentChange
from tests.slack.conftest import CLIENTS, MAYA, NOW, SAM, SMS, World
from tests.slack.windows import appoint, command, deeds, fill, pick, press, submit, title, window, words

NUMBER = "+12025550123"


async def open_client(world: World, typed: str = "Jane", user: str = SAM) -> None:
    assert await command(world, user, "/client", typed) == ""


async def consents(world: World, client: Client) -> dict[Channel, Consent]:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        return {each.channel: each for each in await uow.consents.of_client(client.id)}


async def opt_out(world: World, client: Client) -> None:
    """As a STOP does it."""
    address = client.addresses[0]
    change = ConsentChange(address.id, Channel.SMS, ConsentState.WITHDRAWN, "keyword", "M" * 26, NOW)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.consents.record([change])
        await uow.dnc.add([DncEntry(address.value, Channel.SMS, DncSource.STOP, "", None, NOW)])


@pytest.mark.parametrize(
    ("typed", "said"),
    [("Nobody", NOBODY), ("+1 202-555-0199", NEW), ("+1 202 55", "too short"), ("help", "/client Jane Doe")],
)
async def test_who_is_not_found_is_said(world: World, typed: str, said: str) -> None:
    assert said in await command(world, SAM, "/client", typed)


async def test_by_number_and_by_exact_name(world: World) -> None:
    await world.add_client("Jane Doe", NUMBER)
    await world.add_client("Jane Doerr", "+12025550124")
    await open_client(world, "(202) 555-0124")
    assert "Jane Doerr" in words(world, SAM)
    await open_client(world, "jane doe")
    assert window(world, SAM).callback_id == blocks.CALLBACK
    assert "Jane Doerr" not in words(world, SAM)


async def test_several_are_a_choice(world: World) -> None:
    jane = await world.add_client("Jane Doe", NUMBER)
    await world.add_client("Jane Roe", "+12025550124")
    await open_client(world, "Jane")
    assert "Several clients fit" in words(world, SAM)
    await press(world, f"client:{jane.id}", blocks.SHOW, user=SAM)
    assert "202-555-0123" in words(world, SAM)
    await open_client(world, "Jane")
    people, view = world.slack.people, window(world, SAM)
    options = await people.suggest(SAM, view.id, "pick", blocks.PICK, "roe")
    assert await people.choose(SAM, view.id, "pick", blocks.PICK, {"selected_option": options[0]})
    assert "202-555-0124" in words(world, SAM)


async def test_everything_known_is_shown(world: World) -> None:
    client = await world.add_client("Jane <Doe>", NUMBER)
    address = client.addresses[0]
    root = world.slack.people.post(MAYA, CLIENTS, "the card")
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        [thread] = await uow.conversations.add([client.id], CLIENTS, NOW)
        await uow.conversations.set_root(thread.id, root)
        await uow.channel_states.heard({(address.id, Channel.WHATSAPP): NOW})
        fault = RecipientFault.LANDLINE
        await uow.channel_states.faulty([Fault(address.id, Channel.SMS, fault, "30006", NOW)])
    await opt_out(world, client)
    await open_client(world)
    shown = words(world, SAM)
    assert "*+1 202-555-0123 · SMS*\\nConsent: *opted out* since" in shown
    assert "Source: the client's own STOP or START" in shown
    assert "*Do not contact* · SMS · the client texted a stop word" in shown
    assert "Landline: said by the carrier on" in shown
    assert "code 30006" in shown
    assert "WhatsApp*\\nConsent: nothing recorded\\nClient last wrote" in shown
    assert "M" * 26 not in shown
    assert "Jane <Doe>" in shown  # A heading is plain text.


async def test_evidence_that_is_a_message_is_a_link(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    root = world.slack.people.post(MAYA, CLIENTS, "the card")
    text = InboundText("twilio", "SM1", Channel.SMS, NUMBER, SMS.address, "Yes, text me", NOW)
    await receive(world.ctx, world.deps.workspace_id, [text])
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        thread = (await uow.conversations.active_of([client.id]))[client.id]
        await uow.conversations.set_root(thread.id, root)
        message = await uow.messages.latest(thread.id)
    assert message is not None
    change = ConsentChange(
        client.addresses[0].id, Channel.SMS, ConsentState.EXPRESS, "keyword", message.id, NOW
    )
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.consents.record([change])
    await open_client(world)
    link = f"/archives/{CLIENTS}/p{root.replace('.', '')}|Open the message>"
    assert link in words(world, SAM)
    await press(world, "client", blocks.HISTORY, user=SAM)
    assert link in words(world, SAM)


async def test_consent_is_recorded_and_shown(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    await open_client(world)
    await press(world, "client", blocks.RECORD, user=SAM)
    await pick(world, "channels", "sms", "whatsapp", user=SAM)
    await pick(world, "source", "paper", user=SAM)
    await pick(world, "scope", "marketing", user=SAM)
    assert set(await submit(world, SAM)) == {"evidence"}
    await fill(world, SAM, evidence="Folder 7 <b>", wording="Yes, text me")
    people, view = world.slack.people, window(world, SAM)
    await people.choose(SAM, view.id, "expires", "expires", {"selected_date": "2001-01-01"})
    assert set(await submit(world, SAM)) == {"expires"}
    await people.choose(SAM, view.id, "expires", "expires", {"selected_date": "2099-01-01"})
    assert await submit(world, SAM) == {}
    shown = words(world, SAM)
    assert "Consent: given in writing since" in shown
    assert "for everything, marketing too, until" in shown
    assert f"Source: Paper form by <@{SAM}> · “Folder 7 &lt;b&gt;” · agreed to “Yes, text me”" in shown
    known = await consents(world, client)
    assert {known[channel].state for channel in (Channel.SMS, Channel.WHATSAPP)} == {ConsentState.EXPRESS}
    assert known[Channel.SMS].expires_at == datetime(2099, 1, 1, 23, 59, 59, 999999, UTC)
    deed = (await deeds(world))[0]
    assert (deed.actor, deed.action, deed.client_id) == (SAM, "consent_recorded", client.id)
    assert "Folder" not in str(deed.detail)


async def test_implied_consent_needs_no_proof(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    await open_client(world)
    await press(world, "client", blocks.RECORD, user=SAM)
    await pick(world, "kind", "implied", user=SAM)
    await pick(world, "source", "in_person", user=SAM)
    assert await submit(world, SAM) == {}
    assert (await consents(world, client))[Channel.SMS].state is ConsentState.IMPLIED


async def test_opt_out_is_lifted_only_by_a_manager_with_evidence(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    await opt_out(world, client)
    await open_client(world)
    await press(world, "client", blocks.RECORD, user=SAM)
    await pick(world, "source", "paper", user=SAM)
    await fill(world, SAM, evidence="They said so")
    errors = await submit(world, SAM)
    assert "They can text START to come back, or a manager can record" in errors["channels"]
    assert (await consents(world, client))[Channel.SMS].state is ConsentState.WITHDRAWN

    await appoint(world, MAYA, Role.MANAGER)
    await open_client(world, user=MAYA)
    await press(world, "client", blocks.RECORD)
    await pick(world, "kind", "implied")
    await pick(world, "source", "phone")
    assert "opted out before" in (await submit(world))["evidence"]
    await fill(world, evidence="Call of 3 May, recorded")
    assert await submit(world) == {}
    assert (await consents(world, client))[Channel.SMS].state is ConsentState.IMPLIED
    assert "Do not contact* ·" not in words(world)
    assert [deed.action for deed in await deeds(world)][:2] == ["consent_recorded", "dnc_removed"]


async def test_withdrawal_is_recorded(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    await open_client(world)
    await press(world, "client", blocks.WITHDRAW, user=SAM)
    await fill(world, SAM, evidence="On the phone today")
    assert await submit(world, SAM) == {}
    assert "*opted out*" in words(world, SAM)
    assert (await consents(world, client))[Channel.SMS].state is ConsentState.WITHDRAWN
    assert (await deeds(world))[0].action == "consent_withdrawn"


async def test_number_goes_on_the_list_and_comes_off(world: World) -> None:
    await world.add_client("Jane Doe", NUMBER)
    await appoint(world, MAYA, Role.MANAGER)
    await open_client(world, user=MAYA)
    await press(world, "client", blocks.FORBID)
    await fill(world, reason="A lawyer wrote")
    assert await submit(world) == {}
    assert "*Do not contact* · Every channel · put here by a teammate" in words(world)
    await press(world, "client", blocks.ALLOW)
    assert title(world) == "Allow contact again"
    await fill(world, evidence="The lawyer wrote again")
    assert await submit(world) == {}
    assert "*Do not contact*" not in words(world)


async def test_sender_is_told_before_the_form_opens(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    await opt_out(world, client)
    await open_client(world)
    await press(world, "client", blocks.ALLOW, user=SAM)
    assert title(world, SAM) == "Not done"


async def test_viewer_looks_and_changes_nothing(world: World) -> None:
    await world.add_client("Jane Doe", NUMBER)
    await appoint(world, SAM, Role.VIEWER)
    await open_client(world)
    await press(world, "client", blocks.RECORD, user=SAM)
    assert "You cannot record consent: you are a viewer here" in words(world, SAM)


async def test_history_is_paged(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    address = client.addresses[0].id
    changes = [
        ConsentChange(address, Channel.SMS, ConsentState.IMPLIED, "phone", f"call {at}.", NOW)
        for at in range(10)
    ]
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.consents.record(changes)
    await open_client(world)
    await press(world, "client", blocks.HISTORY, user=SAM)
    assert "call 9." in words(world, SAM)
    assert "call 1." not in words(world, SAM)
    await press(world, "pages", blocks.OLDER, user=SAM)
    assert "call 1." in words(world, SAM)
    await press(world, "pages", blocks.NEWER, user=SAM)
    assert "call 9." in words(world, SAM)


async def test_record_consent_anywhere_opens_the_form(world: World) -> None:
    client = await world.add_client("Jane Doe", NUMBER)
    button = {
        "type": "button",
        "action_id": blocks.RECORD,
        "value": client.id,
        "text": {"type": "plain_text", "text": "Record consent"},
    }
    posted = await world.client.chat_postMessage(
        channel=CLIENTS, text="x", blocks=[{"type": "actions", "block_id": "b", "elements": [button]}]
    )
    assert await world.slack.people.click(MAYA, (CLIENTS, posted["ts"]), "b", blocks.RECORD)
    assert title(world) == "Record consent"
    await pick(world, "source", "web_form")
    await fill(world, evidence="https://forms.example/7")
    assert await submit(world) == {}
    assert world.slack.people.open_view(MAYA) is None
    assert (await consents(world, client))[Channel.SMS].state is ConsentState.EXPRESS
