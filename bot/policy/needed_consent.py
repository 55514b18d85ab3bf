"""What each kind of message needs of the client's consent: a table."""

from enum import StrEnum

from bot.domain.channel import Channel
from bot.domain.consent import ConsentScope, ConsentState
from bot.domain.message import Draft, Purpose
from bot.policy.facts import Facts


class Kind(StrEnum):
    """A message by what it needs. A reply is a direct text to a client who has written on this channel."""

    REPLY = "reply"
    DIRECT = "direct"
    TRANSACTIONAL = "transactional"
    MARKETING = "marketing"
    KEYWORD_ANSWER = "keyword_answer"
    AUTO_ANSWER = "auto_answer"
    OPT_IN = "opt_in"


class Verdict(StrEnum):
    """What follows from a consent."""

    ALLOW = "allow"
    WARN = "warn"
    REFUSE = "refuse"


_STATES = (
    ConsentState.UNKNOWN,
    ConsentState.PENDING,
    ConsentState.EXPRESS,
    ConsentState.IMPLIED,
    ConsentState.WITHDRAWN,
    ConsentState.EXPIRED,
)
_YES, _WARN, _NO = Verdict.ALLOW, Verdict.WARN, Verdict.REFUSE

# Sources: 47 CFR 64.1200(a)(1) and (2), (f)(9): telemarketing needs an express consent in writing, other
# texts a consent of any kind, and somebody who writes to a business has invited its answer. (a)(10): none
# of it holds after a revocation; (a)(12): but for the one text that confirms it.
_TABLE: dict[Kind, tuple[Verdict, ...]] = {
    #                    unknown pending express implied withdrawn expired
    Kind.REPLY: (_YES, _YES, _YES, _YES, _NO, _YES),
    Kind.DIRECT: (_WARN, _WARN, _YES, _YES, _NO, _WARN),
    Kind.TRANSACTIONAL: (_NO, _NO, _YES, _YES, _NO, _NO),
    Kind.MARKETING: (_NO, _NO, _YES, _NO, _NO, _NO),
    Kind.KEYWORD_ANSWER: (_YES, _YES, _YES, _YES, _YES, _YES),
    Kind.AUTO_ANSWER: (_YES, _YES, _YES, _YES, _NO, _YES),
    # It asks for the consent; who has said no is not asked again.
    Kind.OPT_IN: (_YES, _YES, _YES, _YES, _NO, _YES),
}
# What goes only to who has agreed on WhatsApp, where an admin wants clients to be asked.
_AFTER_OPT_IN = frozenset({Purpose.DIRECT, Purpose.TRANSACTIONAL})
_SETTLED = frozenset({ConsentState.EXPRESS, ConsentState.WITHDRAWN})


def kind_of(draft: Draft, facts: Facts) -> Kind:
    """What the message is, by its purpose and by whether the client has written on this channel."""
    if draft.purpose is Purpose.DIRECT and facts.last_inbound_at is not None:
        return Kind.REPLY
    return Kind(draft.purpose.value)


def verdict_on(kind: Kind, facts: Facts) -> Verdict:
    """What the client's consent means for a message of this kind, by the table and the admin's choice."""
    found = _TABLE[kind][_STATES.index(facts.consent)]
    if kind is Kind.MARKETING and facts.consent_scope is not ConsentScope.MARKETING:
        return Verdict.REFUSE
    if found is Verdict.WARN and facts.settings.consent.direct_needs_consent:
        return Verdict.REFUSE
    return found


def awaits_opt_in(draft: Draft, facts: Facts) -> bool:
    """Whether a WhatsApp text is for the opt-in to decide: the client has neither said yes nor no to it.

    Who writes to us first has invited the answer, as in the table above. What was written before that, to
    wait for a yes, goes on waiting for it: the client has been asked, and has not given it.
    """
    if draft.channel is not Channel.WHATSAPP or draft.purpose not in _AFTER_OPT_IN:
        return False
    is_first = facts.last_inbound_at is None or facts.awaits_consent
    return facts.settings.opt_in.is_on and is_first and facts.consent not in _SETTLED
