"""Making and revoking the keys with which the team's own systems sign."""

import secrets
from dataclasses import dataclass, field

from bot.domain.ids import new_id
from bot.domain.storable import storable
from bot.domain.trigger_key import MAX_LABEL, TriggerKey
from bot.flows.accounts.add import demand_settings
from bot.flows.accounts.desk import NoKeys
from bot.flows.context import Context
from bot.storage.repositories.audit import Deed
from bot.storage.repositories.trigger_keys import KeptKey, row_of
from bot.vault import CannotOpen, Vault

# More at once than anybody needs to change one for another in each of a few systems.
MAX_KEYS = 20
# What a scanner for leaked secrets can look for.
_PREFIX = "tlsk_"
_NO_LABEL = "Type what your team calls the system, such as Booking system."
_TOO_MANY = f"There are {MAX_KEYS} keys in use. Revoke one that nobody needs any more first."


@dataclass(frozen=True)
class MadeKey:
    """A new key; its secret is seen this once and never again."""

    key: TriggerKey
    secret: str = field(repr=False)


@dataclass(frozen=True)
class NotMade:
    """No key was made; ``why`` is a sentence with what to do."""

    why: str


@dataclass(frozen=True)
class ListedKey:
    """A key in use; ``is_locked``: no key in ENCRYPTION_KEYS opens its secret, so it opens nothing."""

    key: TriggerKey
    is_locked: bool


async def make_key(
    ctx: Context, vault: Vault | None, workspace_id: str, user: str, label: str
) -> MadeKey | NotMade:
    """Make one more key. Raises NotAllowed, and NoKeys without anything to encrypt its secret with."""
    named = " ".join(storable(label).split())[:MAX_LABEL]
    if not named:
        return NotMade(_NO_LABEL)
    now, secret = ctx.clock.now(), _PREFIX + secrets.token_urlsafe(32)
    key = TriggerKey(new_id(), named, now, user)
    async with ctx.store.write(workspace_id) as uow:
        await demand_settings(uow, user)
        if vault is None:
            raise NoKeys
        if len([each for each in await uow.trigger_keys.all() if each.key.revoked_at is None]) >= MAX_KEYS:
            return NotMade(_TOO_MANY)
        await uow.trigger_keys.add(KeptKey(key, vault.seal(secret, row_of(key.id))))
        detail = {"key": key.id, "label": named}
        await uow.audit.write([Deed(user, "system_key_made", now, detail=detail)])
    return MadeKey(key, secret)


async def revoke_key(ctx: Context, workspace_id: str, user: str, key_id: str) -> TriggerKey | None:
    """Have a key open nothing any more; None when there is none such in use. Raises NotAllowed."""
    now = ctx.clock.now()
    async with ctx.store.write(workspace_id) as uow:
        await demand_settings(uow, user)
        kept = await uow.trigger_keys.get(key_id, lock=True)
        if kept is None or kept.key.revoked_at is not None:
            return None
        await uow.trigger_keys.revoke(key_id, user, now)
        detail = {"key": key_id, "label": kept.key.label}
        await uow.audit.write([Deed(user, "system_key_revoked", now, detail=detail)])
    return kept.key


async def keys_in_use(ctx: Context, vault: Vault | None, workspace_id: str, user: str) -> list[ListedKey]:
    """The keys that were not revoked, the oldest first. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await demand_settings(uow, user)
        kept = await uow.trigger_keys.all()
    return [ListedKey(each.key, secret_of(vault, each) is None) for each in kept if not each.key.revoked_at]


def secret_of(vault: Vault | None, kept: KeptKey) -> str | None:
    """A key's secret; None when it is revoked or cannot be read with our keys."""
    if vault is None or kept.key.revoked_at is not None:
        return None
    try:
        return vault.open(kept.secret, kept.row)
    except CannotOpen:
        return None
