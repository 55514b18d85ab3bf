"""Payment card numbers: a length and beginning that some scheme has given out, and the right check digit.

One number of ten passes the check by chance, so a reason is needed as well: it is written in the groups that
stand on a card, or a word or date that goes with cards is near. Source of the ranges: ISO/IEC 7812 issuer
identification numbers as the schemes publish them.
"""

import re
from collections.abc import Iterator, Sequence

_FEWEST, _MOST = 13, 19
_RUN = re.compile(r"\d+(?:[ .\-\r\n]{1,2}\d+)*")
_GROUP = re.compile(r"\d+")
_SCHEMES = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})"  # Visa
    r"|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}"  # Mastercard
    r"|3[47]\d{13}"  # American Express
    r"|3(?:0[0-5]|[689]\d)\d{11,16}"  # Diners Club
    r"|35(?:2[89]|[3-8]\d)\d{12,15}"  # JCB
    r"|(?:6011|64[4-9]\d|65\d\d)\d{12,15}"  # Discover
    r"|62\d{14,17}"  # UnionPay
    r"|(?:5018|5020|5038|5893|6304|6759|676[1-3])\d{9,15}"  # Maestro
)
_ON_A_CARD = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3)}
_NEAR = 40
_GOES_WITH_CARDS = re.compile(
    r"(?<![^\W\d_])(?:cards?|visa|master ?card|amex|american express|discover|maestro|credit|debit|cc|cvv2?"
    r"|cvc2?|security code|exp|expir(?:es|y|ation)|valid thru|tarjetas?|cr[eé]dito|d[eé]bito|vence"
    r"|vencimiento|caducidad|carte|karte|kreditkarte|cart[aã]o)(?![^\W\d_])"
    r"|\b(?:0[1-9]|1[0-2]) ?/ ?(?:\d{2}|20\d{2})\b",
    re.IGNORECASE,
)

Span = tuple[int, int]


def cards(text: str) -> Iterator[Span]:
    """Where card numbers stand in a text of plain characters (see ``simplified``)."""
    for run in _RUN.finditer(text):
        if run.end() - run.start() < _FEWEST:
            continue
        groups = [group.span() for group in _GROUP.finditer(text, run.start(), run.end())]
        if sum(map(_size, groups)) >= _FEWEST:
            around = text[max(0, run.start() - _NEAR) : run.end() + _NEAR]
            yield from _in_run(text, groups, is_about_cards=_GOES_WITH_CARDS.search(around) is not None)


def _in_run(text: str, groups: Sequence[Span], *, is_about_cards: bool) -> Iterator[Span]:
    """The card numbers among groups of digits; what stands before or behind one may be a phone number."""
    first = 0
    while first < len(groups):
        last = _last_of_card(text, groups, first, is_about_cards=is_about_cards)
        if last is not None:
            yield groups[first][0], groups[last][1]
        first = first + 1 if last is None else last + 1


def _last_of_card(text: str, groups: Sequence[Span], first: int, *, is_about_cards: bool) -> int | None:
    """The group with which the longest card number ends that begins with ``first``."""
    from stdnum import luhn  # noqa: PLC0415 - loaded with the first number that may be one.

    found, digits = None, ""
    for last in range(first, len(groups)):
        start, end = groups[last]
        digits += text[start:end]
        if len(digits) > _MOST:
            break
        has_reason = is_about_cards or _is_written_like_one(text, groups, first, last)
        if has_reason and _SCHEMES.fullmatch(digits) and luhn.is_valid(digits):
            found = last
    return found


def _is_written_like_one(text: str, groups: Sequence[Span], first: int, last: int) -> bool:
    """In the groups of a card, and not the middle of a parcel's number, whose groups of four go on and on."""
    if last - first not in {2, 3, 4}:
        return False
    if tuple(map(_size, groups[first : last + 1])) not in _ON_A_CARD:
        return False
    within = {_between(text, groups, number) for number in range(first, last)}
    begins_before = (
        first > 0 and _size(groups[first - 1]) == 4 and _between(text, groups, first - 1) in within
    )
    return len(within) == 1 and not begins_before


def _between(text: str, groups: Sequence[Span], number: int) -> str:
    """What separates a group from the next one."""
    return text[groups[number][1] : groups[number + 1][0]]


def _size(group: Span) -> int:
    return group[1] - group[0]
