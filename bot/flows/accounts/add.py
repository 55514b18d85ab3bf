"""Adding an account: its token is kept encrypted first, then its senders are chosen among what it has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.domain.account import MAX_LABEL, Account, AccountSender, AccountState, OfferedSender
from bot.domain.channel import Channel
from bot.domain.ids import new_id
from bot.domain.phone import NotAPhoneNumber, display, parse
from bot.domain.roles import Permission
from bot.domain.storable import storable
from bot.flows.accounts.desk import AccountDesk
from bot.flows.context import Context
from bot.flows.team.permissions import demand
from bot.flows.team.roles import OPERATOR
from bot.storage.repositories.accounts import KeptAccount, row_of
from bot.storage.repositories.audit import Deed
from bot.storage.unit_of_work import UnitOfWork

SID, TOKEN, LABEL, SENDERS, MORE = "sid", "token", "label", "senders", "more"
MAX_SENDERS = 100

_OWN = "This account is set up in the environment already."
_GONE = "This account is not there any more. Add it once more."
_NOTHING = "Choose at least one number, or type one below."


@dataclass(frozen=True)
class Wrong:
    """Nothing was kept: a sentence for each field that cannot be so."""

    errors: dict[str, str]


async def keep_for_trial(
    ctx: Context, desk: AccountDesk, workspace_id: str, user: str, sid: str, token: str, label: str
) -> Account | Wrong:
    """Keep a new account's token, encrypted; nothing goes through it before ``put_in_use``.

    Raises NotAllowed and NoKeys.
    """
    sid, token, label = sid.strip(), token.strip(), " ".join(storable(label).split())[:MAX_LABEL]
    errors = dict(desk.door.mistakes(sid, token))
    if errors or sid == desk.own_sid:
        return Wrong(errors or {SID: _OWN})
    now = ctx.clock.now()
    account = Account(new_id(), desk.door.provider, sid, label, AccountState.TRIED, (), now, now)
    kept = KeptAccount(account, desk.keys.seal(token, row_of(account.id)))
    async with ctx.store.write(workspace_id) as uow:
        await demand_settings(uow, user)
        await uow.accounts.add(kept, user)
    return account


async def put_in_use(
    ctx: Context,
    desk: AccountDesk,
    workspace_id: str,
    user: str,
    account_id: str,
    senders: Sequence[AccountSender],
    more: str = "",
) -> Account | Wrong:
    """From now on texts go and come by these senders of the account; ``more`` are WhatsApp numbers that were
    typed. It takes the place of one with the same SID: that is how a token is changed. Raises NotAllowed."""
    try:
        chosen = tuple(dict.fromkeys([*senders, *_typed(more, ctx.settings.default_region)]))
    except NotAPhoneNumber as problem:
        return Wrong({MORE: str(problem)})
    if not chosen or len(chosen) > MAX_SENDERS:
        return Wrong({SENDERS: _NOTHING if not chosen else f"Choose at most {MAX_SENDERS} numbers."})
    async with ctx.store.write(workspace_id) as uow:
        await demand_settings(uow, user)
        kept = await uow.accounts.get(account_id, lock=True)
        if kept is None:
            return Wrong({SENDERS: _GONE})
        standing = [each.account for each in await uow.accounts.all() if each.account.id != account_id]
        same = [each for each in standing if each.sid == kept.account.sid]
        others = [each for each in standing if each not in same and each.state is AccountState.IN_USE]
        if errors := _taken(desk, chosen, others):
            return Wrong(errors)
        await uow.accounts.forget(each.id for each in same)
        now = ctx.clock.now()
        account = replace(
            kept.account,
            state=AccountState.IN_USE,
            senders=chosen,
            label=kept.account.label or next((each.label for each in same), ""),
            changed_at=now,
            revision=kept.account.revision + 1,
        )
        await uow.accounts.change(replace(kept, account=account), user)
        detail = {"account": account.id, "label": account.label, "senders": len(chosen)}
        replaced = any(each.state is AccountState.IN_USE for each in same)
        action = "account_changed" if replaced else "account_added"
        await uow.audit.write([Deed(user, action, now, detail=detail)])
    await desk.changed()
    return account


async def discard(ctx: Context, workspace_id: str, user: str, account_id: str) -> None:
    """Forget an account that was only tried. Raises NotAllowed."""
    async with ctx.store.write(workspace_id) as uow:
        await demand_settings(uow, user)
        kept = await uow.accounts.get(account_id, lock=True)
        if kept and kept.account.state is AccountState.TRIED:
            await uow.accounts.forget([account_id])


async def demand_settings(uow: UnitOfWork, user: str) -> None:
    """Raises NotAllowed for whoever may not change settings; who runs the server may."""
    if user != OPERATOR:
        await demand(uow, user, Permission.SETTINGS)


def read_sender(written: str) -> AccountSender | None:
    """A sender as windows and the command line write it: ``sms:+1…``, ``sms:MG…``, ``whatsapp:+1…``."""
    family, _, address = written.partition(":")
    if family not in {Channel.SMS.value, Channel.WHATSAPP.value} or not address:
        return None
    return AccountSender(Channel(family), address)


def written_sender(sender: AccountSender | OfferedSender) -> str:
    """The same, written."""
    return f"{sender.channel.value}:{sender.address}"


def _typed(more: str, region: str) -> Iterable[AccountSender]:
    for entry in more.replace("\n", ",").split(","):
        if number := entry.strip().removeprefix("whatsapp:"):
            yield AccountSender(Channel.WHATSAPP, parse(number, region).e164)


def _taken(desk: AccountDesk, chosen: Sequence[AccountSender], others: Iterable[Account]) -> dict[str, str]:
    """A number that another account has already: a text that comes to it must not belong to two."""
    taken = {(sender.channel, sender.address) for other in others for sender in other.senders}
    for sender in chosen:
        if (sender.channel, sender.address) in taken | desk.own_senders:
            shown = display(sender.address) if sender.address.startswith("+") else "This Messaging Service"
            return {SENDERS: f"{shown} ({sender.channel.label}) is set up with another account already."}
    return {}
