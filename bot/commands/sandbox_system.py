"""Gives the clinic's own system, which the sandbox plays, a key of the bot's, as an admin would."""

from pathlib import Path

from bot.commands.own_files import write_own
from bot.commands.sandbox_workspace import the_workspace
from bot.flows.systems.keys import MadeKey, keys_in_use, make_key, revoke_key
from bot.flows.team.roles import OPERATOR
from bot.ports import Clock
from bot.sandbox.own_system import Key
from bot.vault import Vault, fresh_key, read_keys

LABEL = "The clinic's booking system"
_FILE = "encryption_key"


def encryption_key(data: Path) -> str:
    """What secrets in the folder's database are encrypted with: made at the first start, and kept there."""
    file = data / _FILE
    if not file.exists():
        write_own(file, fresh_key().encode())
    return file.read_text("ascii").strip()


async def give_key(database: str, encryption_keys: str, clock: Clock) -> Key | None:
    """A new key for the workspace of a bot that is running on this database and with these keys.

    Its secret is known only now, so the one that an earlier sandbox had is revoked; None without a workspace.
    """
    vault = Vault(read_keys(encryption_keys))
    async with the_workspace(database, clock) as found:
        if found is None:
            return None
        ctx, workspace_id = found
        for each in await keys_in_use(ctx, vault, workspace_id, OPERATOR):
            if each.key.label == LABEL:
                await revoke_key(ctx, workspace_id, OPERATOR, each.key.id)
        made = await make_key(ctx, vault, workspace_id, OPERATOR, LABEL)
    return Key(made.key.id, made.secret) if isinstance(made, MadeKey) else None
