"""Several accounts side by side: which of them a webhook is about, by the name of its provider."""

import re

from bot.providers.twilio.settings import PROVIDER, name_of

_ACCOUNT = re.compile(rb"(?:^|&)AccountSid=(AC[0-9a-f]{32})(?:&|$)")


def provider_of(body: bytes, own_account: str) -> str:
    """The name of the provider that a webhook's form is for; ``own_account`` is the environment's SID.

    Nothing is proven by it: that provider then checks the signature with its own token, and the account. A
    form that names no account is the environment's to refuse.
    """
    found = _ACCOUNT.search(body)
    sid = found[1].decode() if found else own_account
    return PROVIDER if sid == own_account else name_of(sid)
