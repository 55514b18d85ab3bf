"""Accounts are tried, put in use, given another token, removed and forgotten; their tokens show nowhere."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.account import AccountLook, AccountSender, AccountState
from bot.domain.channel import Channel
from bot.domain.roles import Role
from bot.flows.accounts.add import MORE, SENDERS, SID, Wrong, discard, keep_for_trial, put_in_use
from bot.flows.accounts.add import TOKEN as TOKEN_FIELD
from bot.flows.accounts.desk import NoKeys
from bot.flows.accounts.listing import listing
from bot.flows.accounts.look import LOCKED, look
from bot.flows.accounts.missing import missing
from bot.flows.accounts.remove import forget_old, remove
from bot.flows.accounts.rotate import rotate
from bot.flows.team.permissions import NotAllowed
from bot.flows.team.roles import OPERATOR
from bot.storage.repositories.accounts import KeptAccount
from bot.storage.tables import accounts
from bot.vault import fresh_key
from tests.flows.harness import Team
from tests.support.accounts import NORTH, NORTH_SMS, NORTH_WHATSAPP, TOKEN, RememberingDoor, add, desk, vault

SMS = AccountSender(Channel.SMS, NORTH_SMS)


async def kept(team: Team) -> list[KeptAccount]:
    async with team.ctx.store.read(team.workspace_id) as uow:
        return await uow.accounts.all()


async def test_a_token_is_kept_encrypted_and_nothing_goes_through_the_account_yet(team: Team) -> None:
    at = desk()
    tried = await keep_for_trial(
        team.ctx, at, team.workspace_id, OPERATOR, f" {NORTH} ", TOKEN, "North\n office"
    )
    assert not isinstance(tried, Wrong)
    [found] = await kept(team)
    assert (found.account.sid, found.account.label) == (NORTH, "North office")
    assert found.account.state is AccountState.TRIED
    assert at.keys.open(found.secret, found.row) == TOKEN
    async with team.ctx.store.reader.connect() as connection:
        rows = [tuple(row) for row in await connection.execute(select(accounts))]
    assert TOKEN not in json.dumps(rows, default=str)
    assert await team.audit("account_added") == []


async def test_it_is_put_in_use_with_the_senders_that_were_chosen(team: Team) -> None:
    at = desk()
    tried = await keep_for_trial(team.ctx, at, team.workspace_id, OPERATOR, NORTH, TOKEN, "North")
    assert not isinstance(tried, Wrong)
    used = await put_in_use(
        team.ctx, at, team.workspace_id, OPERATOR, tried.id, [SMS, SMS], "whatsapp:+1 202 555 0162\n"
    )
    assert not isinstance(used, Wrong)
    assert used.senders == (SMS, AccountSender(Channel.WHATSAPP, NORTH_WHATSAPP))
    [found] = await kept(team)
    assert (found.account.state, found.account.revision) == (AccountState.IN_USE, 2)
    [deed] = await team.audit("account_added")
    assert deed.detail == {"account": used.id, "label": "North", "senders": 2}


@pytest.mark.parametrize(
    ("sid", "token", "field"),
    [("nonsense", TOKEN, SID), (NORTH, "hush", TOKEN_FIELD), ("AC" + "e" * 32, TOKEN, SID)],
)
async def test_what_cannot_be_an_account_is_told_at_its_field(
    team: Team, sid: str, token: str, field: str
) -> None:
    at = desk(own_sid="AC" + "e" * 32)
    told = await keep_for_trial(team.ctx, at, team.workspace_id, OPERATOR, sid, token, "")
    assert isinstance(told, Wrong)
    assert set(told.errors) == {field}
    assert await kept(team) == []


async def test_without_keys_nothing_is_kept_and_the_next_step_is_told(team: Team) -> None:
    with pytest.raises(NoKeys, match="bot accounts key"):
        await keep_for_trial(team.ctx, desk(vault=None), team.workspace_id, OPERATOR, NORTH, TOKEN, "")
    assert await kept(team) == []


async def test_senders_that_cannot_be_are_told(team: Team) -> None:
    at = desk(own_senders=frozenset({(Channel.SMS, "+12025550100")}))
    await add(team.ctx, at, team.workspace_id)
    tried = await keep_for_trial(team.ctx, at, team.workspace_id, OPERATOR, "AC" + "d" * 32, TOKEN, "")
    assert not isinstance(tried, Wrong)
    for senders, more, field, words in (
        ([], "", SENDERS, "at least one"),
        ([], "12", MORE, "12"),
        ([SMS], "", SENDERS, "another account"),
        ([AccountSender(Channel.SMS, "+12025550100")], "", SENDERS, "another account"),
    ):
        told = await put_in_use(team.ctx, at, team.workspace_id, OPERATOR, tried.id, senders, more)
        assert isinstance(told, Wrong)
        assert words in told.errors[field]
    # The same number on WhatsApp is another sender.
    other = await put_in_use(team.ctx, at, team.workspace_id, OPERATOR, tried.id, [], NORTH_SMS)
    assert not isinstance(other, Wrong)


async def test_adding_it_again_gives_it_another_token_and_leaves_one_account(team: Team) -> None:
    at = desk()
    first = await add(team.ctx, at, team.workspace_id)
    second = await add(team.ctx, at, team.workspace_id, token="f" * 32, label="")
    [found] = await kept(team)
    assert found.account.id == second.id != first.id
    assert found.account.label == "North"
    assert at.keys.open(found.secret, found.row) == "f" * 32
    assert len(await team.audit("account_changed")) == 1


async def test_only_who_may_change_settings_works_on_accounts(team: Team) -> None:
    at = desk()
    used = await add(team.ctx, at, team.workspace_id)
    await team.promote("U1", Role.MANAGER)
    ctx, workspace = team.ctx, team.workspace_id
    for forbidden in (
        keep_for_trial(ctx, at, workspace, "U1", NORTH, TOKEN, ""),
        put_in_use(ctx, at, workspace, "U1", used.id, [SMS]),
        discard(ctx, workspace, "U1", used.id),
        look(ctx, at, workspace, "U1", used.id),
        remove(ctx, at, workspace, "U1", used.id),
        rotate(ctx, at, workspace, "U1"),
        listing(ctx, at, workspace, "U1"),
    ):
        with pytest.raises(NotAllowed):
            await forbidden
    assert len(await kept(team)) == 1


async def test_a_look_goes_out_with_the_accounts_own_token(team: Team) -> None:
    door = RememberingDoor()
    at = desk(door=door)
    used = await add(team.ctx, at, team.workspace_id)
    found = await look(team.ctx, at, team.workspace_id, OPERATOR, used.id)
    assert door.asked == [(NORTH, TOKEN)]
    assert list(missing(used, found)) == []
    fewer = list(missing(used, AccountLook()))
    assert len(fewer) == 1
    assert "+1 202-555-0160" in fewer[0]


async def test_a_token_that_no_key_opens_is_told(team: Team) -> None:
    used = await add(team.ctx, desk(), team.workspace_id)
    other = desk()
    assert (await look(team.ctx, other, team.workspace_id, OPERATOR, used.id)).problem == LOCKED
    assert "not there" in (await look(team.ctx, other, team.workspace_id, OPERATOR, "nobody")).problem
    [shown] = (await listing(team.ctx, other, team.workspace_id, OPERATOR)).accounts
    assert shown.is_locked
    done = await rotate(team.ctx, other, team.workspace_id, OPERATOR)
    assert done.locked == ("North",)


async def test_a_removed_account_keeps_its_token_for_a_day_for_what_is_still_said_of_old_texts(
    team: Team,
) -> None:
    at = desk()
    used = await add(team.ctx, at, team.workspace_id)
    assert await remove(team.ctx, at, team.workspace_id, OPERATOR, used.id)
    assert not await remove(team.ctx, at, team.workspace_id, OPERATOR, used.id)
    assert [each.account.state for each in await kept(team)] == [AccountState.REMOVED]
    [deed] = await team.audit("account_removed")
    assert deed.detail["account"] == used.id
    for hours, left in ((23, 1), (2, 0)):
        team.clock.advance(hours=hours)
        async with team.ctx.store.write(team.workspace_id) as uow:
            await forget_old(uow, team.clock.now())
        assert len(await kept(team)) == left


async def test_what_was_only_tried_is_forgotten(team: Team) -> None:
    at = desk()
    for _ in range(2):
        await keep_for_trial(team.ctx, at, team.workspace_id, OPERATOR, NORTH, TOKEN, "")
    await discard(team.ctx, team.workspace_id, OPERATOR, (await kept(team))[0].account.id)
    assert len(await kept(team)) == 1
    team.clock.advance(hours=2)
    async with team.ctx.store.write(team.workspace_id) as uow:
        assert await forget_old(uow, team.clock.now()) == 1
    used = await add(team.ctx, at, team.workspace_id)
    await discard(team.ctx, team.workspace_id, OPERATOR, used.id)
    assert len(await kept(team)) == 1


async def test_keys_are_changed_one_after_the_other(team: Team) -> None:
    old, new = fresh_key(), fresh_key()
    await add(team.ctx, desk(vault=vault(old)), team.workspace_id)
    both = desk(vault=vault(new, old))
    done = await rotate(team.ctx, both, team.workspace_id, OPERATOR)
    assert (done.done, done.current, done.locked) == (1, 0, ())
    again = await rotate(team.ctx, both, team.workspace_id, OPERATOR)
    assert (again.done, again.current) == (0, 1)
    [found] = await kept(team)
    assert vault(new).open(found.secret, found.row) == TOKEN
    assert len(await team.audit("accounts_rotated")) == 1


async def test_the_list_names_every_sender_with_its_account_and_its_state(team: Team) -> None:
    at = desk()
    await add(team.ctx, at, team.workspace_id)
    ours = team.ctx.senders[0]
    theirs = replace(ours, address=NORTH_SMS, provider="twilio:north")
    shown = await listing(replace(team.ctx, senders=(ours, theirs)), at, team.workspace_id, OPERATOR)
    assert shown.has_keys
    assert [each.account.label if each.account else None for each in shown.senders] == [None, "North"]
    assert [each.state for each in shown.senders] == [None, None]
    assert [each.account.label for each in shown.accounts] == ["North"]
