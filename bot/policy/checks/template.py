"""Does WhatsApp let this template go to this client?"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.message import Draft
from bot.domain.template_reach import is_open, why_not_to
from bot.policy.decision import Reason
from bot.policy.facts import Facts

_ANOTHER = "Choose another template, or send an SMS."


def template(draft: Draft, facts: Facts, now: datetime) -> Iterator[Reason]:
    """Refuse a template that WhatsApp has not approved, or not for this client's country; what needs no
    approval to answer a client is refused outside of WhatsApp's 24 hours.

    Asked again when it goes: an approval may be taken back while a text waits for the morning.
    """
    if not draft.is_template:
        return
    answers = is_open(facts.last_inbound_at, now)
    if facts.template is None:
        yield Reason("template_gone", "The provider does not have this template any more.", _ANOTHER)
    elif why := why_not_to(facts.template, draft.to, answers=answers):
        # The provider would refuse it, so nobody here can allow it.
        said = f"The template {facts.template.name} cannot be sent: {why}"
        yield Reason("template_unusable", said, _ANOTHER)
