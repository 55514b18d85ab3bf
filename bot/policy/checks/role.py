"""May this teammate send this kind of message?"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.message import Draft, Purpose
from bot.domain.roles import Permission, Role
from bot.policy.decision import Reason
from bot.policy.facts import Facts

# What the program sends by itself has an admin's role: somebody who may has set it up.
_NEEDED = {
    Purpose.DIRECT: Permission.SEND,
    Purpose.TRANSACTIONAL: Permission.SEND,
    Purpose.MARKETING: Permission.BATCH,
    Purpose.OPT_IN: Permission.SEND,
}
_WORDS = {Permission.SEND: "write to clients", Permission.BATCH: "send marketing"}


def role(draft: Draft, facts: Facts, _now: datetime) -> Iterator[Reason]:
    """Refuse what the author's role does not allow; the answer to a keyword has no author."""
    needed = _NEEDED.get(draft.purpose)
    if needed is None or facts.author.may(needed):
        return
    yield Reason(
        "role",
        f"A {facts.author.value} cannot {_WORDS[needed]}; that takes a {Role.needed_for(needed).value}.",
        "Ask an admin to change the role with /messaging roles.",
    )
