"""Two processes over one database: what one of them adds, the other knows without a restart."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.domain.account import Account, AccountSender, AccountState
from bot.domain.channel import Channel
from bot.domain.settings import SenderNote, WorkspaceSettings
from bot.flows.accounts.desk import AccountDesk
from bot.flows.accounts.remove import forget_old, remove
from bot.flows.context import Context
from bot.flows.team.roles import OPERATOR
from bot.ports import Sender
from bot.providers.registry import Registry
from bot.storage.store import Store
from bot.switchboard import Switchboard
from tests.support.accounts import NORTH, NORTH_SMS, TOKEN, add, desk, vault
from tests.support.world import OUR_SMS, StoppedClock

SECOND = timedelta(seconds=1)


@dataclass
class Provided:
    """A provider as far as a registry knows it; ``token`` is what it was built with."""

    name: str
    senders: tuple[Sender, ...]
    token: str = ""


def build(account: Account, token: str) -> Provided:
    name = f"twilio:{account.sid}"[:32]
    used = account.senders if account.state is AccountState.IN_USE else ()
    return Provided(name, tuple(Sender(name, each.channel, each.address, SECOND) for each in used), token)


OWN = Provided("twilio", (Sender("twilio", Channel.SMS, OUR_SMS, SECOND, "+1 202-555-0100"),))


def switchboard(store: Store, workspace_id: str, keys: AccountDesk) -> tuple[Registry, Switchboard]:
    registry = Registry([OWN])  # type: ignore[list-item]
    return registry, Switchboard(store, workspace_id, registry, keys.vault, build)  # type: ignore[arg-type]


@pytest.fixture
async def elsewhere(database_url: str, store: Store) -> AsyncIterator[Store]:
    """Another process's store over the same database."""
    other = Store(database_url)
    yield other
    await other.close()


def addresses(registry: Registry) -> list[str]:
    return [each.address for each in registry.live_senders]


async def test_an_account_comes_and_goes_in_every_process(
    ctx: Context, workspace_id: str, elsewhere: Store, clock: StoppedClock
) -> None:
    keys = desk()
    registry, board = switchboard(elsewhere, workspace_id, keys)
    await board.refresh()
    held = registry.live_senders
    assert addresses(registry) == [OUR_SMS]

    account = await add(ctx, keys, workspace_id)
    await board.refresh()
    assert [each.address for each in held] == [OUR_SMS, NORTH_SMS]
    name = f"twilio:{NORTH}"[:32]
    assert registry.by_name[name].token == TOKEN  # type: ignore[attr-defined]
    assert list(registry.by_name) == ["twilio", name]

    await add(ctx, keys, workspace_id, token="f" * 32)
    await board.refresh()
    assert registry.by_name[name].token == "f" * 32  # type: ignore[attr-defined]

    async with ctx.store.read(workspace_id) as uow:
        [kept] = await uow.accounts.all()
    assert kept.account.id != account.id
    await remove(ctx, keys, workspace_id, OPERATOR, kept.account.id)
    await board.refresh()
    # Nothing leaves from it any more, and what is said of old texts is still heard.
    assert addresses(registry) == [OUR_SMS]
    assert name in registry.by_name

    clock.advance(days=2)
    async with ctx.store.write(workspace_id) as uow:
        await forget_old(uow, clock.now())
    await board.refresh()
    assert name not in registry.by_name


async def test_what_is_gone_through_stays_as_it_was_at_its_begin(ctx: Context, workspace_id: str) -> None:
    keys = desk()
    registry, board = switchboard(ctx.store, workspace_id, keys)
    await board.refresh()
    seen = []
    for provider in registry.by_name.values():
        seen.append(provider.name)
        await add(ctx, keys, workspace_id)
        await board.refresh()
    assert seen == ["twilio"]
    assert len(registry.by_name) == 2


async def test_an_unknown_account_is_looked_for_before_it_is_refused(
    ctx: Context, workspace_id: str, elsewhere: Store
) -> None:
    keys = desk()
    _, board = switchboard(elsewhere, workspace_id, keys)
    name = f"twilio:{NORTH}"[:32]
    await add(ctx, keys, workspace_id)
    found = await board.provider(name)
    assert found is not None
    assert found.name == name
    # Whoever asks for what nobody knows does not make us read the database each time.
    assert await board.provider("twilio:ACnobody") is None


async def test_a_change_is_seen_by_who_watches(ctx: Context, workspace_id: str) -> None:
    keys = desk()
    registry, board = switchboard(ctx.store, workspace_id, keys)
    watching = asyncio.create_task(board.watch())
    await add(ctx, keys, workspace_id)
    async with asyncio.timeout(20):
        while len(registry.by_name) < 2:  # noqa: ASYNC110 - there is no event for a condition of the test's.
            await asyncio.sleep(0.01)
    watching.cancel()


async def test_an_account_whose_token_no_key_opens_is_left_out_and_named(
    ctx: Context, workspace_id: str
) -> None:
    await add(ctx, desk(), workspace_id)
    for keys in (desk(vault=vault()), desk(vault=None)):
        registry, board = switchboard(ctx.store, workspace_id, keys)
        await board.refresh()
        assert addresses(registry) == [OUR_SMS]
        assert [each.sid for each in board.locked] == [NORTH]


async def test_senders_carry_what_the_admins_say_of_them(
    ctx: Context, workspace_id: str, clock: StoppedClock
) -> None:
    keys = desk()
    number = "+14155238886"
    await add(ctx, keys, workspace_id, AccountSender(Channel.WHATSAPP, number))
    notes = (
        SenderNote(Channel.SMS, OUR_SMS, label="Front desk", join_words="not for this one"),
        SenderNote(Channel.WHATSAPP, number, is_sandbox=True, join_words="tidy-otter"),
    )
    registry, board = switchboard(ctx.store, workspace_id, keys)
    await board.refresh()
    async with ctx.store.write(workspace_id) as uow:
        await uow.settings.save(replace(WorkspaceSettings(), senders=notes), 0, "U1", clock.now())
    await board.refresh()
    front, test = registry.live_senders
    assert (front.name, front.join_words, front.is_sandbox) == ("Front desk · +1 202-555-0100", "", False)
    assert (test.is_sandbox, test.join_words, test.interval) == (True, "tidy-otter", timedelta(seconds=3))
