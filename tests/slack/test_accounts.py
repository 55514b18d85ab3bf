"""/messaging settings, *Numbers and accounts*: by signed requests, and no token stands where it must not."""

import asyncio
import json
import logging
from dataclasses import replace

import pytest

from bot.domain.account import AccountLook, AccountState
from bot.domain.channel import Channel
from bot.domain.roles import Role
from bot.domain.settings import SenderNote
from bot.flows.accounts import add as flow
from bot.flows.accounts.desk import AccountDesk
from bot.ports import Sender
from bot.slack.settings import asking
from bot.slack.settings.page import ADD_ACCOUNT, CHANGE_SENDER, OPEN, REMOVE_ACCOUNT, TEST_ACCOUNT
from bot.storage.repositories.accounts import KeptAccount
from tests.slack.conftest import MAYA, SAM, SECOND_SMS, SMS, WHATSAPP, Build, World, eventually
from tests.slack.windows import appoint, command, deeds, fill, pick, press, submit, title, window, words
from tests.support.accounts import NORTH, NORTH_SMS, NORTH_WHATSAPP, TOKEN, RememberingDoor, add, desk


@pytest.fixture
def door() -> RememberingDoor:
    return RememberingDoor()


@pytest.fixture
def at(door: RememberingDoor) -> AccountDesk:
    return desk(door=door)


@pytest.fixture
async def world(build: Build, at: AccountDesk) -> World:
    """A world in which accounts can be added."""
    return await build(accounts=at)


