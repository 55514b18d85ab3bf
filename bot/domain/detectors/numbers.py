"""US social security numbers and IBANs, each checked by the rules of who gives them out."""

import re
from collections.abc import Iterator

_WRITTEN_AS_SSN = re.compile(r"(?<![\d-])\d{3}([ .-])\d{2}\1\d{4}(?![\d-])")
_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
_GOES_WITH_SSN = re.compile(
    r"(?<![^\W\d_])(?:ssn|ss ?#|social(?: security)?|soc\.? sec|seguro social)", re.IGNORECASE
)
_NEAR = 40

_IBAN_BEGINS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ -]?[A-Za-z0-9])")
_SHORTEST_IBAN, _LONGEST_IBAN = 15, 34

Span = tuple[int, int]


def social_security_numbers(text: str) -> Iterator[Span]:
    """Numbers in their usual form (123-45-6789), or nine digits near a word that says what they are."""
    for match in _WRITTEN_AS_SSN.finditer(text):
        if _is_ssn(re.sub(r"\D", "", match.group())):
            yield match.span()
    for match in _NINE_DIGITS.finditer(text):
        around = f"{text[max(0, match.start() - _NEAR) : match.start()]} {text[match.end() :][:_NEAR]}"
        if _GOES_WITH_SSN.search(around) and _is_ssn(match.group()):
            yield match.span()


def _is_ssn(nine_digits: str) -> bool:
    from stdnum.us import ssn  # noqa: PLC0415 - loaded with the first number that may be one.

    return bool(ssn.is_valid(nine_digits))


def ibans(text: str) -> Iterator[Span]:
    """Bank accounts: of the right length for their country, with the right check digits."""
    end = 0
    for match in _IBAN_BEGINS.finditer(text):
        found = _end_of_iban(text, match.start()) if match.start() >= end else None
        if found:
            end = found
            yield match.start(), end


def _end_of_iban(text: str, start: int) -> int | None:
    """Where the account number ends that begins at ``start``: words may follow it without a mark."""
    taken, at = "", start
    while at < len(text) and len(taken) < _LONGEST_IBAN:
        if text[at].isascii() and text[at].isalnum():
            taken += text[at]
        elif text[at] not in " -" or text[at - 1] in " -":
            return None
        at += 1
        ends = at == len(text) or not text[at].isalnum()
        if len(taken) >= _SHORTEST_IBAN and ends and _is_iban(taken):
            return at
    return None


def _is_iban(taken: str) -> bool:
    from stdnum import iban  # noqa: PLC0415 - loaded with the first number that may be one.

    # The check digits first, which are quick; which bank of the country it names is not ours to check.
    in_digits = "".join(str(int(character, 36)) for character in taken[4:] + taken[:4])
    return int(in_digits) % 97 == 1 and iban.is_valid(taken, check_country=False)
