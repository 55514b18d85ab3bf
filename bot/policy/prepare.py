"""What a draft becomes on its way to the client: what must not travel taken out, what must be said added."""

from dataclasses import replace

from bot.domain.message import Direction, Draft, Purpose
from bot.domain.sensitive import find, redacted
from bot.domain.settings import DlpAction
from bot.policy.facts import Facts
from bot.policy.notice import notice

# What stands beside something that was taken out may be found only then.
_ROUNDS = 3


def prepared(draft: Draft, facts: Facts) -> Draft:
    """The draft as it would go, and as the checks look at it. Preparing it again changes nothing."""
    cleaned = draft
    # Most workspaces take nothing out: then the text need not be looked at here.
    takes_out = any(rule.outbound is DlpAction.REDACT for rule in facts.settings.dlp)
    # Nothing can be taken out of a template: WhatsApp fills it in by itself, so the check refuses it whole.
    if takes_out and draft.purpose is not Purpose.KEYWORD_ANSWER and not draft.is_template:
        for _ in range(_ROUNDS):
            cleaned = _without_what_is_taken_out(cleaned, facts)
    added = notice(cleaned, facts)
    # A stored text mostly has its notice already, and copying a draft costs more than most checks.
    return cleaned if cleaned.notice == added else replace(cleaned, notice=added)


def _without_what_is_taken_out(draft: Draft, facts: Facts) -> Draft:
    found = find(draft.body, facts.settings.dlp, Direction.OUT)
    # Where nobody can tell what to take out, the check refuses.
    taken = [each for each in found if each.action is DlpAction.REDACT and not each.unsure]
    names = tuple(dict.fromkeys([*draft.taken_out, *(each.rule for each in taken)]))
    return replace(draft, body=redacted(draft.body, taken), taken_out=names)
