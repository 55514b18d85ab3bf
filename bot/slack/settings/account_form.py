"""The windows in which a Twilio account is added: its credentials, then its numbers.

Between the two, the token lies encrypted in the database; a window carries the account's id only.
"""

from collections.abc import Sequence

from bot.domain.account import MAX_LABEL, Account, AccountLook, AccountSender, OfferedSender
from bot.domain.phone import display
from bot.flows.accounts import add as flow
from bot.slack import windows
from bot.slack.blocks.elements import Block, context, mrkdwn, option, plain, section
from bot.slack.blocks.inputs import checks, modal, text_input
from bot.slack.deps import Payload
from bot.slack.fields import Fields
from bot.slack.settings.page import ACCOUNT_CALLBACK, ACCOUNT_SENDERS_CALLBACK
from bot.slack.text import escape

TITLE = "Add Twilio account"
_STORED = "It is stored encrypted and is not shown again. What you type here is kept out of Slack's messages."
_ASKING = "Twilio is being asked. The numbers of the account come into this window by themselves."
_MOST = 100


def credentials_form(problem: str = "", sid: str = "", label: str = "") -> Block:
    """The first window; ``problem`` is said at its top."""
    said = [section(plain(problem), block_id="problem")] if problem else []
    return modal(
        TITLE,
        ACCOUNT_CALLBACK,
        [
            *said,
            text_input(
                flow.LABEL,
                "Name",
                value=label,
                placeholder="Such as North office",
                most=MAX_LABEL,
                optional=True,
            ),
            text_input(flow.SID, "Account SID", value=sid, placeholder="AC…", most=64),
            text_input(flow.TOKEN, "Auth Token", placeholder="32 characters", most=64, hint=_STORED),
            context(plain("Both stand on the first page of Twilio's console, for subaccounts too.")),
        ],
        submit="Test connection",
        close="Cancel",
    )


def asking() -> Block:
    """What stands there while Twilio is asked."""
    return modal(TITLE, "notice", [section(plain(_ASKING))], close="Close")


def senders_form(account: Account, found: AccountLook, public_url: str) -> Block:
    """The second window: what the account has, to choose from."""
    name = escape(found.name or account.shown)
    offered = list(found.senders)[:_MOST]
    return modal(
        TITLE,
        ACCOUNT_SENDERS_CALLBACK,
        [
            section(mrkdwn(f"*{name}* answers. Choose what your team texts from."), block_id="answers"),
            *_offered(offered),
            text_input(
                flow.MORE,
                "WhatsApp numbers that are not listed",
                placeholder="Such as +14155238886",
                most=400,
                optional=True,
                hint="Comma separated. Twilio's test number +14155238886 is never listed.",
            ),
            context(plain(_webhook(public_url))),
        ],
        submit="Add",
        close="Cancel",
        kept=windows.remember(account=account.id),
    )


def chosen_in(view: Payload) -> list[AccountSender]:
    """What was chosen in the second window."""
    values = Fields(view).options(flow.SENDERS)
    return [sender for value in values if (sender := flow.read_sender(value))]


def _offered(offered: Sequence[OfferedSender]) -> list[Block]:
    if not offered:
        return [section(plain("It has no number that can text. Type a WhatsApp number below."))]
    options = [option(_label(each), flow.written_sender(each)) for each in offered]
    only = [flow.written_sender(offered[0])] if len(offered) == 1 else []
    return [checks(flow.SENDERS, "Numbers", options, only, optional=True)]


def _label(sender: OfferedSender) -> str:
    shown = display(sender.address) if sender.address.startswith("+") else f"service {sender.address[-4:]}"
    named = f"{sender.name} · {shown}" if sender.name else shown
    return f"{sender.channel.label}: {named}"


def _webhook(public_url: str) -> str:
    at = f"{public_url}/twilio/inbound" if public_url else "/twilio/inbound below PUBLIC_URL"
    return f"Then set each number's webhook for incoming messages to {at} (POST) in Twilio's console."
