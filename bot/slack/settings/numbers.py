"""The page *Numbers and accounts*: what texts leave from, and the accounts that admins have added."""

from bot.domain.account import Account, short_sid
from bot.domain.phone import display
from bot.domain.sender import SenderState, SenderStatus
from bot.domain.settings import WorkspaceSettings
from bot.flows.accounts.desk import NO_KEYS
from bot.flows.accounts.listing import ListedAccount, ListedSender, Listing, listing
from bot.flows.settings.change import Outcome, Saved
from bot.flows.team.roles import OPERATOR
from bot.ports import Sender
from bot.slack.blocks.elements import Block, actions, button, context, mrkdwn, plain, section
from bot.slack.blocks.inputs import confirm
from bot.slack.blocks.senders import pace, sandbox_rules
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import ADD_ACCOUNT, CHANGE_SENDER, REMOVE_ACCOUNT, TEST_ACCOUNT, Page
from bot.slack.text import escape

# Together with the rest within the hundred blocks of a window.
_MOST_SENDERS, _MOST_ACCOUNTS = 40, 15
_STATES = {
    None: "Nothing heard of it yet",
    SenderStatus.READY: "Ready",
    SenderStatus.UNVERIFIED: "Not verified",
    SenderStatus.SUSPENDED: "Suspended",
    SenderStatus.SANDBOX: "Test number",
}
_LOCKED = "No key in ENCRYPTION_KEYS opens its token. Put the key back, or add the account again."
_WHAT = "The account of the server's environment is not listed here. Its numbers are."


def _summary(settings: WorkspaceSettings) -> str:
    named = [escape(each.label) for each in settings.senders if each.label]
    more = f" and {len(named) - 5} more" if len(named) > 5 else ""
    return f"Named: {', '.join(named[:5])}{more}" if named else "What texts leave from"


async def _blocks(deps: Deps, _settings: WorkspaceSettings) -> list[Block]:
    # Whoever sees the settings at all may see this: that was asked when the page was opened.
    return numbers_blocks(await listing(deps.ctx, deps.accounts, deps.workspace_id, OPERATOR))


def numbers_blocks(found: Listing) -> list[Block]:
    """Every sender and every account with what can be done about it."""
    senders = [block for each in found.senders[:_MOST_SENDERS] for block in _sender(each)]
    accounts = [block for each in found.accounts[:_MOST_ACCOUNTS] for block in _account(each)]
    left = len(found.senders[_MOST_SENDERS:]) + len(found.accounts[_MOST_ACCOUNTS:])
    more = [context(plain(f"{left} more are not shown: see “bot accounts list”."))] if left else []
    return [
        *(senders or [section(plain("No number is set up yet."))]),
        *more,
        *accounts,
        *_add(has_keys=found.has_keys),
    ]


def _sender(each: ListedSender) -> list[Block]:
    sender = each.sender
    about = [sender.channel.family.label, _of(each.account)]
    about += ["taken first"] if each.note.is_default else []
    lines = [
        f"*{escape(sender.name)}* · {' · '.join(about)}",
        f"{_state(each.state, sender)} · {pace(sender)}",
    ]
    lines += [escape(line) for line in sandbox_rules(sender)]
    value = f"{sender.channel.family.value}:{sender.address}"
    change = button("Change", CHANGE_SENDER, value, f"Change {sender.name}")
    return [section(mrkdwn("\n".join(lines)), block_id=f"sender:{value}", accessory=change)]


def _of(account: Account | None) -> str:
    return escape(account.shown) if account else "the server's account"


def _state(state: SenderState | None, sender: Sender) -> str:
    if sender.is_sandbox and (state is None or state.status is SenderStatus.READY):
        return _STATES[SenderStatus.SANDBOX]
    said = _STATES[state.status if state else None]
    why = state.why if state and state.status in {SenderStatus.UNVERIFIED, SenderStatus.SUSPENDED} else ""
    return f"{said}: {escape(why)}".rstrip(": ")


def _account(each: ListedAccount) -> list[Block]:
    account = each.account
    numbers = ", ".join(
        display(sender.address) if sender.address.startswith("+") else "a Messaging Service"
        for sender in account.senders[:5]
    )
    more = f" and {len(account.senders) - 5} more" if len(account.senders) > 5 else ""
    lines = [f"*{escape(account.shown)}* · Twilio account {short_sid(account.sid)}", f"{numbers}{more}"]
    lines += [_LOCKED] if each.is_locked else []
    sure = confirm(
        "Remove this account?",
        "Texts that wait for it are not sent, and its numbers are gone. Its token is forgotten within a day.",
        "Remove",
    )
    return [
        section(mrkdwn("\n".join(lines)), block_id=f"account:{account.id}"),
        actions(
            button("Test", TEST_ACCOUNT, account.id, f"Ask Twilio whether {account.shown} works"),
            button("Remove", REMOVE_ACCOUNT, account.id, f"Remove {account.shown}", **sure),
            block_id=f"account_buttons:{account.id}",
        ),
    ]


def _add(*, has_keys: bool) -> list[Block]:
    if not has_keys:
        return [context(plain(f"Further accounts: {NO_KEYS}"))]
    add = button("Add Twilio account", ADD_ACCOUNT, "add", "Add another Twilio account")
    return [actions(add, block_id="add_account"), context(plain(_WHAT))]


async def _submit(_deps: Deps, _user: str, _version: int, _fields: Fields) -> Outcome:
    return Saved(())


PAGE = Page("Numbers and accounts", lambda settings: settings.senders, _summary, _blocks, _submit)
