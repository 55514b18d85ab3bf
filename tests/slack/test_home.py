"""The Home tab: what each teammate sees, what its buttons do, and what is said of what cannot be read."""

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest

from bot.domain.attention import Whose
from bot.domain.channel import Channel
from bot.domain.roles import Role
from bot.domain.settings import Budget, QuietHours
from bot.flows.attention.done import DONE as OFF_THE_LIST
from bot.flows.home.reviewed import DONE
from bot.flows.inbound.receive import receive
from bot.flows.outbound.cancel import TAKEN_BACK
from bot.flows.outbound.compose import Composed, ComposeRequest, compose
from bot.flows.team.roles import BECAME_ADMIN
from bot.slack import home as tab
from bot.slack.blocks.home import names
from bot.slack.blocks.roles import GIVE_PERSON, ROLE, WHO
from bot.slack.home import whose_in
from bot.slack.listeners.actions.inbox.row import CLOSED
from bot.slack.settings.page import OPEN
from bot.slack.setup import address_point
from tests.slack.conftest import CLIENTS, MAYA, NOW, SAM, SMS, Build, World
from tests.slack.home_tab import headings, home, home_words, labels, open_home, press_home
from tests.slack.windows import appoint, deeds, fill, pick, press, submit, title, window, words
from tests.support.world import inbound

