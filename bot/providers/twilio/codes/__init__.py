"""Every code of Twilio's that we know, and what follows from it. Source: Twilio's error dictionary."""

from bot.providers.rules import Rule
from bot.providers.twilio.codes.account import ACCOUNT, NOT_JOINED
from bot.providers.twilio.codes.message import MESSAGE, NEEDS_TEMPLATE
from bot.providers.twilio.codes.recipient import RECIPIENT
from bot.providers.twilio.codes.retry import RETRY
from bot.providers.twilio.codes.wait import WAIT

__all__ = ["CODES", "NEEDS_TEMPLATE", "NOT_JOINED"]

CODES: dict[int, Rule] = RETRY | WAIT | RECIPIENT | MESSAGE | ACCOUNT
