"""The gate: every outbound message passes it, whichever door it came in by, and again when it goes."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.domain.message import Draft
from bot.policy.checks.budget import budget
from bot.policy.checks.consent import consent
from bot.policy.checks.content import content
from bot.policy.checks.frequency import frequency
from bot.policy.checks.opt_in import opt_in
from bot.policy.checks.quiet_hours import quiet_hours
from bot.policy.checks.recipient import recipient
from bot.policy.checks.role import role
from bot.policy.checks.sender import sender
from bot.policy.checks.sensitive import sensitive
from bot.policy.checks.spam import spam
from bot.policy.checks.template import template
from bot.policy.checks.too_late import held_too_long, too_late
from bot.policy.checks.window import window
from bot.policy.decision import Decision, Hold, Reason, Refuse, Send, Weight
from bot.policy.facts import Facts
from bot.policy.hours import valid_until

Check = Callable[[Draft, Facts, datetime], Iterator[Reason]]

CHECKS: tuple[Check, ...] = (
    *(role, recipient, consent, opt_in, window, template),
    *(content, sensitive, spam),
    *(frequency, quiet_hours, budget, sender, too_late),
)


def decide(draft: Draft, facts: Facts, now: datetime) -> Decision:
    """Send, Hold until the latest of all delays, or Refuse; a refusal outweighs a delay.

    Every check is asked, so that a person is told everything at once.
    """
    found = [reason for check in CHECKS for reason in check(draft, facts, now)]
    warnings = tuple(reason for reason in found if reason.weight is Weight.WARN)
    against = [reason for reason in found if reason.weight is not Weight.WARN]
    overridden = tuple(reason for reason in against if _is_overridden(draft, reason))
    reasons = tuple(reason for reason in against if reason not in overridden)
    if any(reason.weight is Weight.REFUSE for reason in reasons):
        # The first is the one that decided; the delays come behind, as they would apply as well.
        ordered = sorted(reasons, key=lambda reason: reason.weight is not Weight.REFUSE)
        return Refuse(tuple(ordered), warnings)
    if reasons:
        until = max(reason.until for reason in reasons if reason.until)
        if vain := tuple(held_too_long(draft, facts, until)):
            return Refuse((*vain, *reasons), warnings)
        return Hold(until, reasons, warnings, overridden)
    return Send(warnings, overridden, _deliverable_until(draft, facts, now))


def _deliverable_until(draft: Draft, facts: Facts, now: datetime) -> datetime | None:
    """The end of the hours for texts, or of the text's use, whichever comes first."""
    ends = [at for at in (valid_until(draft, facts, now), draft.useless_at) if at]
    return min(ends, default=None)


def _is_overridden(draft: Draft, reason: Reason) -> bool:
    """Whether somebody who may has decided to send in spite of this very reason."""
    override, least = draft.override, reason.overridable_by
    if override is None or least is None:
        return False
    return reason.code in override.codes and override.role.rank >= least.rank
