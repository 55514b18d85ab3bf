"""All senders and accounts, for who sets them up."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.account import Account, AccountState
from bot.domain.sender import SenderState
from bot.domain.settings import SenderNote
from bot.flows.accounts.add import demand_settings
from bot.flows.accounts.desk import AccountDesk
from bot.flows.context import Context
from bot.ports import Sender
from bot.storage.repositories.accounts import KeptAccount
from bot.vault import CannotOpen


@dataclass(frozen=True)
class ListedSender:
    """A sender with what is known and what was decided of it; ``state`` None: the provider has not said
    anything yet. ``account``: the one that was added; None: it is the environment's."""

    sender: Sender
    note: SenderNote
    state: SenderState | None
    account: Account | None


@dataclass(frozen=True)
class ListedAccount:
    """An account in use; ``is_locked``: its token cannot be read with our keys."""

    account: Account
    is_locked: bool


@dataclass(frozen=True)
class Listing:
    """Everything; ``has_keys``: accounts can be added."""

    senders: Sequence[ListedSender]
    accounts: Sequence[ListedAccount]
    has_keys: bool


async def listing(ctx: Context, desk: AccountDesk | None, workspace_id: str, user: str) -> Listing:
    """What is set up; without a desk no account can be added. Raises NotAllowed."""
    async with ctx.store.read(workspace_id) as uow:
        await demand_settings(uow, user)
        kept = [each for each in await uow.accounts.all() if each.account.state is AccountState.IN_USE]
        settings = (await uow.settings.load()).settings
        states = await uow.sender_states.all()
    owners = {(s.channel, s.address): each.account for each in kept for s in each.account.senders}
    senders = []
    for sender in ctx.senders:
        key = sender.channel.family, sender.address
        state = states.get(key)
        senders.append(
            ListedSender(sender, settings.note_on(*key), state.state if state else None, owners.get(key))
        )
    accounts = [ListedAccount(each.account, _is_locked(desk, each)) for each in kept]
    return Listing(senders, accounts, has_keys=bool(desk and desk.vault))


def _is_locked(desk: AccountDesk | None, kept: KeptAccount) -> bool:
    if desk is None or desk.vault is None:
        return True
    try:
        desk.vault.open(kept.secret, kept.row)
    except CannotOpen:
        return True
    return False
