"""``bot accounts``: further accounts at a provider, at the command line."""

import getpass
import os
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.accounts import desk_of
from bot.cannot_start import CannotStart
from bot.commands.prepare import run_async, settings_of
from bot.config import AccountsSettings
from bot.config_values import senders as read_senders
from bot.config_values import whatsapp_senders as read_whatsapp
from bot.domain.account import Account, AccountSender, AccountState
from bot.domain.channel import Channel
from bot.domain.phone import display
from bot.flows.accounts.add import SID, Wrong, discard, keep_for_trial, put_in_use
from bot.flows.accounts.desk import AccountDesk, NoKeys
from bot.flows.accounts.look import look
from bot.flows.accounts.missing import missing
from bot.flows.accounts.remove import remove as take_away
from bot.flows.accounts.rotate import rotate as encrypt_anew
from bot.flows.context import Context
from bot.flows.team.roles import OPERATOR
from bot.storage.repositories.accounts import KeptAccount
from bot.vault import fresh_key

# Where the token may stand, so that it is never an argument that others on the machine could see.
TOKEN = "ACCOUNT_TOKEN"  # noqa: S105 - the name of a variable.


@dataclass
class _Work:
    """What a command works on, and what it has to say."""

    ctx: Context
    workspace_id: str
    desk: AccountDesk
    lines: list[str] = field(default_factory=list)

    async def find(self, sid: str) -> Account:
        """The account in use with this SID. Raises CannotStart."""
        for account in await self.in_use():
            if account.sid == sid.strip():
                return account
        raise CannotStart(f"No account {sid[:40]} is set up here. “bot accounts list” shows those that are.")

    async def in_use(self) -> list[Account]:
        """The accounts in use."""
        return [each.account for each in await self._kept() if each.account.state is AccountState.IN_USE]

    async def _kept(self) -> list[KeptAccount]:
        async with self.ctx.store.read(self.workspace_id) as uow:
            return await uow.accounts.all()


def show() -> None:
    """Print each account with its senders."""

    async def work(on: _Work) -> None:
        accounts = await on.in_use()
        on.lines += [line for account in accounts for line in _described(account)]
        if not accounts:
            on.lines.append("No further account is set up. Add one with: bot accounts add")

    _run(work)


def add(sid: str, numbers: str, whatsapp: str, label: str) -> None:
    """Test an account and put it in use. Raises CannotStart."""
    chosen = _chosen(numbers, whatsapp)

    async def work(on: _Work) -> None:
        on.desk.keys  # noqa: B018 - without keys nobody is asked for a token.
        tried = await keep_for_trial(on.ctx, on.desk, on.workspace_id, OPERATOR, sid, _token(), label)
        if isinstance(tried, Wrong):
            raise CannotStart(_said(tried))
        found = await look(on.ctx, on.desk, on.workspace_id, OPERATOR, tried.id)
        problem = found.problem
        used: Account | Wrong | None = None
        if not problem:
            used = await put_in_use(on.ctx, on.desk, on.workspace_id, OPERATOR, tried.id, chosen)
            problem = _said(used) if isinstance(used, Wrong) else ""
        if problem or not isinstance(used, Account):
            await discard(on.ctx, on.workspace_id, OPERATOR, tried.id)
            raise CannotStart(problem)
        on.lines += [f"{used.shown} is in use.", *_described(used)]
        on.lines += [f"Look at this: {sentence}" for sentence in missing(used, found)]
        on.lines.append("Set the webhook of each number to PUBLIC_URL/twilio/inbound in Twilio's console.")

    _run(work)


def test(sid: str) -> bool:
    """Ask the provider about an account; whether all is well."""
    well = True

    async def work(on: _Work) -> None:
        nonlocal well
        account = await on.find(sid)
        found = await look(on.ctx, on.desk, on.workspace_id, OPERATOR, account.id)
        problems = [found.problem] if found.problem else list(missing(account, found))
        well = not problems
        on.lines += problems or [f"{account.shown} answers and has the numbers that are set up."]

    _run(work)
    return well


def remove(sid: str) -> None:
    """Use an account no more."""

    async def work(on: _Work) -> None:
        account = await on.find(sid)
        await take_away(on.ctx, on.desk, on.workspace_id, OPERATOR, account.id)
        on.lines.append(f"{account.shown} is removed. Its token is forgotten within a day.")

    _run(work)


def rotate() -> bool:
    """Encrypt all tokens anew; whether all could be."""
    well = True

    async def work(on: _Work) -> None:
        nonlocal well
        done = await encrypt_anew(on.ctx, on.desk, on.workspace_id, OPERATOR)
        well = not done.locked
        on.lines.append(f"{done.done} encrypted anew, {done.current} had the newest key already.")
        on.lines += [f"{name}: no key in ENCRYPTION_KEYS opens its token." for name in done.locked]

    _run(work)
    return well


def key() -> None:
    """Print a fresh key."""
    print(fresh_key())  # noqa: T201 - the answer to the person who asked.


def _chosen(numbers: str, whatsapp: str) -> list[AccountSender]:
    try:
        sms = read_senders(numbers) if numbers else ()
        by_whatsapp = read_whatsapp(whatsapp) if whatsapp else ()
    except ValueError as problem:
        raise CannotStart(
            f"The senders cannot be read ({problem}). Write numbers such as +12025550123 or Messaging "
            "Services (MG…), comma separated."
        ) from None
    if not sms and not by_whatsapp:
        raise CannotStart("Name at least one sender with --from or --whatsapp-from.")
    return [
        *(AccountSender(Channel.SMS, each) for each in sms),
        *(AccountSender(Channel.WHATSAPP, each) for each in by_whatsapp),
    ]


def _token() -> str:
    given = os.environ.get(TOKEN, "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise CannotStart(f"Put the account's Auth Token into {TOKEN}, or run this in a terminal.")
    return getpass.getpass("Auth Token (not shown): ")


def _described(account: Account) -> list[str]:
    senders = [f"  {_shown(each)} ({each.channel.label})" for each in account.senders]
    name = f" · {account.label}" if account.label else ""
    return [f"{account.sid}{name}", *senders]


def _shown(sender: AccountSender) -> str:
    return display(sender.address) if sender.address.startswith("+") else sender.address


def _said(wrong: Wrong) -> str:
    first = wrong.errors.get(SID)
    return first or " ".join(dict.fromkeys(wrong.errors.values()))


def _run(work: Callable[[_Work], Awaitable[None]]) -> None:
    settings = settings_of(AccountsSettings)
    from bot import wiring  # noqa: PLC0415 - a wrong setting is told before everything is loaded.

    async def main() -> None:
        async with (
            wiring.workspace(settings) as (ctx, workspace_id),
            desk_of(settings, ctx.clock, os.environ) as desk,
        ):
            on = _Work(ctx, workspace_id, desk)
            try:
                await work(on)
            except NoKeys as refused:
                raise CannotStart(str(refused)) from None
        print("\n".join(on.lines))  # noqa: T201 - the answer to the person who asked.

    run_async(main())
