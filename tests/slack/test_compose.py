"""Writing to a client through the form, as a person does it in Slack."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.domain.channel import Channel
from bot.domain.consent import ConsentState
from bot.domain.roles import Role
from bot.domain.settings import SenderNote, WorkspaceSettings
from bot.flows.desk import MediaDesk
from bot.flows.inbound.receive import receive
from bot.media.folder import MediaFolder
from bot.media.links import MediaLinks
from bot.media.sources import BucketFiles
from bot.sandbox.slack.modals.view import View
from bot.sandbox.slack.models import Upload
from bot.slack.failures import TOO_LATE
from bot.slack.form import NO_PREVIEW
from bot.slack.listeners.views.compose import CHOOSE_CLIENT
from bot.slack.threads import SlackThreads
from bot.storage.repositories.consents import ConsentChange
from bot.storage.tables import outbox
from tests.media import buckets
from tests.slack.conftest import CLIENTS, GENERAL, MAYA, NOW, SECOND_SMS, SMS, WHATSAPP, Build, World
from tests.support.world import inbound


def form(world: World) -> View:
    view = world.slack.people.open_view(MAYA)
    assert view is not None
    return view


def block_ids(view: View) -> list[str]:
    return [block["block_id"] for block in view.blocks]


def submit(view: View) -> str:
    return str((view.submit or {}).get("text"))


def preview(view: View) -> str:
    block = next(block for block in view.blocks if block["block_id"] == "preview")
    return " ".join(element["text"] for element in block["elements"])


async def command(world: World, name: str, text: str = "", channel: str = GENERAL) -> View:
    answer = await world.slack.people.command(MAYA, channel, name, text)
    assert answer.ok
    return form(world)


async def choose(world: World, query: str) -> None:
    """Type into the client menu and take its first option."""
    people, view = world.slack.people, form(world)
    options = await people.suggest(MAYA, view.id, "client", "compose_client", query)
    assert await people.choose(MAYA, view.id, "client", "compose_client", {"selected_option": options[0]})


async def type_body(world: World, text: str) -> None:
    assert await world.slack.people.type_text(MAYA, form(world).id, "body", "compose_body", text)


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


async def _choose_file(world: World, upload: Upload) -> None:
    world.slack.people.attach(MAYA, form(world).id, "files", "compose_files", [upload])


async def test_chosen_files_are_kept_with_the_text_until_they_are_ready(world: World) -> None:
    desk = MediaDesk(MediaFolder(Path("unused")), MediaLinks("https://texts.example", b"key"))
    object.__setattr__(world.deps, "ctx", replace(world.deps.ctx, media=desk))
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello")
    await _choose_file(world, Upload("room.jpg", b"\xff\xd8\xff", "image/jpeg"))
    await type_body(world, "Hello there")
    assert "1 file goes along, as one MMS." in preview(form(world))
    result = await world.slack.people.submit(MAYA, view.id)
    assert (result.ok, world.slack.people.open_view(MAYA)) == (True, None)
    assert await world.count("messages") == 0
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        rows = (await uow.connection.execute(select(outbox).where(outbox.c.kind == "compose_files"))).all()
    [[name, kind, size, url]] = rows[0].data["files"]
    assert (name, kind, size) == ("room.jpg", "image/jpeg", 3)
    assert await SlackThreads(world.client).fetch_file(url, 100) == b"\xff\xd8\xff"


async def test_an_address_of_a_file_is_kept_with_the_text_and_a_wrong_one_told_at_its_field(
    world: World,
) -> None:
    desk = MediaDesk(MediaFolder(Path("unused")), MediaLinks("https://texts.example", b"key"))
    object.__setattr__(world.deps, "ctx", replace(world.deps.ctx, media=desk))
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello")
    field = ("file_url", "compose_file_url")
    await world.slack.people.type_text(MAYA, view.id, *field, "http://example.com/list.pdf")
    refused = await world.slack.people.submit(MAYA, view.id)
    assert "Only https is fetched" in refused.errors["file_url"]
    await world.slack.people.type_text(MAYA, view.id, *field, " https://example.com/list.pdf ")
    await type_body(world, "Hello there")
    assert "1 file goes along, as one MMS." in preview(form(world))
    # What was typed survives that the form is drawn anew.
    [shown] = [block for block in form(world).blocks if block["block_id"] == "file_url"]
    assert shown["element"]["initial_value"] == "https://example.com/list.pdf"
    assert (await world.slack.people.submit(MAYA, view.id)).ok
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        rows = (await uow.connection.execute(select(outbox).where(outbox.c.kind == "compose_files"))).all()
    assert rows[0].data["files"] == [["list.pdf", "", 0, "https://example.com/list.pdf", True]]


async def test_the_team_s_own_buckets_are_named_below_the_field_of_the_address(world: World) -> None:
    def hint() -> str:
        [shown] = [block for block in form(world).blocks if block["block_id"] == "file_url"]
        return str(shown["hint"]["text"])

    await command(world, "/sms")
    assert hint().endswith("It must be open to everybody.")
    async with buckets.running("gs"):
        links, own = MediaLinks("https://texts.example", b"key"), BucketFiles(["gs://documents/out"])
        desk = MediaDesk(MediaFolder(Path("unused")), links, buckets=own)
        object.__setattr__(world.deps, "ctx", replace(world.deps.ctx, media=desk))
        await command(world, "/sms")
        assert hint().endswith("It must be open to everybody, or lie in gs://documents/out.")


async def test_files_that_cannot_go_are_told_at_their_field(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello")
    await _choose_file(world, Upload("room.jpg", b"\xff\xd8\xff", "image/jpeg"))
    result = await world.slack.people.submit(MAYA, view.id)
    assert "PUBLIC_URL" in result.errors["files"]
    assert await world.count("outbox") == 0


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
    await choose(world, "(202) 555-0177")
    assert "name" in block_ids(form(world))
    await world.slack.people.type_text(MAYA, view.id, "name", "compose_name", "Ann Lee")
    await type_body(world, "Hello")
    assert (await world.slack.people.submit(MAYA, view.id)).ok
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        owner = (await uow.clients.by_addresses(["+12025550177"]))["+12025550177"]
    assert owner.client_name == "Ann Lee"


async def test_what_is_typed_stays_while_the_form_is_drawn_anew(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms")
    await type_body(world, "Hello there")
    await choose(world, "Jane")
    now = form(world)
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
    await choose(world, "zz")
    result = await world.slack.people.submit(MAYA, view.id)
    assert result.errors == {"client": CHOOSE_CLIENT}
    assert await world.count("messages") == 0


async def test_too_long_text_is_told_before_and_at_its_field(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello")
    await type_body(world, "x" * 1700)
    assert "Too long by 138: 1,738 of 1,600 characters." in preview(form(world))
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


def sender_menu(view: View) -> str:
    """The block of the menu of senders, which is another for each client."""
    return next(block for block in block_ids(view) if block.startswith("sender_"))


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
    await choose(world, "Jane")
    now = form(world)
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
    assert not [block for block in block_ids(form(world)) if block.startswith("sender")]
    await people.choose(MAYA, view.id, "channel", "compose_channel", {"selected_option": {"value": "sms"}})
    await people.choose(MAYA, view.id, menu, "compose_sender", wanted)
    assert (await people.submit(MAYA, view.id)).ok
    async with world.ctx.store.reader.connect() as connection:
        sender = (await connection.exec_driver_sql("SELECT sender FROM messages")).scalar_one()
    assert sender == SECOND_SMS.address


async def test_opted_out_client_is_told_in_the_preview(world: World) -> None:
    client = await world.add_client()
    change = ConsentChange(
        client.addresses[0].id, Channel.SMS, ConsentState.WITHDRAWN, source="keyword", evidence="STOP", at=NOW
    )
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        await uow.consents.record([change])
    view = await command(world, "/sms", "Jane Doe Hello")
    said = next(block for block in view.blocks if block["block_id"] == "verdict")
    assert said["text"]["text"].startswith(":no_entry: *It would not be sent:*\nJane Doe opted out of SMS.")
    assert submit(view) == "Send"
    result = await world.slack.people.submit(MAYA, view.id)
    assert "opted out" in " ".join(result.errors.values())


async def test_submission_delivered_twice_is_one_message(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe Hello")
    payload = {
        **world.slack.people._common("view_submission", MAYA),
        "view": view.payload(world.slack.installation.config),
    }
    first = await world.slack.people._interact(payload)
    second = await world.slack.people._interact(payload)
    assert (first.ok, second.ok) == (True, True)
    assert await world.count("messages") == 1


@pytest.mark.parametrize("word", ["help", "HELP", "?"])
async def test_help(world: World, word: str) -> None:
    answer = await world.slack.people.command(MAYA, GENERAL, "/whatsapp", word)
    assert answer.message is not None
    assert "/sms +1 202-555-0123 Hello" in answer.message.text
    assert world.slack.people.open_view(MAYA) is None


async def test_channel_without_a_sender_is_told(build: Build) -> None:
    world = await build(senders=(SMS,))
    answer = await world.slack.people.command(MAYA, GENERAL, "/whatsapp", "Jane Doe Hello")
    assert answer.message is not None
    assert answer.message.text.startswith("No WhatsApp sender is set up")


async def test_command_of_another_version_is_answered(world: World) -> None:
    answer = await world.slack.people.command(MAYA, GENERAL, "/newer")
    assert answer.message is not None
    assert (
        answer.message.text == "/newer is not a command of this version. Type /sms help to see what there is."
    )


async def test_late_trigger_is_told(world: World) -> None:
    world.slack.faults.fail_next("views.open", error="expired_trigger_id")
    answer = await world.slack.people.command(MAYA, GENERAL, "/sms")
    assert answer.message is not None
    assert answer.message.text == TOO_LATE


async def test_shortcut_opens_an_empty_form(world: World) -> None:
    assert await world.slack.people.shortcut(MAYA, "message_client")
    assert form(world).state["body"]["compose_body"]["value"] in (None, "")


async def test_shortcut_of_another_version_is_answered(world: World) -> None:
    assert await world.slack.people.shortcut(MAYA, "unheard_of")
    direct = world.slack.workspace.channels[world.slack.people.direct_channel(MAYA)]
    assert [m.text for m in direct.messages.values()] == [
        "This shortcut is from an older version. Use /sms to write to a client."
    ]


async def test_form_stays_when_a_newer_one_was_drawn(world: World) -> None:
    await command(world, "/sms")
    world.slack.faults.fail_next("views.update", error="hash_conflict")
    await type_body(world, "Hello")
    world.slack.faults.fail_next("views.update", rate_limited=3)
    await type_body(world, "Hello there")
    assert world.said_to(MAYA, GENERAL) == []


async def test_failing_database_is_told_and_nothing_is_lost(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe My secret text")

    async def broken(*_: object) -> None:
        raise RuntimeError("My secret text to +12025550123")

    monkeypatch.setattr("bot.slack.listeners.views.compose.compose", broken)
    result = await world.slack.people.submit(MAYA, view.id)
    assert result.errors["body"].startswith("Something went wrong on our side; nothing was sent.")
    assert form(world).state["body"]["compose_body"]["value"] == "My secret text"
    assert "RuntimeError" in caplog.text
    assert "secret text" not in caplog.text
    assert "+12025550123" not in caplog.text


async def test_failing_preview_is_no_failing_form(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("bot.slack.form.preview", broken)
    assert preview(await command(world, "/sms")) == NO_PREVIEW


def verdict(view: View) -> str:
    """What the form says of the gate."""
    return "".join(b["text"]["text"] for b in view.blocks if b["block_id"] == "verdict")


async def tick(world: World, *, on: bool = True) -> None:
    """Tick *Send anyway*, or take the tick away."""
    block = next(each for each in block_ids(form(world)) if each.startswith("override:"))
    chosen = {"selected_options": [{"value": "anyway"}] if on else []}
    assert await world.slack.people.choose(MAYA, form(world).id, block, "compose_override", chosen)


async def test_at_night_the_form_offers_to_schedule(world: World) -> None:
    await world.add_client()
    world.later(hours=12)
    view = await command(world, "/sms", "Jane Doe Hello")
    assert submit(view) == "Schedule for 8:00 AM"
    assert "Held until 8:00 AM Jane Doe's time (New York, tomorrow)*, <!date^" in verdict(view)
    assert not [each for each in block_ids(view) if each.startswith("override")]
    assert "A manager can send it anyway." in verdict(view)
    assert (await world.slack.people.submit(MAYA, view.id)).ok
    [said] = world.said_to(MAYA, GENERAL)
    assert said.startswith(
        "Your SMS message to Jane Doe is scheduled: it is held until 8:00 AM Jane Doe's time "
        "(New York, tomorrow) and goes by itself."
    )
    assert "By your own clock: <!date^" in said


async def test_a_manager_may_send_at_night_with_a_reason(world: World) -> None:
    await world.add_client()
    await world.promote(MAYA, Role.MANAGER)
    world.later(hours=12)
    view = await command(world, "/sms", "Jane Doe Hello")
    assert "why" not in block_ids(view)
    await tick(world)
    assert (submit(form(world)), "why" in block_ids(form(world))) == ("Send", True)
    assert not (await world.slack.people.submit(MAYA, view.id)).ok
    await world.slack.people.type_text(MAYA, view.id, "why", "compose_why", "She asked me to")
    assert (await world.slack.people.submit(MAYA, view.id)).ok
    assert await world.count("audit") == 1
    assert "is on its way" in world.said_to(MAYA, GENERAL)[0]


async def test_a_tick_taken_away_schedules_again(world: World) -> None:
    await world.add_client()
    await world.promote(MAYA, Role.MANAGER)
    world.later(hours=12)
    await command(world, "/sms", "Jane Doe Hello")
    await tick(world)
    await tick(world, on=False)
    assert submit(form(world)) == "Schedule for 8:00 AM"
    assert "why" not in block_ids(form(world))


async def test_a_tick_without_the_field_for_the_reason_is_told_at_the_tick(world: World) -> None:
    await world.add_client()
    await world.promote(MAYA, Role.MANAGER)
    world.later(hours=12)
    view = await command(world, "/sms", "Jane Doe Hello")
    world.slack.faults.fail_next("views.update", rate_limited=3)
    await tick(world)
    result = await world.slack.people.submit(MAYA, view.id)
    assert result.errors == {"override:quiet_hours": "Say in a few words why it may go anyway."}


async def test_a_sender_of_ours_that_is_chosen_is_the_one_asked_about(build: Build) -> None:
    world = await build(senders=(SMS, SECOND_SMS))
    view = await command(world, "/sms", f"{SECOND_SMS.address} Hello")
    assert verdict(view) == ""
    wanted = {"selected_option": {"value": SECOND_SMS.address}}
    await world.slack.people.choose(MAYA, view.id, sender_menu(view), "compose_sender", wanted)
    assert "That is our own number." in verdict(form(world))


async def test_keys_pressed_in_a_hurry_leave_the_newest_drawn(world: World) -> None:
    await world.add_client()
    view = await command(world, "/sms", "Jane Doe")
    people = world.slack.people
    text = "x" * 40
    typing = (people.type_text(MAYA, view.id, "body", "compose_body", text[:size]) for size in range(1, 41))
    assert all(await asyncio.gather(*typing))
    assert "1 SMS, 82 characters left." in preview(form(world))