JANE = "+12025550123"
ALL = ["Message a client", "New client", "Clients", "Templates", "WhatsApp templates", "Settings", "Help"]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is busy with other tests is no reason for a part to be missing."""
    monkeypatch.setattr(tab, "READING", 20.0)
    monkeypatch.setattr(tab, "PUBLISHING", 20.0)
    monkeypatch.setattr(tab, "REFRESHING", 20.0)


async def decide(world: World, **changes: object) -> None:
    """An admin changes these of the settings."""
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        kept = await uow.settings.load()
        await uow.settings.save(replace(kept.settings, **changes), kept.version, None, NOW)  # type: ignore[arg-type]


async def hold(world: World, user: str = MAYA) -> str:
    """A text to Jane that waits until three in the afternoon of New York."""
    await decide(world, quiet=QuietHours(time(15), time(21)))
    wish = ComposeRequest("view:1", user, Channel.SMS, SMS.address, "Secret words", None, JANE, "Jane Doe")
    composed = await compose(world.ctx, world.deps.workspace_id, wish)
    assert isinstance(composed, Composed)
    return composed.message_id


async def hear(world: World, body: str = "Where are you?") -> None:
    await receive(world.ctx, world.deps.workspace_id, [inbound(body, "SM1", sender=JANE, received_at=NOW)])


async def test_the_first_look_says_who_becomes_an_admin_and_leads_to_a_first_text(world: World) -> None:
    said = await open_home(world)
    assert "Nobody is an admin of this app yet" in said
    assert f"<#{CLIENTS}>" in said
    assert headings(world)[0] == "Three steps to the first text"
    assert labels(world) == ALL


async def test_the_first_admin_finds_the_settings_and_then_the_set_up(world: World) -> None:
    await open_home(world)
    await press_home(world, "ways", names.SETTINGS)
    assert BECAME_ADMIN in words(world)
    assert headings(world)[0].startswith("Set-up: ")
    assert "Nobody is an admin" not in home_words(world)


async def test_who_is_no_admin_of_slack_is_told_who_could_be(world: World) -> None:
    await open_home(world, SAM)
    await press_home(world, "ways", names.SETTINGS, SAM)
    messages = world.slack.workspace.messages(world.slack.people.direct_channel(SAM))
    assert "Nobody is an admin of this app yet" in messages[-1].text


async def test_an_admin_sees_what_is_done_and_what_is_left(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    said = await open_home(world)
    assert headings(world)[0] == "Set-up: 1 of 10 done"
    # The scopes for private channels are not granted here.
    assert "Not granted: groups:history" in said
    assert "*Public address* · :red_circle: Missing" in said
    assert ":white_check_mark: *Inbox channel*: The app is in #clients." in said
    assert "It is fine as it is" not in said


async def test_the_set_up_is_for_admins_only(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    assert "Set-up" not in await open_home(world, SAM)
    assert labels(world, SAM) == [
        "Message a client",
        "New client",
        "Clients",
        "Templates",
        "WhatsApp templates",
        "Help",
    ]


async def test_an_inbox_channel_that_cannot_be_used_is_missing(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    world.slack.faults.archive(CLIENTS)
    assert "#clients is archived: unarchive it" in await open_home(world)


async def test_a_page_of_the_settings_is_opened_and_the_set_up_is_drawn_anew(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await open_home(world)
    await press_home(world, "setup:business", OPEN)
    assert title(world) == "Content & notice"
    await fill(world, business="Harbor Eyes")
    assert await submit(world) == {}
    assert ":white_check_mark: *Business name*: Clients read “Harbor Eyes”." in home_words(world)


async def test_roles_are_given_from_the_set_up(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await open_home(world)
    await press_home(world, "setup:roles", names.ROLES)
    assert title(world) == "Roles"
    await press(world, "give", GIVE_PERSON)
    assert await world.slack.people.choose(MAYA, window(world).id, WHO, WHO, {"selected_user": SAM})
    await pick(world, ROLE, "manager")
    assert await submit(world) == {}
    assert "2 roles are given." in home_words(world)


async def test_what_is_only_advised_is_hidden_on_request(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.check.REQUIRED", {})
    address = address_point("https://texts.harbor.example")
    monkeypatch.setattr(tab, "address_point", lambda _: address)
    await appoint(world, MAYA, Role.ADMIN)
    await world.add_client()
    assert "Clients’ answers reach the app at texts.harbor.example." in await open_home(world)
    await press_home(world, "setup:hide", names.HIDE_SETUP)
    assert headings(world)[0] == "Needs attention"
    assert DONE in home_words(world)
    assert (await deeds(world))[0].detail == {"changes": {"setup_reviewed": [False, True]}}
    world.slack.faults.archive(CLIENTS)
    assert "#clients is archived" in await open_home(world)


async def test_a_guest_without_a_role_is_told_whom_to_ask(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await appoint(world, "S0FRONT", Role.ADMIN)
    world.slack.workspace.users[SAM].is_guest = True
    await hear(world)
    said = await open_home(world, SAM)
    assert "Guests and bots see nothing of it" in said
    assert f"Ask an admin of this app: <@{MAYA}>, <!subteam^S0FRONT>." in said
    assert "Needs attention" not in said
    assert JANE not in said


async def test_a_guest_with_a_role_sees_the_tab(world: World) -> None:
    world.slack.workspace.users[SAM].is_guest = True
    await appoint(world, SAM, Role.SENDER)
    await open_home(world, SAM)
    assert "Needs attention" in headings(world, SAM)


async def test_a_guest_while_nobody_is_an_admin_is_sent_to_slack_s_own(world: World) -> None:
    world.slack.workspace.users[SAM].is_guest = True
    assert "ask an owner or admin of the Slack workspace" in await open_home(world, SAM)


async def test_a_viewer_is_offered_nothing_that_writes(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await appoint(world, SAM, Role.VIEWER)
    said = await open_home(world, SAM)
    assert labels(world, SAM) == ["Clients", "Help"]
    assert "You may read clients’ threads." in said
    assert names.MESSAGE not in said


async def test_the_other_tab_is_none_of_ours(world: World) -> None:
    world.slack.people.open_home(MAYA, "messages")
    await open_home(world, SAM)
    assert [call.args["user_id"] for call in world.calls("views.publish")] == [SAM]


async def test_what_waits_is_shown_with_its_thread_and_its_words_for_who_may_see_them(world: World) -> None:
    await appoint(world, MAYA, Role.MANAGER)
    await world.add_client()
    await hear(world, "Where are you, <!channel>?")
    said = await open_home(world)
    assert "Needs attention: 1" in headings(world)
    assert "Waits for an answer: 1" in said
    assert "Where are you, &lt;!channel&gt;?" in said
    assert "Where are you" not in await open_home(world, SAM)
    await press_home(world, "attention:ways:everyone", "inbox_open")
    assert title(world) == "Inbox"


async def test_a_failed_text_is_taken_off_the_list_in_the_tab(world: World) -> None:
    message_id = await hold(world)
    async with world.ctx.store.write(world.deps.workspace_id) as uow:
        message = await uow.messages.get(message_id)
        assert message
        await uow.messages.update([{"id": message_id, "status": "failed"}])
        await uow.open_failures.add([message], NOW)
    await open_home(world)
    await press_home(world, f"failed:{message_id}", "inbox_row", option=f"done:{message_id}")
    assert OFF_THE_LIST in home_words(world)
    assert "Needs attention" in headings(world)


async def test_a_conversation_that_no_text_may_answer_is_closed_in_the_tab(world: World) -> None:
    client = (await world.add_client()).id
    await hear(world)
    stop = inbound("STOP", "SM2", sender=JANE, received_at=NOW)
    await receive(world.ctx, world.deps.workspace_id, [stop])
    assert "so no text may answer this" in await open_home(world)
    await press_home(world, f"opted_out:{client}", "inbox_row", option=f"close:{client}")
    assert CLOSED in home_words(world)
    assert "Needs attention" in headings(world)


async def test_whose_things_are_shown_is_remembered(world: World) -> None:
    await world.add_client()
    await hear(world)
    await open_home(world)
    await press_home(world, "attention:ways:everyone", names.WHOSE, option="mine")
    assert "Nothing waits for you" in home_words(world)
    assert "Nothing waits for you" in await open_home(world)
    await press_home(world, "attention:ways:mine", names.WHOSE, option="everyone")
    assert "Needs attention: 1" in headings(world)


@pytest.mark.parametrize("kept", ["", "[]", '{"whose": "them"}'])
def test_a_tab_of_another_version_shows_everyone_s(kept: str) -> None:
    assert whose_in({"callback_id": "home", "private_metadata": kept}) is Whose.EVERYONE
    assert whose_in({"callback_id": "other", "private_metadata": '{"whose": "mine"}'}) is Whose.EVERYONE


async def test_a_text_that_waits_is_shown_without_its_words_and_taken_back(world: World) -> None:
    message_id = await hold(world)
    said = await open_home(world)
    assert "Scheduled today: 1" in headings(world)
    assert "SMS to *Jane Doe*, asked for by you" in said
    assert ":hourglass_flowing_sand: Held: Texts to clients go by day only." in said
    assert "Secret words" not in said
    await press_home(world, f"today:{message_id}", names.TEXT, option=f"{names.CANCEL}:{message_id}")
    assert TAKEN_BACK in home_words(world)
    assert "Scheduled today" in headings(world)
    assert TAKEN_BACK not in await open_home(world)


async def test_who_did_not_write_it_may_only_look_at_the_client(world: World) -> None:
    message_id = await hold(world)
    said = await open_home(world, SAM)
    assert f"SMS to *Jane Doe*, asked for by <@{MAYA}>" in said
    assert "Open the client" in said
    assert "Cancel it" not in said
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        message = await uow.messages.get(message_id)
    assert message
    option = f"{names.OPEN_CLIENT}:{message.client_id}"
    await press_home(world, f"today:{message_id}", names.TEXT, SAM, option=option)
    assert title(world, SAM) == "Client"


async def test_the_reader_s_own_day_counts(world: World) -> None:
    await hold(world)
    world.slack.workspace.users[SAM].tz = "Pacific/Kiritimati"  # The text goes at ten in the morning there.
    await open_home(world, SAM)
    assert "Scheduled today: 1" in headings(world, SAM)
    world.later(hours=-6)  # There the day before.
    assert "1 waits for a later day." in await open_home(world, SAM)


async def test_costs_are_for_those_who_may_see_them(world: World) -> None:
    await decide(world, budget=Budget(Decimal("0.01")))
    await hold(world)
    await appoint(world, MAYA, Role.MANAGER)
    said = await open_home(world)
    assert "*Cost so far: $0.0079*" in said
    assert "79 % used, $0.0079 of $0.01 taken" in said
    assert "█" * 15 + "░" * 5 in said
    assert "$" not in await open_home(world, SAM)


async def test_a_budget_is_set_from_the_month(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await open_home(world)
    await press_home(world, "month:budget", OPEN)
    await fill(world, amount="50")
    assert await submit(world) == {}
    assert "0 % used, $0.00 of $50.00 taken" in home_words(world)


async def test_a_first_client_is_added_and_the_guide_goes(world: World) -> None:
    await open_home(world)
    await press_home(world, "first:new", names.NEW_CLIENT)
    assert title(world) == "New client"
    await fill(world, name="Jane Doe", number=JANE)
    await submit(world)
    assert title(world) == "Client"
    assert "Three steps to the first text" not in headings(world)


async def test_a_text_is_written_and_what_becomes_of_it_is_said_at_the_top(world: World) -> None:
    await world.add_client()
    await open_home(world)
    await press_home(world, "ways", names.MESSAGE)
    view = window(world)
    [offered] = await world.slack.people.suggest(MAYA, view.id, "client", "compose_client", "Jane")
    picked = {"selected_option": offered}
    assert await world.slack.people.choose(MAYA, view.id, "client", "compose_client", picked)
    await world.slack.people.type_text(MAYA, window(world).id, "body", "compose_body", "Hello Jane")
    assert (await world.slack.people.submit(MAYA, window(world).id)).ok
    assert "Your SMS message to Jane Doe is on its way." in home_words(world)
    # Nothing is said in a channel of that name.
    assert world.calls("chat.postEphemeral") == []


async def test_without_a_sender_nobody_fills_in_a_form_in_vain(build: Build) -> None:
    world = await build(senders=())
    await open_home(world)
    await press_home(world, "ways", names.MESSAGE)
    messages = world.slack.workspace.messages(world.slack.people.direct_channel(MAYA))
    assert "No sender is set up" in messages[-1].text


@pytest.mark.parametrize(
    ("action", "opens"),
    [
        (names.CLIENTS, "Clients"),
        (names.HELP, "Help"),
        (names.NEW_CLIENT, "New client"),
        (names.TEMPLATES, "Templates"),
        (names.WHATSAPP_TEMPLATES, "WhatsApp templates"),
    ],
)
async def test_the_other_buttons_open_their_windows(world: World, action: str, opens: str) -> None:
    await open_home(world)
    await press_home(world, "ways", action)
    assert title(world) == opens


async def test_a_press_from_an_older_version_says_so(world: World) -> None:
    message_id = await hold(world)
    await open_home(world)
    view = home(world)
    row = next(block for block in view.blocks if block["block_id"] == f"today:{message_id}")
    row["accessory"]["options"][0]["value"] = "unheard:of"
    await press_home(world, f"today:{message_id}", names.TEXT, option="unheard:of")
    messages = world.slack.workspace.messages(world.slack.people.direct_channel(MAYA))
    assert "older version" in messages[-1].text
