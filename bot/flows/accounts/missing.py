"""What an account that answers lacks of the senders that it is set up with."""

from collections.abc import Iterator

from bot.domain.account import Account, AccountLook
from bot.domain.channel import Channel
from bot.domain.phone import display


def missing(account: Account, found: AccountLook) -> Iterator[str]:
    """A sentence for each SMS number that is not, or not any more, a number of the account.

    WhatsApp's test number belongs to no account, and not every account may list its services.
    """
    has = {(each.channel, each.address) for each in found.senders}
    for sender in account.senders:
        is_number = sender.channel is Channel.SMS and sender.address.startswith("+")
        if is_number and (sender.channel, sender.address) not in has:
            yield f"{display(sender.address)} is not a number of this account that can send texts."
