"""Is there something in the text that must not travel?"""

from collections.abc import Iterator
from datetime import datetime

from bot.domain.message import Direction, Draft, Purpose
from bot.domain.roles import Role
from bot.domain.sensitive import Found, find, in_a_sentence, names, placeholder
from bot.domain.settings import DlpAction
from bot.policy.decision import Reason
from bot.policy.facts import Facts


def sensitive(draft: Draft, facts: Facts, _now: datetime) -> Iterator[Reason]:
    """Refuse what a rule blocks, and tell of what was taken out or should be thought about.

    A reason names the rules and never what they found: it is shown and kept where the text is not.
    """
    if draft.purpose is Purpose.KEYWORD_ANSWER:
        return
    if draft.taken_out:
        yield _taken_out(draft.taken_out)
    found = find(draft.body, facts.settings.dlp, Direction.OUT)
    blocked = [each for each in found if is_blocked(each)]
    if blocked:
        yield Reason(
            "sensitive",
            f"The text holds something that must not be texted: {names(blocked)}.",
            "Take it out and send the text again.",
            overridable_by=Role.MANAGER,
        )
    warned = [each for each in found if each.action is DlpAction.WARN]
    if warned:
        yield Reason(
            "sensitive_warning",
            f"The text holds something private: {names(warned)}.",
            "A text can be read by whoever holds the phone.",
            is_warning=True,
        )


def is_blocked(found: Found) -> bool:
    """Whether a text with this find does not go. What was to be taken out is gone by now (see ``prepared``):
    where it still stands, nobody could tell to the character what to take out."""
    return found.action in {DlpAction.BLOCK, DlpAction.REDACT}


def _taken_out(rules: tuple[str, ...]) -> Reason:
    said = ", ".join(map(in_a_sentence, rules))
    reads = ", ".join(f"“{placeholder(rule)}”" for rule in rules)
    return Reason(
        "redacted",
        f"Something was taken out of the text: {said}.",
        f"The client reads {reads} in its place.",
        is_warning=True,
    )
