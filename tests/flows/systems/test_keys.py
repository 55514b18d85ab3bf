"""Keys for the team's own systems: made and revoked by admins, sealed, and written down in the audit."""

import pytest

from bot.domain.roles import Role
from bot.domain.trigger_key import MAX_LABEL
from bot.flows.accounts.desk import NoKeys
from bot.flows.accounts.rotate import rotate
from bot.flows.systems.keys import (
    MAX_KEYS,
    MadeKey,
    NotMade,
    keys_in_use,
    make_key,
    revoke_key,
    secret_of,
)
from bot.flows.team.permissions import NotAllowed
from bot.flows.team.roles import OPERATOR
from bot.storage.tables import trigger_keys
from bot.vault import Vault
from tests.flows.harness import Team
from tests.support.accounts import desk
from tests.support.systems import VAULT


async def test_a_key_is_kept_sealed_and_its_making_is_written_down(team: Team) -> None:
    await team.promote("U1", Role.ADMIN)
    made = await make_key(team.ctx, VAULT, team.workspace_id, "U1", "  Booking \n system ")
    assert isinstance(made, MadeKey)
    assert made.key.label == "Booking system"
    [row] = await team.rows(trigger_keys)
    assert made.secret not in f"{row}{made}"
    [deed] = await team.audit("system_key_made")
    assert (deed.actor, deed.detail["label"]) == ("U1", "Booking system")
    assert made.secret not in str(deed)
    [listed] = await keys_in_use(team.ctx, VAULT, team.workspace_id, "U1")
    assert (listed.key, listed.is_locked) == (made.key, False)


async def test_only_who_may_change_settings_makes_lists_and_revokes(team: Team) -> None:
    await team.promote("U2", Role.MANAGER)
    made = await make_key(team.ctx, VAULT, team.workspace_id, OPERATOR, "Shop")
    assert isinstance(made, MadeKey)
    with pytest.raises(NotAllowed):
        await make_key(team.ctx, VAULT, team.workspace_id, "U2", "Mine")
    with pytest.raises(NotAllowed):
        await keys_in_use(team.ctx, VAULT, team.workspace_id, "U2")
    with pytest.raises(NotAllowed):
        await revoke_key(team.ctx, team.workspace_id, "U2", made.key.id)


async def test_what_cannot_be_made_is_said(team: Team) -> None:
    with pytest.raises(NoKeys, match="ENCRYPTION_KEYS"):
        await make_key(team.ctx, None, team.workspace_id, OPERATOR, "Shop")
    assert isinstance(await make_key(team.ctx, VAULT, team.workspace_id, OPERATOR, " \n"), NotMade)
    for number in range(MAX_KEYS):
        await make_key(team.ctx, VAULT, team.workspace_id, OPERATOR, f"{number}" * 99)
    refused = await make_key(team.ctx, VAULT, team.workspace_id, OPERATOR, "One more")
    assert isinstance(refused, NotMade)
    assert "Revoke one" in refused.why
    keys = await keys_in_use(team.ctx, VAULT, team.workspace_id, OPERATOR)
    assert {len(each.key.label) for each in keys} == {MAX_LABEL}


async def test_a_revoked_key_is_gone_from_the_list_and_its_secret_for_good(team: Team) -> None:
    made = await make_key(team.ctx, VAULT, team.workspace_id, OPERATOR, "Shop")
    assert isinstance(made, MadeKey)
    assert await revoke_key(team.ctx, team.workspace_id, OPERATOR, made.key.id) == made.key
    assert await keys_in_use(team.ctx, VAULT, team.workspace_id, OPERATOR) == []
    [row] = await team.rows(trigger_keys)
    assert (row.secret, row.key_id) == ("", "")
    [deed] = await team.audit("system_key_revoked")
    assert deed.detail == {"key": made.key.id, "label": "Shop"}


async def test_secrets_are_encrypted_anew_with_the_first_of_the_keys(team: Team) -> None:
    made = await make_key(team.ctx, VAULT, team.workspace_id, OPERATOR, "Shop")
    gone = await make_key(team.ctx, VAULT, team.workspace_id, OPERATOR, "Old")
    assert isinstance(made, MadeKey)
    assert isinstance(gone, MadeKey)
    await revoke_key(team.ctx, team.workspace_id, OPERATOR, gone.key.id)
    new = Vault([b"n" * 32])
    assert (await rotate(team.ctx, desk(vault=new), team.workspace_id, OPERATOR)).locked == ("Shop",)
    both = desk(vault=Vault([b"n" * 32, b"k" * 32]))
    done = await rotate(team.ctx, both, team.workspace_id, OPERATOR)
    assert (done.done, done.current, done.locked) == (1, 0, ())
    assert (await rotate(team.ctx, both, team.workspace_id, OPERATOR)).current == 1
    async with team.ctx.store.read(team.workspace_id) as uow:
        kept = await uow.trigger_keys.get(made.key.id)
    assert kept is not None
    assert secret_of(new, kept) == made.secret
