"""Phone numbers: read from what people type, kept as E.164, shown as people write them."""

import re
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType, timezone

from bot.domain.area import state_of

# Longer than any number with its punctuation and extension: what is longer is not a phone number.
MAX_TYPED = 40


class NotAPhoneNumber(ValueError):
    """The text is no phone number that could be texted; the message says why and what to type instead."""


@dataclass(frozen=True)
class PhoneNumber:
    """A valid number in E.164 form, such as ``+12025550123``."""

    e164: str

    @property
    def shown(self) -> str:
        """The number as people write it internationally: ``+1 202-555-0123``."""
        return display(self.e164)


def parse(text: str, default_region: str) -> PhoneNumber:
    """The number that ``text`` is, read in ``default_region`` (ISO 3166, e.g. ``US``) when it is a local one.

    Raises NotAPhoneNumber with a sentence for the person who typed it.
    """
    typed = text.strip()
    if not typed or len(typed) > MAX_TYPED:
        raise NotAPhoneNumber("Type a phone number such as +1 202-555-0123.")
    try:
        number = phonenumbers.parse(typed, default_region)
    except phonenumbers.NumberParseException as problem:
        raise NotAPhoneNumber(_why_unreadable(problem, typed)) from None
    if not phonenumbers.is_valid_number(number):
        raise NotAPhoneNumber(_why_invalid(number, typed))
    return PhoneNumber(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def _why_unreadable(problem: phonenumbers.NumberParseException, typed: str) -> str:
    wrong_code = problem.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE
    if wrong_code and typed.startswith("+"):
        return f"“{typed}” has a country code that does not exist. Start with + and the country code."
    return f"“{typed}” is not a phone number. Type one such as +1 202-555-0123."


def _why_invalid(number: phonenumbers.PhoneNumber, typed: str) -> str:
    reason = phonenumbers.is_possible_number_with_reason(number)
    result = phonenumbers.ValidationResult
    if reason == result.TOO_SHORT:
        return f"“{typed}” is too short for a phone number. Check it, with the country code first."
    if reason == result.TOO_LONG:
        return f"“{typed}” is too long for a phone number. Check it, with the country code first."
    return f"“{typed}” is not a number in use. Check its digits, with the country code first."


def looks_like_number(text: str) -> bool:
    """Whether a person meant a phone number rather than a name: mostly digits, at least five."""
    digits = sum(character.isdigit() for character in text)
    letters = sum(character.isalpha() for character in text)
    return digits >= 5 and letters == 0


# The gate asks several things of the same number in a row; taking it apart is half of each answer.
@lru_cache(maxsize=256)
def _parsed(e164: str) -> phonenumbers.PhoneNumber:
    return phonenumbers.parse(e164, None)


@lru_cache(maxsize=4096)
def display(e164: str) -> str:
    """``e164`` as people write it internationally; a short code or an unknown form is shown as it is."""
    try:
        number = _parsed(e164)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def cannot_receive_texts(e164: str) -> bool:
    """Whether the number's plan says that it is a landline. In North America the plan cannot tell."""
    return _is_landline(_of_its_kind(e164))


# Asked about the same number again and again: when a text is asked for, and when it goes.
@lru_cache(maxsize=16_384)
def _is_landline(e164: str) -> bool:
    try:
        kind = phonenumbers.number_type(_parsed(e164))
    except phonenumbers.NumberParseException:
        return False  # A short code or a WhatsApp identity: the provider knows what it can do.
    return kind in {PhoneNumberType.FIXED_LINE, PhoneNumberType.UAN, PhoneNumberType.VOICEMAIL}


def is_toll_free(e164: str) -> bool:
    """Whether it is a toll-free number of North America. Source: the toll-free codes of the NANP."""
    return e164[:5] in _TOLL_FREE and len(e164) == 12


_TOLL_FREE = frozenset(f"+1{code}" for code in (800, 833, 844, 855, 866, 877, 888))


def time_zones(e164: str) -> tuple[str, ...]:
    """The zones the number may be in, by area code; empty when nothing is known.

    Several for toll-free numbers and for some area codes (facts: 208, 605, 701 …): a rule about the
    client's local time must then hold in all of them.
    """
    return _zones(_of_its_kind(e164))


def _of_its_kind(e164: str) -> str:
    """A number of which all is true that the plan says of this one.

    In a US state, and of a toll-free number, that is told by the area code and the three digits behind it, so
    that ten thousand numbers are taken apart once.
    """
    tells = state_of(e164) is not None or e164[:5] in _TOLL_FREE
    return f"{e164[:8]}0000" if tells and _NORTH_AMERICAN.fullmatch(e164) else e164


_NORTH_AMERICAN = re.compile(r"\+1[0-9]{10}")


@lru_cache(maxsize=16_384)
def _zones(e164: str) -> tuple[str, ...]:
    try:
        names = timezone.time_zones_for_number(_parsed(e164))
    except phonenumbers.NumberParseException:
        return ()
    return tuple(name for name in names if _exists(name))


def _exists(name: str) -> bool:
    if name == timezone.UNKNOWN_TIMEZONE:
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