async def page(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await command(world, MAYA, "/messaging", "settings")
    await press(world, "page:numbers", OPEN)


async def kept(world: World) -> list[KeptAccount]:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        return await uow.accounts.all()


async def type_credentials(world: World, token: str = TOKEN) -> dict[str, str]:
    await press(world, "add_account", ADD_ACCOUNT)
    await fill(world, sid=NORTH, token=token, label="North")
    return await submit(world)


async def test_an_account_is_added_from_credentials_to_numbers(
    world: World, at: AccountDesk, door: RememberingDoor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await page(world)
    assert await type_credentials(world) == {}
    assert door.asked == [(NORTH, TOKEN)]
    assert "*North* answers" in words(world)
    assert [each.account.state for each in await kept(world)] == [AccountState.TRIED]
    assert await submit(world) == {flow.SENDERS: "Choose at least one number, or type one below."}
    await pick(world, flow.SENDERS, f"sms:{NORTH_SMS}")
    await fill(world, more="+1 415 523 8886, nonsense")
    assert set(await submit(world)) == {flow.MORE}
    await fill(world, more="+1 415 523 8886")
    assert await submit(world) == {}
    assert title(world) == "Numbers and accounts"
    assert "*North* · Twilio account AC" in words(world)
    [account] = await kept(world)
    assert account.account.state is AccountState.IN_USE
    assert [each.address for each in account.account.senders] == [NORTH_SMS, "+14155238886"]
    assert at.keys.open(account.secret, account.row) == TOKEN
    # Neither in a window, nor in the audit, nor in a log.
    assert TOKEN not in json.dumps([call.args for call in world.slack.calls], default=str)
    assert TOKEN not in str(await deeds(world))
    assert TOKEN not in caplog.text


async def test_credentials_that_do_not_work_are_typed_again(world: World, door: RememberingDoor) -> None:
    door.answer = AccountLook("Twilio refuses these credentials.")
    await page(world)
    assert await type_credentials(world) == {}
    shown = words(world)
    assert "Twilio refuses these credentials." in shown
    assert NORTH in shown
    assert TOKEN not in shown
    assert await kept(world) == []


async def test_a_mistake_is_told_at_its_field(world: World, door: RememberingDoor) -> None:
    await page(world)
    assert await type_credentials(world, "hush") == {flow.TOKEN: "That is no token."}
    assert door.asked == []


async def test_what_takes_long_comes_into_the_window_by_itself(
    world: World, door: RememberingDoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = asyncio.Event()
    look = door.look

    async def slowly(sid: str, token: str) -> AccountLook:
        await answered.wait()
        return await look(sid, token)

    monkeypatch.setattr(door, "look", slowly)
    monkeypatch.setattr(asking, "_PATIENCE", 0.01)
    await page(world)
    assert await type_credentials(world) == {}
    assert "Twilio is being asked" in words(world)
    answered.set()
    await eventually(lambda: "answers" in words(world))
    await pick(world, flow.SENDERS, f"whatsapp:{NORTH_WHATSAPP}")
    assert await submit(world) == {}
    assert len(await kept(world)) == 1


async def test_without_keys_the_page_says_what_to_do(build: Build) -> None:
    for accounts in (None, desk(vault=None)):
        world = await build(accounts=accounts)
        await page(world)
        assert "bot accounts key" in words(world)
        assert "Add Twilio account" not in words(world)


async def test_an_account_is_tested_and_removed(world: World, at: AccountDesk, door: RememberingDoor) -> None:
    account = await add(world.ctx, at, world.deps.workspace_id)
    await page(world)
    buttons = f"account_buttons:{account.id}"
    await press(world, buttons, TEST_ACCOUNT)
    assert "North answers" in words(world)
    await world.slack.people.close_view(MAYA, window(world).id)
    door.answer = AccountLook("Twilio has suspended this account.")
    await press(world, buttons, TEST_ACCOUNT)
    assert "suspended" in words(world)
    await world.slack.people.close_view(MAYA, window(world).id)
    await press(world, buttons, REMOVE_ACCOUNT)
    assert "*North*" not in words(world)
    assert [each.account.state for each in await kept(world)] == [AccountState.REMOVED]
    assert (await deeds(world))[0].action == "account_removed"


async def test_only_an_admin_sees_and_changes_accounts(world: World, at: AccountDesk) -> None:
    account = await add(world.ctx, at, world.deps.workspace_id)
    await page(world)
    await appoint(world, SAM, Role.ADMIN)
    await appoint(world, MAYA, Role.MANAGER)
    await press(world, f"account_buttons:{account.id}", REMOVE_ACCOUNT)
    assert [each.account.state for each in await kept(world)] == [AccountState.IN_USE]


SANDBOX = Sender("twilio", Channel.WHATSAPP, "+14155238886", WHATSAPP.interval * 3, "WhatsApp sandbox")


async def test_a_sender_gets_a_name_is_taken_first_and_notes_its_words(build: Build, at: AccountDesk) -> None:
    test = replace(SANDBOX, is_sandbox=True)
    world = await build(accounts=at, senders=(SMS, SECOND_SMS, test))
    await page(world)
    shown = words(world)
    assert "Test number · one text every 3 seconds" in shown
    assert "“join” and its two words" in shown
    await press(world, f"sender:sms:{SECOND_SMS.address}", CHANGE_SENDER)
    await fill(world, label="  Front   desk ")
    await pick(world, "use", "default")
    assert await submit(world) == {}
    await press(world, f"sender:whatsapp:{test.address}", CHANGE_SENDER)
    await fill(world, join_words="Join Tidy-Otter")
    assert await submit(world) == {}
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        notes = (await uow.settings.load()).settings.senders
    assert notes == (
        SenderNote(Channel.SMS, SECOND_SMS.address, "Front desk", is_default=True),
        SenderNote(Channel.WHATSAPP, test.address, is_sandbox=True, join_words="tidy-otter"),
    )
    await press(world, f"sender:sms:{SMS.address}", CHANGE_SENDER)
    await pick(world, "use", "default")
    assert await submit(world) == {}
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        kept_ = (await uow.settings.load()).settings
    assert [each.sender for each in kept_.senders if each.is_default] == [SMS.address]
    assert kept_.note_on(Channel.SMS, SECOND_SMS.address).label == "Front desk"
