"""An account beside the environment's, for tests: a door that knows it, and a desk to work on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.account import Account, AccountLook, AccountSender, OfferedSender
from bot.domain.channel import Channel
from bot.flows.accounts.add import keep_for_trial, put_in_use
from bot.flows.accounts.desk import AccountDesk
from bot.flows.context import Context
from bot.flows.team.roles import OPERATOR
from bot.vault import Vault, fresh_key, read_keys

NORTH, TOKEN = "AC" + "b" * 32, "0123456789abcdef" * 2
NORTH_SMS, NORTH_WHATSAPP = "+12025550160", "+12025550162"
OFFERED = (
    OfferedSender(Channel.SMS, NORTH_SMS, "North office"),
    OfferedSender(Channel.WHATSAPP, NORTH_WHATSAPP),
)


@dataclass
class RememberingDoor:
    """Answers what it is told to, and remembers with what it was asked."""

    provider: str = "twilio"
    answer: AccountLook = field(default_factory=lambda: AccountLook(name="North", senders=OFFERED))
    asked: list[tuple[str, str]] = field(default_factory=list)

    def mistakes(self, sid: str, token: str) -> Mapping[str, str]:
        """A SID begins with AC, a token is 32 characters long."""
        wrong = {} if sid.startswith("AC") else {"sid": "That is no SID."}
        return wrong if len(token) == 32 else wrong | {"token": "That is no token."}

    async def look(self, sid: str, token: str) -> AccountLook:
        """The answer."""
        self.asked.append((sid, token))
        return self.answer


def vault(*keys: str) -> Vault:
    """A vault with these keys, or with one of its own."""
    return Vault(read_keys(",".join(keys) or fresh_key()))


def desk(**more: object) -> AccountDesk:
    """A desk with keys and a door that knows the account."""
    given: dict[str, object] = {"vault": vault(), "door": RememberingDoor(), **more}
    return AccountDesk(**given)  # type: ignore[arg-type]


async def add(
    ctx: Context,
    at: AccountDesk,
    workspace_id: str,
    *senders: AccountSender,
    sid: str = NORTH,
    token: str = TOKEN,
    label: str = "North",
) -> Account:
    """An account in use, with one number unless others are given."""
    tried = await keep_for_trial(ctx, at, workspace_id, OPERATOR, sid, token, label)
    assert isinstance(tried, Account), tried
    chosen = senders or (AccountSender(Channel.SMS, NORTH_SMS),)
    used = await put_in_use(ctx, at, workspace_id, OPERATOR, tried.id, chosen)
    assert isinstance(used, Account), used
    return used
