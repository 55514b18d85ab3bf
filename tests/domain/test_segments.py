"""Segments: the numbers Twilio bills, against a second, slow reading of the same rules."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.segments import Segments, count

# GSM 03.38 row by row, written from the standard's table: index 0x00 to 0x7F, the escape left out.
BASIC = "".join(
    (
        "@£$¥èéùìòÇ\nØø\rÅå",
        "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ",
        " !\"#¤%&'()*+,-./",
        "0123456789:;<=>?",
        "¡ABCDEFGHIJKLMNO",
        "PQRSTUVWXYZÄÖÑÜ§",
        "¿abcdefghijklmno",
        "pqrstuvwxyzäöñüà",
    )
)
EXTENSION = "\f^{}\\[~]|€"

FAMILY = "👨‍👩‍👧‍👦"
FLAG = "🇩🇪"
THUMB = "👍🏽"
ACCENTED = "e\u0301"
CLUSTERS = [FAMILY, FLAG, THUMB, ACCENTED, "❤️", "1️⃣", "😀", "ж", "षि"]


def slow(text: str) -> tuple[str, int]:
    """Encoding and segments by filling lists of units, one whole piece after the other."""
    if all(character in BASIC + EXTENSION for character in text):
        pieces = [["esc", c] if c in EXTENSION else [c] for c in text]
        return "GSM-7", _segments(pieces, 160, 153)
    clusters: list[str] = []
    for cluster in regex.findall(r"\X", text):
        clusters.extend(cluster if cluster == "\r\n" or _units(cluster) > 67 else [cluster])
    return "UCS-2", _segments([["unit"] * _units(cluster) for cluster in clusters], 70, 67)


def _units(text: str) -> int:
    return sum(2 if ord(character) > 0xFFFF else 1 for character in text)


def _segments(pieces: list[list[str]], alone: int, joined: int) -> int:
    if sum(map(len, pieces)) <= alone:
        return 1 if pieces else 0
    filled: list[list[str]] = [[]]
    for piece in pieces:
        if len(filled[-1]) + len(piece) > joined:
            filled.append([])
        filled[-1] += piece
    return len(filled)


def test_the_alphabet_has_127_characters_and_ten_extensions() -> None:
    assert len(set(BASIC)) == len(BASIC) == 127
    assert len(set(EXTENSION)) == len(EXTENSION) == 10


@pytest.mark.parametrize("character", BASIC)
def test_a_basic_character_takes_one_septet(character: str) -> None:
    assert count(character) == Segments("GSM-7", 1, 1, 159)
    assert count(character * 160).count == 1
    assert count(character * 161).count == 2


@pytest.mark.parametrize("character", EXTENSION)
def test_an_extension_character_takes_two_septets(character: str) -> None:
    assert count(character) == Segments("GSM-7", 2, 1, 158)
    assert count(character * 80).count == 1
    assert count(character * 81).count == 2
    # 76 pairs fill 152 of 153 septets; the 77th may not be parted.
    assert count(character * 152).count == 2
    assert count(character * 153).count == 3


@pytest.mark.parametrize("character", "ç`’“”–…ÁáíóúêãõŁ\t\x00\x1b\u00a0")
def test_any_other_character_makes_the_whole_text_ucs2(character: str) -> None:
    assert count(f"Hello{character}").encoding == "UCS-2"


@pytest.mark.parametrize(
    ("length", "segments"),
    [(0, 0), (1, 1), (160, 1), (161, 2), (306, 2), (307, 3), (459, 3), (460, 4), (1600, 11)],
)
def test_gsm_texts_hold_160_then_153_each(length: int, segments: int) -> None:
    assert count("a" * length).count == segments


@pytest.mark.parametrize(
    ("length", "segments"), [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)]
)
def test_ucs2_texts_hold_70_then_67_each(length: int, segments: int) -> None:
    assert count("ж" * length).count == segments


def test_an_extension_pair_is_not_parted_by_the_end_of_a_segment() -> None:
    assert count("a" * 151 + "€" + "a" * 153).count == 2
    assert count("a" * 152 + "€" + "a" * 152).count == 3
    assert count("a" * 152 + "€" + "a" * 151).count == 2


@pytest.mark.parametrize("cluster", [FAMILY, FLAG, THUMB, "❤️", "1️⃣", "😀"])
def test_an_emoji_cluster_is_not_parted_by_the_end_of_a_segment(cluster: str) -> None:
    size = _units(cluster)
    fits = "ж" * (67 - size) + cluster + "ж" * 67
    late = "ж" * (68 - size) + cluster + "ж" * (67 - size)
    assert count(fits).count == 2
    assert count(late).count == 2
    assert count(late + "ж").count == 3


def test_a_line_end_of_two_characters_may_be_parted_as_twilio_parts_it() -> None:
    assert count("ж" * 66 + "\r\n" + "ж" * 66).count == 2


def test_a_cluster_larger_than_a_segment_is_cut_somewhere() -> None:
    assert count("e" + "\u0301" * 140).count == 3


@pytest.mark.parametrize("text", ["\ud83d", "a\ude00b", "\ud83d" * 71, "\ude00\ud83d"])
def test_half_a_surrogate_pair_counts_as_one_unit(text: str) -> None:
    assert count(text).units == len(text)
    assert count(text).count == (1 if len(text) <= 70 else 2)


PIECES = st.one_of(
    st.sampled_from(CLUSTERS), st.sampled_from(BASIC), st.sampled_from(EXTENSION), st.just("\r\n")
)
GSM = st.text(st.sampled_from(BASIC + EXTENSION), max_size=700)
MIXED = st.lists(PIECES, max_size=220).map("".join)
# Long runs of one thing reach the ends of segments, where mistakes live.
RUNS = st.lists(st.tuples(PIECES, st.integers(1, 160)), max_size=4).map(
    lambda runs: "".join(piece * times for piece, times in runs)
)


@settings(deadline=None)
@given(st.one_of(GSM, MIXED, RUNS, st.text(st.characters(max_codepoint=0x36F), max_size=300)))
def test_every_text_has_the_segments_of_the_slow_reading(text: str) -> None:
    segments = count(text)
    assert (segments.encoding, segments.count) == slow(text)


@settings(deadline=None)
@given(st.one_of(GSM, MIXED.map(lambda text: "ж" + text), RUNS))
def test_what_is_left_can_be_added_and_not_one_more(text: str) -> None:
    segments = count(text)
    filled = text + "a" * segments.left
    assert count(filled).count == max(segments.count, 1)
    assert count(filled).left == 0
    assert count(filled + "a").count > count(filled).count
