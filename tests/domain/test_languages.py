"""Languages and time zones as people look for them."""

from zoneinfo import ZoneInfo

import pytest

from bot.domain import languages, zone_search


def test_every_language_has_a_code_of_two_letters_and_a_name_of_its_own() -> None:
    known = languages.languages()
    assert len(known) == 183
    assert all(len(code) == 2 and code.islower() for code in known)
    assert len(set(known.values())) == len(known)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("spa", "es"), ("ES", "es"), ("german", "de"), ("de", "de"), ("norw", "no"), ("  English ", "en")],
)
def test_a_language_is_found_by_its_name_or_code(typed: str, first: str) -> None:
    assert languages.matching(typed)[0] == first


def test_a_code_that_nobody_knows_is_shown_as_it_is() -> None:
    assert languages.name_of("xx") == "xx"
    assert languages.name_of("de") == "German"
    assert languages.matching("klingon") == []
    assert len(languages.matching("")) == 183


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("denver", "America/Denver"),
        ("New York", "America/New_York"),
        ("europe/ber", "Europe/Berlin"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_its_city(typed: str, first: str) -> None:
    assert zone_search.matching(typed, 5)[0] == first


def test_only_places_are_offered_and_all_of_them_exist() -> None:
    offered = zone_search.known_zones()
    assert len(offered) > 300
    assert not any(zone.startswith(("Etc/", "US/")) for zone in offered)
    for zone in offered:
        ZoneInfo(zone)
    assert len(zone_search.matching("a", 7)) == 7
    assert zone_search.matching("atlantis", 5) == []


def test_an_old_name_is_still_a_zone() -> None:
    assert zone_search.is_known_zone("US/Eastern")
    assert not zone_search.is_known_zone("Mars/Olympus")
    assert not zone_search.is_known_zone("../../etc/passwd")
