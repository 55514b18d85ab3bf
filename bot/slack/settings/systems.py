"""The page *Your own systems*: the keys with which they sign what they tell at ``POST /triggers``."""

from bot.domain.settings import WorkspaceSettings
from bot.flows.settings.change import Outcome, Saved
from bot.flows.systems.keys import MAX_KEYS, ListedKey, MadeKey, keys_in_use
from bot.flows.team.roles import OPERATOR
from bot.slack import windows
from bot.slack.blocks.elements import Block, actions, button, context, mrkdwn, plain, section, when
from bot.slack.blocks.inputs import confirm, modal, text_input
from bot.slack.deps import Deps
from bot.slack.fields import Fields
from bot.slack.settings.page import KEY_CALLBACK, MADE_KEY_CALLBACK, MAKE_KEY, REVOKE_KEY, Page
from bot.slack.text import escape
from bot.vault import Vault

LABEL = "label"

_NO_KEYS = (
    "The secrets of these keys are kept encrypted, and ENCRYPTION_KEYS is not set. Run “bot accounts key” on "
    "the server, put what it prints into ENCRYPTION_KEYS, and start the app again."
)
_WHAT = (
    "A booking system, a shop or a script of yours tells the app of appointments, payments and documents. "
    "Each request is signed with a key; the app's README says how."
)
_LOCKED = "Its secret cannot be read with ENCRYPTION_KEYS. Put the key back, or make a new one here."
_ROTATING = "To change a key, make a new one, give it to your system, and revoke the old one."
_ONCE = "This is shown once. Keep both where your system reads them, and nowhere else."


def vault_of(deps: Deps) -> Vault | None:
    """What secrets are encrypted with; None without ENCRYPTION_KEYS."""
    return deps.accounts.vault if deps.accounts else None


def _summary(_settings: WorkspaceSettings) -> str:
    return "Keys for requests that set reminders"


async def _blocks(deps: Deps, _settings: WorkspaceSettings) -> list[Block]:
    # Whoever sees the settings at all may see this: that was asked when the page was opened.
    keys = await keys_in_use(deps.ctx, vault_of(deps), deps.workspace_id, OPERATOR)
    return systems_blocks(keys, deps.public_url, has_keys=vault_of(deps) is not None)


def systems_blocks(keys: list[ListedKey], public_url: str, *, has_keys: bool) -> list[Block]:
    """What it is for, each key with what can be done about it, and how to make one more."""
    address = f"{public_url}/triggers" if public_url else "/triggers below PUBLIC_URL"
    about = [section(plain(_WHAT)), context(plain(f"Requests go to POST {address}."))]
    rows = [_key(each) for each in keys[:MAX_KEYS]]
    if not has_keys:
        return [*about, *rows, context(plain(_NO_KEYS))]
    make = button("Make a key", MAKE_KEY, "make", "Make a key for one of your own systems")
    return [*about, *rows, actions(make, block_id="make_key"), context(plain(_ROTATING))]


def _key(each: ListedKey) -> Block:
    key = each.key
    used = f"last used {when(key.last_used_at)}" if key.last_used_at else "not used yet"
    by = f" by <@{escape(key.created_by)}>" if key.created_by else ""
    lines = [f"*{escape(key.label)}* · `{escape(key.id)}`", f"Made {when(key.created_at)}{by} · {used}"]
    lines += [_LOCKED] if each.is_locked else []
    sure = confirm(
        "Revoke this key?",
        "Requests that are signed with it are refused from this moment on. That cannot be undone.",
        "Revoke",
    )
    revoke = button("Revoke", REVOKE_KEY, key.id, f"Revoke the key for {key.label}", **sure)
    return section(mrkdwn("\n".join(lines)), block_id=f"key:{key.id}", accessory=revoke)


def key_form() -> Block:
    """What the system is called."""
    field = text_input(
        LABEL,
        "Which system is it for?",
        placeholder="Such as Booking system",
        most=60,
        hint="One key for each system, so that each can be revoked by itself.",
    )
    return modal("Make a key", KEY_CALLBACK, [field], submit="Make it", close="Cancel")


def made_view(made: MadeKey) -> Block:
    """The key with its secret, this once; the window remembers neither."""
    key_id = f"Key id, for the header `X-Threadline-Key`:\n`{escape(made.key.id)}`"
    return modal(
        "Your new key",
        MADE_KEY_CALLBACK,
        [
            section(mrkdwn(f"*{escape(made.key.label)}*"), block_id="label"),
            section(mrkdwn(key_id), block_id="id"),
            section(mrkdwn(f"Secret:\n`{escape(made.secret)}`"), block_id="secret"),
            context(plain(_ONCE)),
        ],
        close="Done",
        kept=windows.remember(),
    )


async def _submit(_deps: Deps, _user: str, _version: int, _fields: Fields) -> Outcome:
    return Saved(())


# Keys are no setting, so none of them is as it comes.
PAGE = Page("Your own systems", lambda _settings: object(), _summary, _blocks, _submit)
