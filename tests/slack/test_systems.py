"""/messaging settings, *Your own systems*: by signed requests, and the secret is shown once."""

import json
import logging

import pytest

from bot.domain.roles import Role
from bot.flows.systems.keys import MadeKey, make_key
from bot.flows.team.roles import OPERATOR
from bot.slack.listeners.views.systems import make
from bot.slack.settings.page import MAKE_KEY, OPEN, REVOKE_KEY
from bot.slack.settings.systems import LABEL
from bot.storage.repositories.trigger_keys import KeptKey
from tests.slack.conftest import MAYA, SAM, Build, World, eventually
from tests.slack.windows import appoint, command, deeds, fill, press, submit, title, window, words
from tests.support.accounts import desk
from tests.support.systems import VAULT


@pytest.fixture
async def world(build: Build) -> World:
    """A world with keys to encrypt with."""
    return await build(accounts=desk(vault=VAULT))


async def page(world: World) -> None:
    await appoint(world, MAYA, Role.ADMIN)
    await command(world, MAYA, "/messaging", "settings")
    await press(world, "page:systems", OPEN)


async def kept(world: World) -> list[KeptKey]:
    async with world.ctx.store.read(world.deps.workspace_id) as uow:
        return await uow.trigger_keys.all()


async def test_a_key_is_made_shown_once_listed_and_revoked(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await page(world)
    assert "/triggers" in words(world)
    await press(world, "make_key", MAKE_KEY)
    await fill(world, label="Booking & <system>")
    assert await submit(world) == {}
    [key] = await kept(world)
    secret = VAULT.open(key.secret, key.row)
    assert title(world) == "Your new key"
    assert secret in words(world)
    assert key.key.id in words(world)
    assert secret not in window(world).private_metadata
    await world.slack.people.close_view(MAYA, window(world).id)
    assert title(world) == "Your own systems"
    await eventually(lambda: "Booking &amp; &lt;system&gt;" in words(world))
    assert secret not in words(world)
    assert "not used yet" in words(world)
    await press(world, f"key:{key.key.id}", REVOKE_KEY)
    assert key.key.id not in words(world)
    assert [each.key.revoked_by for each in await kept(world)] == [MAYA]
    assert [deed.action for deed in await deeds(world)][:2] == ["system_key_revoked", "system_key_made"]
    assert secret not in str(await deeds(world))
    assert secret not in caplog.text
    # It went to Slack in the one answer that shows it, and in no call.
    assert secret not in json.dumps([call.args for call in world.slack.calls], default=str)


@pytest.mark.parametrize("step", ["load", "page_view"])
async def test_what_fails_behind_it_leaves_the_secret_in_sight(
    world: World, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    async def broken(*_: object) -> None:
        raise OSError("The database is away.")

    await page(world)
    await press(world, "make_key", MAKE_KEY)
    monkeypatch.setattr(make, step, broken)
    await fill(world, label="Booking system")
    assert await submit(world) == {}
    [key] = await kept(world)
    direct = world.slack.people.direct_channel(MAYA)
    await eventually(
        lambda: [each.text for each in world.slack.workspace.messages(direct)] == [make.NOT_LISTED]
    )
    assert title(world) == "Your new key"
    assert VAULT.open(key.secret, key.row) in words(world)


async def test_without_a_name_or_keys_nothing_is_made(world: World, build: Build) -> None:
    await page(world)
    await press(world, "make_key", MAKE_KEY)
    await fill(world, label="   ")
    assert set(await submit(world)) == {LABEL}
    assert await kept(world) == []
    for accounts in (None, desk(vault=None)):
        without = await build(accounts=accounts)
        await page(without)
        assert "ENCRYPTION_KEYS" in words(without)
        assert "Make a key" not in words(without)


async def test_a_key_that_cannot_be_opened_says_so(world: World, build: Build) -> None:
    other = await build(accounts=desk())
    made = await make_key(other.ctx, VAULT, other.deps.workspace_id, OPERATOR, "Shop")
    assert isinstance(made, MadeKey)
    await page(other)
    assert "cannot be read with ENCRYPTION_KEYS" in words(other)


async def test_only_an_admin_makes_and_revokes(world: World) -> None:
    await page(world)
    await press(world, "make_key", MAKE_KEY)
    await appoint(world, SAM, Role.ADMIN)
    await appoint(world, MAYA, Role.SENDER)
    await fill(world, label="Shop")
    assert "You cannot change settings" in str(await submit(world))
    assert await kept(world) == []
