"""Every code of Meta's that we know, and what follows from it.

Source: WhatsApp Business Platform, error codes.
"""

from bot.providers.rules import Rule
from bot.providers.whatsapp_cloud.codes.account import ACCOUNT, PERMISSION
from bot.providers.whatsapp_cloud.codes.later import LATER
from bot.providers.whatsapp_cloud.codes.message import MESSAGE, NEEDS_TEMPLATE
from bot.providers.whatsapp_cloud.codes.recipient import RECIPIENT

__all__ = ["NEEDS_TEMPLATE", "rule_of"]

_CODES: dict[int, Rule] = LATER | RECIPIENT | MESSAGE | ACCOUNT
# All of these say that a permission is missing.
_PERMISSIONS = range(200, 300)


def rule_of(code: int) -> Rule | None:
    """What a code means; None for one that we do not know."""
    return _CODES.get(code) or (PERMISSION if code in _PERMISSIONS else None)
