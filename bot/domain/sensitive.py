"""What must not travel in a text: found by the workspace's rules, and what is shown in its place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from bot.domain.detectors.cards import cards
from bot.domain.detectors.characters import simplified
from bot.domain.detectors.numbers import ibans, social_security_numbers
from bot.domain.detectors.patterns import CannotTell, fits
from bot.domain.message import Direction, Hidden, Message
from bot.domain.settings import DlpAction, DlpKind, DlpRule

_DETECTORS = {DlpKind.CARD: cards, DlpKind.SSN: social_security_numbers, DlpKind.IBAN: ibans}
_STRICTER = [DlpAction.OFF, DlpAction.WARN, DlpAction.REDACT, DlpAction.BLOCK]

# A social security number has nine digits and a card more, with a mark or two between them; an IBAN may be of
# letters but for its beginning. Digits and letters of any script, as they are before they are simplified.
_NINE_DIGITS = regex.compile(r"(?:\p{N}\P{N}{0,3}){8}\p{N}")
_IBAN_BEGINS = regex.compile(r"\p{L}{2}\p{N}{2}")

Span = tuple[int, int]


@dataclass(frozen=True)
class Found:
    """Characters ``start`` to ``end`` of a text, the rule that found them, and what is to be done about them.

    ``unsure``: the rule's pattern came to no end, so the whole text counts as found.
    """

    rule: str
    action: DlpAction
    start: int
    end: int
    unsure: bool = False


def find(text: str, rules: Sequence[DlpRule], direction: Direction) -> tuple[Found, ...]:
    """Everything that the rules find in a text that travels in this direction, in its order.

    What overlaps is one find, by the strictest of its rules.
    """
    patterns = sum(rule.kind is DlpKind.PATTERN for rule in rules)
    if not patterns and not _may_hold_a_number(text):
        return ()
    plain = simplified(text)
    own = list(_own_words(text, rules))
    found = [
        each
        for rule in rules
        if (action := rule.outbound if direction is Direction.OUT else rule.inbound) is not DlpAction.OFF
        for each in _by_rule(rule, action, text, plain, patterns)
        if not any(start <= each.start and each.end <= end for start, end in own)
    ]
    return tuple(_merged(sorted(found, key=lambda each: (each.start, -each.end))))


def _may_hold_a_number(text: str) -> bool:
    """Whether a text is worth a look: nearly every text has too few digits for what the detectors know."""
    return _NINE_DIGITS.search(text) is not None or _IBAN_BEGINS.search(text) is not None


def redacted(text: str, found: Iterable[Found | Hidden]) -> str:
    """The text with what was found taken out, and in its place the word for it; finds must not overlap."""
    pieces, done = [], 0
    for each in sorted(found, key=lambda each: each.start):
        pieces += [text[done : each.start], placeholder(each.rule)]
        done = each.end
    return "".join([*pieces, text[done:]])


def placeholder(rule: str) -> str:
    """What stands in the place of something hidden, such as ``[card number hidden]``."""
    return f"[{in_a_sentence(rule)} hidden]"


def in_a_sentence(rule: str) -> str:
    """A rule's name within a sentence: ``Card number`` in small letters, ``IBAN`` as it is."""
    return rule[:1].lower() + rule[1:] if rule[1:2].islower() else rule


def names(found: Iterable[Found | Hidden]) -> str:
    """The rules that found something, each once, for a sentence: ``card number, IBAN``."""
    return ", ".join(dict.fromkeys(in_a_sentence(each.rule) for each in found))


def to_hide(found: Iterable[Found]) -> tuple[Hidden, ...]:
    """What is kept of the finds beside the text itself."""
    return tuple(Hidden(each.rule, each.start, each.end, each.action) for each in found)


def is_hidden(message: Message) -> bool:
    """Whether there is more in a message than Slack may show."""
    return any(each.action in {DlpAction.REDACT, DlpAction.BLOCK} for each in message.hidden)


def shown_body(message: Message) -> str:
    """A message's text as it may stand in Slack; the whole of it is for who may see it, by *Reveal*."""
    withheld = [each for each in message.hidden if each.action is DlpAction.BLOCK]
    if withheld:
        return f"A message was withheld because of what is in it: {names(withheld)}."
    return redacted(message.body, [each for each in message.hidden if each.action is DlpAction.REDACT])


def _by_rule(rule: DlpRule, action: DlpAction, text: str, plain: str, patterns: int) -> Iterator[Found]:
    if rule.kind is not DlpKind.PATTERN:
        yield from (Found(rule.name, action, *span) for span in _DETECTORS[rule.kind](plain))
        return
    try:
        yield from [Found(rule.name, action, *span) for span in fits(rule.pattern, text, patterns)]
    except CannotTell:
        yield Found(rule.name, action, 0, len(text), unsure=True)


def _own_words(text: str, rules: Sequence[DlpRule]) -> Iterator[Span]:
    """Where something was hidden before: a pattern that fits these words would hide them again and again."""
    for words in {placeholder(rule.name) for rule in rules}:
        at = text.find(words)
        while at >= 0:
            yield at, at + len(words)
            at = text.find(words, at + 1)


def _merged(found: Iterable[Found]) -> Iterator[Found]:
    last: Found | None = None
    for each in found:
        if last is not None and each.start < last.end:
            last = _joined(last, each)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _joined(one: Found, other: Found) -> Found:
    strictest = max(one, other, key=lambda each: _STRICTER.index(each.action))
    unsure = one.unsure or other.unsure
    return replace(strictest, start=one.start, end=max(one.end, other.end), unsure=unsure)
