"""What a draft becomes on its way to the client: what must not travel taken out, what must be said added."""

from dataclasses import replace

from bot.domain.message import Direction, Draft, Purpose
from bot.domain.sensitive import find, redacted
from bot.domain.settings import DlpAction
from bot.policy.facts import Facts
from bot.policy.notice import notice


def prepared(draft: Draft, facts: Facts) -> Draft:
    """The draft as it would go, and as the checks look at it. Preparing it again changes nothing."""
    cleaned = _without_what_is_taken_out(draft, facts)
    return replace(cleaned, notice=notice(cleaned, facts))


def _without_what_is_taken_out(draft: Draft, facts: Facts) -> Draft:
    rules = facts.settings.dlp
    # Most workspaces take nothing out: then the text need not be looked at here.
    takes_out = any(rule.outbound is DlpAction.REDACT for rule in rules)
    if not takes_out or draft.purpose is Purpose.KEYWORD_ANSWER:
        return draft
    found = find(draft.body, rules, Direction.OUT)
    # Where nobody can tell what to take out, the check refuses.
    taken = [each for each in found if each.action is DlpAction.REDACT and not each.unsure]
    if not taken:
        return draft
    names = tuple(dict.fromkeys([*draft.taken_out, *(each.rule for each in taken)]))
    return replace(draft, body=redacted(draft.body, taken), taken_out=names)
